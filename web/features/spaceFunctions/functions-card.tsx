import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { z } from 'zod';
import {
  FUNCTIONS,
  type functionRecordsView,
  type functionsView,
  LINES,
} from '../../../src/insight/spaceFunctions/space-function.contract.ts';
import { api } from '../../lib/api.ts';
import { showDay } from '../../lib/format.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Opener } from '../../ui/opener.tsx';
import { Card, Loading, Tag } from '../../ui/page.tsx';
import { Table } from '../../ui/table.tsx';

type Functions = z.output<typeof functionsView>;
type Line = Functions['rows'][number]['line'];

/** 八项功能（湖南 第四条）: what the space really did, counted from its records; each number opens to them. */
export function FunctionsCard({ carrierId }: { carrierId: string }) {
  const [opened, setOpened] = useState<Line | null>(null);
  const { data } = useQuery({
    queryKey: ['carrier', carrierId, 'functions'],
    queryFn: () => api.get<Functions>(`/api/carriers/${carrierId}/functions`),
  });
  return (
    <Card title="做了什么" id="functions">
      {data ? (
        <div className="stack-s">
          <p className="soft">
            按日常记录统计，至{showDay(data.on)}。没有记录、运营机构也未声明记录完整的，显示“未提供”。
          </p>
          <Table
            caption="做了什么"
            rows={data.rows}
            rowKey={({ line }) => line}
            empty={null}
            columns={[
              { title: '功能', cell: ({ fn }) => FUNCTIONS[fn].zh },
              {
                title: '记录',
                cell: ({ line, examples }) => (
                  <>
                    {LINES[line].zh} {examples > 0 && <Tag>示例{examples}条</Tag>}
                  </>
                ),
              },
              {
                title: '累计',
                number: true,
                cell: ({ line, total }) =>
                  total === null ? (
                    '未提供'
                  ) : (
                    <Opener
                      face={String(total)}
                      opens={total > 0}
                      label={LINES[line].zh}
                      onOpen={() => setOpened(line)}
                    />
                  ),
              },
              { title: '近12个月', number: true, cell: ({ recent }) => recent ?? '未提供' },
            ]}
          />
        </div>
      ) : (
        <Loading />
      )}
      {opened && <RecordsDialog carrierId={carrierId} line={opened} onClose={() => setOpened(null)} />}
    </Card>
  );
}

function RecordsDialog({ carrierId, line, onClose }: { carrierId: string; line: Line; onClose: () => void }) {
  const { data } = useQuery({
    queryKey: ['carrier', carrierId, 'functions', line],
    queryFn: () =>
      api.get<z.output<typeof functionRecordsView>>(`/api/carriers/${carrierId}/functions/${line}/records`, {
        size: SHOWN,
      }),
  });
  return (
    <Dialog open title={LINES[line].zh} onClose={onClose}>
      {data ? (
        <ul className="plain stack-s">
          {data.rows.map(({ id, day, until, title, example }) => (
            <li key={id}>
              {showDay(day)}
              {until && until !== day && `至${showDay(until)}`} {title} {example && <Tag>示例</Tag>}
            </li>
          ))}
          {data.total > data.rows.length && <li className="soft">只显示最近{SHOWN}条</li>}
        </ul>
      ) : (
        <Loading />
      )}
    </Dialog>
  );
}

const SHOWN = 200;
