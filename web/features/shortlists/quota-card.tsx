import { useMutation } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import type { QuotaView, ShortlistView } from '../../../src/cases/shortlists/shortlist.contract.ts';
import { api } from '../../lib/api.ts';
import { showNumber } from '../../lib/format.ts';
import { ErrorNotice } from '../../ui/fault.tsx';
import { Form, REQUIRED, useFieldErrors } from '../../ui/form.tsx';
import { NumberInput } from '../../ui/inputs.tsx';
import { Card, Tag } from '../../ui/page.tsx';
import { Clause } from '../cases/findings.tsx';

const ROUNDING = { down: '不足一家的舍去', up: '不足一家的按一家计', nearest: '四舍五入' } as const;

interface QuotaCardProps {
  list: ShortlistView;
  /** How many the list names as it stands on the screen. */
  listed: number;
  exceptions: Readonly<Record<string, string>>;
  onException: (quota: string, reason: string) => void;
  /** `quotas.<id>.<field>` -> the message there. */
  errors: ReadonlyMap<string, string>;
  keep: (saved: ShortlistView) => void;
}

/** 名额: the clause, what it counts and from where, how many places that gives, what is taken, and what goes beyond. */
export function QuotaCard({ list, listed, exceptions, onException, errors, keep }: QuotaCardProps) {
  if (list.quotas.length === 0) return null;
  const editable = list.state === 'draft';
  return (
    <Card title="名额" id="quotas">
      <ul className="plain stack">
        {list.quotas.map((quota) => {
          const sum = quota.taken + (editable ? listed : quota.listed);
          const over = quota.places !== null && sum > quota.places;
          return (
            <li key={quota.id} className="stack-s">
              <div className="row spread">
                <strong>{quota.says}</strong>
                {quota.places !== null && (
                  <Tag tone={over ? 'bad' : 'ok'}>
                    {over ? '超出名额' : '名额之内'} {sum}/{quota.places}
                  </Tag>
                )}
              </div>
              <Clause cites={quota.cites} text={quota.clause} />
              <p>{wordsOf(quota, sum)}</p>
              {editable ? (
                <Count list={list} quota={quota} keep={keep} />
              ) : (
                quota.source && <p className="soft small">数据来源：{quota.source}</p>
              )}
              {errors.get(`quotas.${quota.id}.counted`) && (
                <p className="field-error">{errors.get(`quotas.${quota.id}.counted`)}</p>
              )}
              {quota.kind === 'should' && over && editable && (
                <label className="stack-s" htmlFor={`exception-${quota.id}`}>
                  超出名额的理由
                  <Input.TextArea
                    id={`exception-${quota.id}`}
                    value={exceptions[quota.id] ?? ''}
                    autoSize={{ minRows: 2, maxRows: 6 }}
                    onChange={(event) => onException(quota.id, event.target.value)}
                  />
                </label>
              )}
              {errors.get(`quotas.${quota.id}.exception`) && (
                <p className="field-error">{errors.get(`quotas.${quota.id}.exception`)}</p>
              )}
              {!editable && quota.exception && <p>超出名额的理由：{quota.exception}</p>}
            </li>
          );
        })}
      </ul>
    </Card>
  );
}

function wordsOf({ share, places, counted, of, taken, rounding, year, kind }: QuotaView, sum: number): string {
  if (share === null) return '文件没有写明比例，由主管部门另行确定，系统不作限制。';
  if (places === null || counted === null) return `名额为${of}的${showNumber(share * 100)}%，尚未填写数量。`;
  const limit = kind === 'must' ? '不得超出' : '原则上不超出，超出须说明理由';
  return `${of}${counted}家 × ${showNumber(share * 100)}%，${ROUNDING[rounding]}，名额${places}家（${limit}）。${year}年已列入${taken}家，连同本次共${sum}家。`;
}

function Count({ list, quota, keep }: { list: ShortlistView; quota: QuotaView; keep: (saved: ShortlistView) => void }) {
  const [form] = Form.useForm<{ counted: number; source: string }>();
  const showFields = useFieldErrors(form);
  const save = useMutation({
    mutationFn: (given: { counted: number; source: string }) =>
      api.put<ShortlistView>(`/api/shortlists/${list.id}/quotas/${quota.id}`, given),
    onSuccess: keep,
    onError: showFields,
  });
  return (
    <Form
      form={form}
      name={`quota-${quota.id}`}
      layout="vertical"
      initialValues={{ counted: quota.counted, source: quota.source }}
      onFinish={(given) => save.mutate(given)}
    >
      <div className="side-by-side">
        <Form.Item
          name="counted"
          label={`${quota.of}（家）`}
          extra={`名录中${quota.year - 1}年末在营${quota.registered}家，供核对`}
          rules={REQUIRED('请填写数量')}
        >
          <NumberInput whole />
        </Form.Item>
        <Form.Item name="source" label="数据来源" rules={REQUIRED('请写明数据来源')}>
          <Input placeholder="如：上年度火炬统计年报汇总表" />
        </Form.Item>
      </div>
      <ErrorNotice error={save.error} />
      <Button htmlType="submit" loading={save.isPending}>
        保存数量
      </Button>
      {quota.statedBy && <span className="soft small"> {quota.statedBy}填写</span>}
    </Form>
  );
}
