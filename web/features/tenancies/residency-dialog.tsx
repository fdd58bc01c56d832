import { Checkbox, Input, Radio } from 'antd';
import { EARLY_EXITS, INCLUDED, NOTICE_UNITS } from '../../../src/records/residencies/residency.contract.ts';
import { CHARGES } from '../../../src/records/statements/statement.contract.ts';
import { Form, REQUIRED } from '../../ui/form.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { DayInput, MoneyInput, NumberInput } from '../../ui/inputs.tsx';
import { DeskCodes } from './desk-codes.tsx';
import type { Content } from './tenancies.ts';

interface Props {
  title: string;
  initial: Partial<Content>;
  send: (content: Content) => Promise<unknown>;
  onClose: () => void;
}

/** Where a team sits: 远程入驻 is counted apart from the teams on the premises. */
export function PlaceItems({ at = [] }: { at?: readonly string[] }) {
  return (
    <>
      <Form.Item name={[...at, 'remote']} label="入驻方式">
        <Radio.Group
          options={[
            { value: false, label: '在场地入驻' },
            { value: true, label: '远程入驻，不占实体工位' },
          ]}
        />
      </Form.Item>
      <Form.Item name={[...at, 'desks']} label="工位数" extra="实体工位；远程团队填0" rules={REQUIRED('请填写工位数')}>
        <NumberInput unit="个" whole />
      </Form.Item>
      <Form.Item name={[...at, 'virtualDesks']} label="虚拟工位数" rules={REQUIRED('请填写虚拟工位数，没有填0')}>
        <NumberInput unit="个" whole />
      </Form.Item>
    </>
  );
}

/** The agreement's blanks; the text around them is the template's. */
export function ResidencyDialog({ title, initial, send, onClose }: Props) {
  const filled: Partial<Content> = {
    freeMonths: 3,
    includes: ['rent', 'internet', 'water', 'power'],
    remote: false,
    virtualDesks: 0,
    desks: 1,
    depositFen: 0,
    noticeDays: 30,
    noticeUnit: 'day',
    earlyExit: 'refuse',
    ...initial,
  };
  const whole = (entered: { content: Content }): Content => ({
    ...entered.content,
    endsOn: entered.content.endsOn ?? null,
    deskCodes: entered.content.deskCodes || null,
    areaM2: entered.content.areaM2 ?? null,
    rentMonthFen: entered.content.rentMonthFen ?? null,
    serviceMonthFen: entered.content.serviceMonthFen ?? null,
    internetMonthFen: entered.content.internetMonthFen ?? null,
    waterMonthFen: entered.content.waterMonthFen ?? null,
    powerMonthFen: entered.content.powerMonthFen ?? null,
    depositFen: entered.content.depositFen ?? 0,
    clauses: entered.content.clauses || null,
  });
  const field = (name: keyof Content) => ['content', name];
  return (
    <FormDialog<{ content: Content }>
      title={title}
      button="保存协议"
      wide
      initial={{ content: filled as Content }}
      send={(entered) => send(whole(entered))}
      onClose={onClose}
    >
      <div className="form-grid">
        <Form.Item name={field('teamName')} label="入驻团队" rules={REQUIRED('请填写团队名称')}>
          <Input />
        </Form.Item>
        <Form.Item name={field('founderName')} label="负责人" rules={REQUIRED('请填写负责人')}>
          <Input />
        </Form.Item>
        <Form.Item name={field('startsOn')} label="入驻日期" rules={REQUIRED('请填写入驻日期')}>
          <DayInput />
        </Form.Item>
        <Form.Item name={field('endsOn')} label="协议终止日期" extra="不填为至提出退出时止">
          <DayInput />
        </Form.Item>
        <PlaceItems at={['content']} />
        <Form.Item
          name={field('deskCodes')}
          label="工位编号"
          extra="多个以顿号分开；写明的工位在平面图上显示占用，不能预订"
        >
          <DeskCodes />
        </Form.Item>
        <Form.Item name={field('freeMonths')} label="免费月数" rules={REQUIRED('请填写免费月数')}>
          <NumberInput unit="个月" whole />
        </Form.Item>
        <Form.Item name={field('includes')} label="免费内容">
          <Checkbox.Group options={INCLUDED.map(({ code, zh }) => ({ value: code, label: zh }))} />
        </Form.Item>
        {Object.values(CHARGES).map(({ zh, field: name }) => (
          <Form.Item key={name} name={field(name)} label={`${zh}(每月)`} extra="不收不填">
            <MoneyInput unit="元" />
          </Form.Item>
        ))}
        <Form.Item name={field('depositFen')} label="押金">
          <MoneyInput unit="元" />
        </Form.Item>
        <Form.Item name={field('noticeDays')} label="提前通知" rules={REQUIRED('请填写提前多久通知')}>
          <NumberInput whole />
        </Form.Item>
        <Form.Item name={field('noticeUnit')} label="通知期单位">
          <Radio.Group options={Object.entries(NOTICE_UNITS).map(([value, { zh }]) => ({ value, label: zh }))} />
        </Form.Item>
        <Form.Item name={field('earlyExit')} label="未满通知期">
          <Radio.Group options={Object.entries(EARLY_EXITS).map(([value, { zh }]) => ({ value, label: zh }))} />
        </Form.Item>
      </div>
      <Form.Item name={field('clauses')} label="其他约定">
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} />
      </Form.Item>
    </FormDialog>
  );
}
