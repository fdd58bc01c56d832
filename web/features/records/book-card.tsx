import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { api } from '../../lib/api.ts';
import { showDay } from '../../lib/format.ts';
import { ErrorNotice } from '../../ui/fault.tsx';
import { DayInput } from '../../ui/inputs.tsx';
import { booksQuery, type Kind, type Owner, ownerPath } from './records.ts';

/** From which day the operator says nothing of this kind is missing: without it, "none" means unknown. */
export function BookCard({ owner, kind, states }: { owner: Owner; kind: Kind; states: boolean }) {
  const client = useQueryClient();
  const { data } = useQuery(booksQuery(owner));
  const book = data?.rows.find((row) => row.kind === kind.code);
  const [from, setFrom] = useState<string | null>(null);
  const state = useMutation({
    mutationFn: (completeFrom: string | null) => api.put(`${ownerPath(owner)}/books/${kind.code}`, { completeFrom }),
    onSuccess: () => client.invalidateQueries({ queryKey: [owner.kind, owner.id] }),
  });
  const field = `complete-${kind.code}`;
  return (
    <section className="card" aria-labelledby="book-title">
      <div className="card-head">
        <h3 id="book-title">登记是否完整</h3>
      </div>
      <p className="soft">
        声明完整后，系统才把“没有”当作零；否则没有登记就是“未知”，判定为材料不足。
        {book?.completeFrom ? `已声明：自${showDay(book.completeFrom)}起，${kind.zh}没有遗漏。` : '目前没有声明。'}
      </p>
      {states && (
        <div className="row">
          <label htmlFor={field}>自哪一天起没有遗漏</label>
          <DayInput id={field} value={from} onChange={setFrom} />
          <Button disabled={!from} loading={state.isPending} onClick={() => state.mutate(from)}>
            声明完整
          </Button>
          {book?.completeFrom && (
            <Button onClick={() => state.mutate(null)} loading={state.isPending}>
              撤销声明
            </Button>
          )}
        </div>
      )}
      <ErrorNotice error={state.error} />
    </section>
  );
}
