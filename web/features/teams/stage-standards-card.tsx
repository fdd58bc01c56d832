import { useQuery } from '@tanstack/react-query';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import type { StandardView } from '../../../src/records/stageStandards/stage-standard.contract.ts';
import { api } from '../../lib/api.ts';
import { useLabel } from '../../lib/words.ts';
import { Form, REQUIRED } from '../../ui/form.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { Label } from '../../ui/label.tsx';
import { Card } from '../../ui/page.tsx';
import { showFact } from '../cases/findings.tsx';
import { entered, FactInput, factOf, stored } from '../records/declare-dialog.tsx';
import { stageOf, standardsQuery, useStageDeed } from './stages.ts';

type AskedFact = { key: string; zh: string; en: string; unit: string | null; type: string };

/** 各孵化阶段: what the space provides in each, and what lets a team pass on. */
export function StageStandardsCard({ carrierId }: { carrierId: string }) {
  const { data } = useQuery(standardsQuery(carrierId));
  const [editing, setEditing] = useState<StandardView | null>(null);
  if (!data) return null;
  const wordsOf = (key: string | null) => data.facts.find((fact) => fact.key === key);
  return (
    <Card id="stage-standards" title="各孵化阶段的服务和标准">
      <div className="stack">
        {data.rows.map((row) => {
          const stage = stageOf(row.stage);
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
                          <Label of={wordsOf(fact)} />
                          {least !== null && ` ≥ ${showFact(fact, least, wordsOf(fact)?.unit ?? null)}`}
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
  criteria: { says: string; fact?: string | null; least?: unknown }[];
}

/** Whether a criterion on the fact asks for a number; a yes or no asks for none. */
const isCompared = (key: string | null | undefined): key is string =>
  Boolean(key) && factOf(key as string).type !== 'flag';

function StandardDialog({ carrierId, standard, facts, onClose }: StandardDialogProps) {
  const deed = useStageDeed();
  const { stage, version } = standard;
  return (
    <FormDialog<Entered>
      title={stageOf(stage)?.zh ?? stage}
      says="选了指标的，按团队核实过的记录判断；不选的，转入时由人判断。"
      button="保存"
      wide
      initial={{
        services: standard.services,
        criteria: standard.criteria.map(({ says, fact, least }) => ({
          says,
          fact,
          least: fact ? entered(factOf(fact), least) : null,
        })),
      }}
      send={({ services, criteria = [] }) =>
        deed(
          api.put(`/api/carriers/${carrierId}/stage-standards/${stage}`, {
            version,
            services,
            criteria: criteria.map(({ says, fact, least }) => ({
              says,
              fact: fact ?? null,
              least: isCompared(fact) ? (stored(factOf(fact), least) ?? null) : null,
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
              <Criterion key={key} at={name} facts={facts} onRemove={() => remove(name)} />
            ))}
            <div style={{ marginBottom: 'var(--space-4)' }}>
              <Button onClick={() => add({ says: '' })}>加一项标准</Button>
            </div>
          </div>
        )}
      </Form.List>
    </FormDialog>
  );
}

function Criterion({ at, facts, onRemove }: { at: number; facts: readonly AskedFact[]; onRemove: () => void }) {
  const label = useLabel();
  const form = Form.useFormInstance();
  const fact: string | null | undefined = Form.useWatch(['criteria', at, 'fact'], form);
  return (
    <div className="row row-fields">
      <Form.Item name={[at, 'says']} label={`标准${at + 1}`} rules={REQUIRED('请写明标准')}>
        <Input maxLength={300} />
      </Form.Item>
      <Form.Item name={[at, 'fact']} label="指标">
        <Select
          allowClear
          placeholder="由人判断"
          showSearch={{ optionFilterProp: 'label' }}
          options={facts.map((one) => ({ value: one.key, label: label(one) }))}
          onChange={() => form.setFieldValue(['criteria', at, 'least'], null)}
        />
      </Form.Item>
      {isCompared(fact) && (
        <Form.Item key={fact} name={[at, 'least']} label="至少">
          <FactInput fact={factOf(fact)} />
        </Form.Item>
      )}
      <Button aria-label={`移除标准${at + 1}`} onClick={onRemove}>
        移除
      </Button>
    </div>
  );
}
