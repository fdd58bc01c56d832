import { useQuery } from '@tanstack/react-query';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { STAGES, type StandardView } from '../../../src/records/stageStandards/stage-standard.contract.ts';
import { api } from '../../lib/api.ts';
import { useLabel } from '../../lib/words.ts';
import { Form, REQUIRED } from '../../ui/form.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { NumberInput } from '../../ui/inputs.tsx';
import { Label } from '../../ui/label.tsx';
import { Card } from '../../ui/page.tsx';
import { showFact } from '../cases/findings.tsx';
import { standardsQuery, useStageDeed } from './stages.ts';

type AskedFact = { key: string; zh: string; en: string; unit: string | null; type: string };
/** Money is typed in 万元 and kept in fen. */
const FEN_OF_WAN = 1_000_000;
const typed = (least: number | null, fact: AskedFact | undefined) =>
  least !== null && fact?.type === 'money' ? least / FEN_OF_WAN : least;
const kept = (least: number | null | undefined, fact: AskedFact | undefined) => {
  if (least == null || fact?.type === 'flag') return null;
  return fact?.type === 'money' ? Math.round(least * FEN_OF_WAN) : least;
};

/** 各孵化阶段: what the space provides in each, and what lets a team pass on. */
export function StageStandardsCard({ carrierId }: { carrierId: string }) {
  const { data } = useQuery(standardsQuery(carrierId));
  const [editing, setEditing] = useState<StandardView | null>(null);
  if (!data) return null;
  const factOf = (key: string | null) => data.facts.find((fact) => fact.key === key);
  return (
    <Card id="stage-standards" title="各孵化阶段的服务和标准">
      <div className="stack">
        {data.rows.map((row) => {
          const stage = STAGES.find(({ code }) => code === row.stage);
          return (
            <section key={row.stage} className="stack-s" aria-label={stage?.zh}>
              <div className="row">
                <h3>
                  <Label of={stage} />
                </h3>
                <Button onClick={() => setEditing(row)}>
                  规定<span className="hidden-label">{stage?.zh}</span>
                </Button>
              </div>
              {row.services && <p>{row.services}</p>}
              {row.criteria.length > 0 ? (
                <ol>
                  {row.criteria.map(({ id, says, fact, least }) => (
                    <li key={id}>
                      {says}
                      {fact && (
                        <span className="soft small">
                          {' '}
                          <Label of={factOf(fact)} />
                          {least !== null && ` ≥ ${showFact(fact, least, factOf(fact)?.unit ?? null)}`}
                        </span>
                      )}
                    </li>
                  ))}
                </ol>
              ) : (
                <p className="soft">还没有规定转入下一阶段的标准。</p>
              )}
            </section>
          );
        })}
      </div>
      {editing && (
        <StandardDialog carrierId={carrierId} standard={editing} facts={data.facts} onClose={() => setEditing(null)} />
      )}
    </Card>
  );
}

interface StandardDialogProps {
  carrierId: string;
  standard: StandardView;
  facts: readonly AskedFact[];
  onClose: () => void;
}
interface Entered {
  services: string | null;
  criteria: { says: string; fact?: string | null; least?: number | null }[];
}

function StandardDialog({ carrierId, standard, facts, onClose }: StandardDialogProps) {
  const label = useLabel();
  const deed = useStageDeed();
  const { stage, version } = standard;
  const factOf = (key: string | null | undefined) => facts.find((fact) => fact.key === key);
  return (
    <FormDialog<Entered>
      title={STAGES.find(({ code }) => code === stage)?.zh ?? stage}
      says="选了指标的，按团队核实过的记录判断；不选的，转入时由人判断。"
      button="保存"
      wide
      initial={{
        services: standard.services,
        criteria: standard.criteria.map(({ says, fact, least }) => ({ says, fact, least: typed(least, factOf(fact)) })),
      }}
      send={({ services, criteria = [] }) =>
        deed(
          api.put(`/api/carriers/${carrierId}/stage-standards/${stage}`, {
            version,
            services,
            criteria: criteria.map(({ says, fact, least }) => ({
              says,
              fact: fact ?? null,
              least: kept(least, factOf(fact)),
            })),
          }),
        )
      }
      onClose={onClose}
    >
      <Form.Item name="services" label="本阶段提供的服务">
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 5 }} maxLength={2000} />
      </Form.Item>
      <Form.List name="criteria">
        {(fields, { add, remove }) => (
          <div className="stack-s">
            {fields.map(({ key, name }) => (
              <div key={key} className="columns">
                <Form.Item name={[name, 'says']} label={`标准${name + 1}`} rules={REQUIRED('请写明标准')}>
                  <Input maxLength={300} />
                </Form.Item>
                <Form.Item name={[name, 'fact']} label="指标" extra="不选的由人判断">
                  <Select
                    allowClear
                    showSearch={{ optionFilterProp: 'label' }}
                    options={facts.map((fact) => ({ value: fact.key, label: label(fact) }))}
                  />
                </Form.Item>
                <Form.Item name={[name, 'least']} label="至少" extra="金额按万元；是否类的不填">
                  <NumberInput />
                </Form.Item>
                <Button aria-label={`删去标准${name + 1}`} onClick={() => remove(name)}>
                  删去
                </Button>
              </div>
            ))}
            <Button onClick={() => add({ says: '' })}>加一项标准</Button>
          </div>
        )}
      </Form.List>
    </FormDialog>
  );
}
