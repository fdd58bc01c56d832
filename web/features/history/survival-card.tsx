import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { z } from 'zod';
import { FATES, type survivalView } from '../../../src/insight/history/history.contract.ts';
import { api, type Query } from '../../lib/api.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Card, Empty } from '../../ui/page.tsx';
import { Table } from '../../ui/table.tsx';
import { CountOpener, Definition, fateColumns, Lives } from './lives.tsx';

/** Of the teams that stayed in one's spaces: who still stands after 1, 3 and 5 years, and who fell silent. */
export function SurvivalCard() {
  const [open, setOpen] = useState<{ title: string; asked: Query } | null>(null);
  const { data } = useQuery({
    queryKey: ['survival'],
    queryFn: () => api.get<z.output<typeof survivalView>>('/api/survival'),
  });
  if (!data) return null;
  return (
    <Card title="团队的存续" id="survival">
      <div className="stack">
        <Definition />
        <Table
          caption="团队存续"
          scrolls
          rows={data.rows}
          rowKey={({ year }) => String(year)}
          empty={<Empty title="没有团队">团队办理入驻后，按成立年份统计。</Empty>}
          columns={[
            { title: '成立年份', cell: ({ year }) => year },
            {
              title: '团队',
              number: true,
              cell: ({ year, began }) => (
                <CountOpener
                  count={began}
                  label={`${year}年成立`}
                  onOpen={() => setOpen({ title: `${year}年成立`, asked: { year, years: 1, on: data.on } })}
                />
              ),
            },
            ...fateColumns((year, years, fate) =>
              setOpen({
                title: `${year}年成立，${years}年：${FATES[fate].zh}`,
                asked: { year, years, fate, on: data.on },
              }),
            ),
          ]}
        />
      </div>
      {open && (
        <Dialog title={open.title} open onClose={() => setOpen(null)}>
          <Lives path="/api/survival/lives" asked={open.asked} />
        </Dialog>
      )}
    </Card>
  );
}
