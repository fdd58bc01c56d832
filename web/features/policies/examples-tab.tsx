import { unshown } from '../../../src/policy/example.ts';
import { OUTCOMES } from '../../../src/policy/finding.ts';
import { Card, Empty, Notice, Tag } from '../../ui/page.tsx';
import { Table } from '../../ui/table.tsx';
import type { LiveCheck, Place } from './draft-check.ts';

const words = (outcome: string) => OUTCOMES[outcome as keyof typeof OUTCOMES]?.zh ?? outcome;

/** 示例：每个例子按草稿计算，结果与写明的预期是否一致。 */
export function ExamplesTab({ check, onOpen }: { check: LiveCheck; onOpen: (at: Place) => void }) {
  const { pack, failures } = check;
  if (!pack) return <Faulty />;
  const failed = new Map(
    pack.examples.map(({ name }) => [name, failures.filter(({ example }) => example.name === name)]),
  );
  const lacking = unshown(pack);
  return (
    <Card title={`示例 ${pack.examples.length}个，${failures.length}处不符`} id="examples">
      <div className="stack">
        <Table
          caption="示例"
          rows={[...pack.examples].sort(
            (a, b) => (failed.get(b.name)?.length ?? 0) - (failed.get(a.name)?.length ?? 0) || a.line - b.line,
          )}
          rowKey={({ name }) => name}
          empty={<Empty title="没有示例">在“示例”文件里为每个条件写符合、不符合、材料不足三种。</Empty>}
          columns={[
            {
              title: '示例',
              cell: ({ name, line }) => (
                <button type="button" className="link-button" onClick={() => onOpen({ file: 'examples.yaml', line })}>
                  {name}
                </button>
              ),
            },
            { title: '日期', cell: ({ on }) => on },
            {
              title: '结果',
              cell: ({ name }) => {
                const wrong = failed.get(name) ?? [];
                if (wrong.length === 0) return <Tag tone="ok">与预期一致</Tag>;
                return (
                  <ul className="plain">
                    {wrong.map(({ requirement, expected, found }) => (
                      <li key={requirement ?? ''}>
                        <Tag tone="bad">不符</Tag> {requirement ?? '总结论'}：预期{words(expected)}，实为{words(found)}
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
            <summary>还有{lacking.length}种结果没有示例</summary>
            <ul>
              {lacking.map(({ requirement, outcome }) => (
                <li key={`${requirement} ${outcome}`}>
                  {pack.requirements.find(({ id }) => id === requirement)?.says ?? requirement}：{OUTCOMES[outcome].zh}
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
  return (
    <Notice tone="warn" title="草稿还有错误，或有示例与预期不符">
      在“起草”和“示例”里改正后，这里按草稿计算。
    </Notice>
  );
}
