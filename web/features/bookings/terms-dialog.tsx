import { Button, Checkbox, Radio } from 'antd';
import { useState } from 'react';
import {
  defaultTerms,
  FEATURES,
  type LineView,
  PERIODS,
  USER_GROUPS,
  USES,
} from '../../../src/records/resources/resource.contract.ts';
import { api } from '../../lib/api.ts';
import { useLabel } from '../../lib/words.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/fault.tsx';
import { Form, useFieldErrors } from '../../ui/form.tsx';
import { MoneyInput, NumberInput } from '../../ui/inputs.tsx';
import { type Photo, PhotoList } from '../records/photo-list.tsx';
import { useBookingChange } from './bookings.ts';

type Group = 'resident' | 'member' | 'public';
const GROUPS: readonly Group[] = ['resident', 'member', 'public'];
type Terms = ReturnType<typeof defaultTerms>;
interface PriceCell {
  feeFen?: number | null;
  credits?: number | null;
}
interface Entered extends Terms {
  priced?: Partial<Record<Group, PriceCell>>;
  larger?: Partial<Record<Group, PriceCell>>;
}

const LARGER = { hour: 'day', day: 'month', month: null } as const;

/** On what terms a line of the records is booked: hours, notice, approval, prices by user group, photos. */
export function TermsDialog({ carrierId, line, onClose }: { carrierId: string; line: LineView; onClose: () => void }) {
  const [form] = Form.useForm<Entered>();
  const label = useLabel();
  const showFields = useFieldErrors(form);
  const { resource } = line;
  const [photos, setPhotos] = useState<Photo[]>(resource?.photos ?? []);
  const terms: Terms = resource ? ({ ...resource } as unknown as Terms) : defaultTerms(line.kind);
  const period = Form.useWatch('period', form) ?? terms.period;
  const larger = LARGER[period as keyof typeof LARGER];
  const cells = (per: string | null) =>
    Object.fromEntries(
      (resource?.prices ?? []).filter((price) => price.period === per).map((price) => [price.userGroup, price]),
    );
  const save = useBookingChange((entered: Entered) => {
    const { priced, larger: more, ...rest } = entered;
    const prices = (
      [
        [priced, entered.period],
        [more, LARGER[entered.period]],
      ] as const
    ).flatMap(([table, per]) =>
      GROUPS.flatMap((userGroup) => {
        const cell = table?.[userGroup];
        return per && cell?.feeFen != null
          ? [{ userGroup, period: per, feeFen: cell.feeFen, credits: cell.credits ?? null }]
          : [];
      }),
    );
    return api.put(`/api/carriers/${carrierId}/resources/${line.kind}/${line.recordId}`, {
      ...Object.fromEntries(Object.keys(defaultTerms(line.kind)).map((key) => [key, rest[key as keyof Terms]])),
      version: resource?.version ?? null,
      prices,
      photos,
    });
  }, onClose);
  const number = (name: keyof Terms, words: string, unit: string, extra?: string) => (
    <Form.Item name={name} label={words} extra={extra}>
      <NumberInput whole unit={unit} />
    </Form.Item>
  );
  return (
    <Dialog title={`预订条件：${line.name}`} open onClose={onClose} wide>
      <Form
        form={form}
        layout="vertical"
        initialValues={{ ...terms, priced: cells(terms.period), larger: cells(LARGER[terms.period]) }}
        onFinish={(entered: Entered) => save.mutate(entered, { onError: showFields })}
      >
        <Form.Item name="use" label="用途">
          <Radio.Group options={Object.entries(USES).map(([value, words]) => ({ value, label: label(words) }))} />
        </Form.Item>
        <Form.Item name="period" label="预订方式">
          <Radio.Group options={Object.entries(PERIODS).map(([value, words]) => ({ value, label: label(words) }))} />
        </Form.Item>
        <PriceTable name="priced" caption={`价格（每${PERIODS[period as keyof typeof PERIODS].per}）`} />
        {larger && <PriceTable name="larger" caption={`封顶价（每${PERIODS[larger].per}，可不填）`} />}
        <div className="halves">
          <Form.Item name="stepMinutes" label="时间档">
            <Radio.Group options={[15, 30, 60].map((value) => ({ value, label: `${value}分钟` }))} />
          </Form.Item>
          {number('leastMinutes', '最短', '分钟', '一天是1440分钟')}
          {number('mostMinutes', '最长', '分钟')}
          {number('bufferMinutes', '两次之间留空', '分钟')}
          {number('noticeMinutes', '至少提前', '分钟')}
          {number('aheadDays', '最多提前', '天')}
          {number('refundMinutes', '提前多久取消可退积分', '分钟')}
          {number('graceMinutes', '过多久未签到算未到', '分钟')}
          {number('offerMinutes', '候补空位保留', '分钟')}
        </div>
        <Form.Item name="approval" valuePropName="checked">
          <Checkbox>须审批</Checkbox>
        </Form.Item>
        <Form.Item name="checkIn" valuePropName="checked">
          <Checkbox>须扫码签到，未签到记为未到</Checkbox>
        </Form.Item>
        <Form.Item name="features" label="配置">
          <Checkbox.Group
            options={Object.entries(FEATURES).map(([value, words]) => ({ value, label: label(words) }))}
          />
        </Form.Item>
        <fieldset className="plain-fieldset">
          <legend>照片</legend>
          <PhotoList carrierId={carrierId} photos={photos} onChange={setPhotos} altOf={() => line.name} />
        </fieldset>
        <div className="stack-s">
          <ErrorNotice error={save.error} />
          <div className="row row-end">
            <Button onClick={onClose}>取消</Button>
            <Button type="primary" htmlType="submit" loading={save.isPending}>
              保存
            </Button>
          </div>
        </div>
      </Form>
    </Dialog>
  );
}

function PriceTable({ name, caption }: { name: 'priced' | 'larger'; caption: string }) {
  const label = useLabel();
  return (
    <fieldset className="plain-fieldset">
      <legend>{caption}</legend>
      <p className="soft small">没有定价的用户组不能预订；不填积分就是不收积分。</p>
      <div className="halves">
        {GROUPS.map((group) => (
          <div key={group} className="row">
            <Form.Item name={[name, group, 'feeFen']} label={`${label(USER_GROUPS[group])}：金额`}>
              <MoneyInput unit="元" />
            </Form.Item>
            <Form.Item name={[name, group, 'credits']} label="积分">
              <NumberInput whole />
            </Form.Item>
          </div>
        ))}
      </div>
    </fieldset>
  );
}
