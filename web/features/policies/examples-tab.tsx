import { unshown } from '../../../src/policy/example.ts';
import { OUTCOMES } from '../../../src/policy/finding.ts';
import { useSay } from '../../lib/words.ts';
import { Label } from '../../ui/label.tsx';
import { Card, Empty, Notice, Tag } from '../../ui/page.tsx';
import { Table } from '../../ui/table.tsx';
import type { LiveCheck, Place } from './draft-check.ts';

const outcomeRow = (outcome: string) => OUTCOMES[outcome as keyof typeof OUTCOMES] ?? { zh: outcome, en: outcome };

/** 示例：每个例子按草稿计算，结果与写明的预期是否一致。 */
export function ExamplesTab({ check, onOpen }: { check: LiveCheck; onOpen: (at: Place) => void }) {
  const say = useSay();
  const { pack, failures } = check;
  if (!pack) return <Faulty />;
  const failed = new Map(
    pack.examples.map(({ name }) => [name, failures.filter(({ example }) => example.name === name)]),
  );
  const lacking = unshown(pack);
  return (
    <Card
      title={say(
        `示例 ${pack.examples.length}个，${failures.length}处不符`,
        `${pack.examples.length} examples, ${failures.length} come out otherwise`,
      )}
      id="examples"
    >
      <div className="stack">
        <Table
          caption={say('示例', 'Examples')}
          rows={[...pack.examples].sort(
            (a, b) => (failed.get(b.name)?.length ?? 0) - (failed.get(a.name)?.length ?? 0) || a.line - b.line,
          )}
          rowKey={({ name }) => name}
          empty={
            <Empty title={say('没有示例', 'No examples')}>
              {say(
                '在“示例”文件里为每个条件写符合、不符合、材料不足三种。',
                'Write in the file of examples for each condition one met, one unmet and one unknown.',
              )}
            </Empty>
          }
          columns={[
            {
              title: say('示例', 'Example'),
              cell: ({ name, line }) => (
                <button type="button" className="link-button" onClick={() => onOpen({ file: 'examples.yaml', line })}>
                  {name}
                </button>
              ),
            },
            { title: say('日期', 'Day'), cell: ({ on }) => on },
            {
              title: say('结果', 'Result'),
              cell: ({ name }) => {
                const wrong = failed.get(name) ?? [];
                if (wrong.length === 0) return <Tag tone="ok">{say('与预期一致', 'As written')}</Tag>;
                return (
                  <ul className="plain">
                    {wrong.map(({ requirement, expected, found }) => (
                      <li key={requirement ?? ''}>
                        <Tag tone="bad">{say('不符', 'Otherwise')}</Tag> {requirement ?? say('总结论', 'Verdict')}：
                        {say(
                          `预期${outcomeRow(expected).zh}，实为${outcomeRow(found).zh}`,
                          `expected ${outcomeRow(expected).en}, found ${outcomeRow(found).en}`,
                        )}
                      </li>
                    ))}
                  </ul>
                );
              },
            },
          ]}
        />
        {lacking.length > 0 && (
          <details>
            <summary>
              {say(`还有${lacking.length}种结果没有示例`, `${lacking.length} outcomes have no example`)}
            </summary>
            <ul>
              {lacking.map(({ requirement, outcome }) => (
                <li key={`${requirement} ${outcome}`}>
                  {pack.requirements.find(({ id }) => id === requirement)?.says ?? requirement}：
                  <Label of={OUTCOMES[outcome]} />
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
    </Card>
  );
}

/** In place of what cannot be computed while there are errors. */
export function Faulty() {
  const say = useSay();
  return (
    <Notice
      tone="warn"
      title={say('草稿还有错误，或有示例与预期不符', 'The draft has errors, or an example comes out otherwise')}
    >
      {say(
        '在“起草”和“示例”里改正后，这里按草稿计算。',
        'Correct them under “Write” and “Examples”; then this is computed.',
      )}
    </Notice>
  );
}
