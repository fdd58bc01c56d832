import { useQuery } from '@tanstack/react-query';
import type { HistoryView, OwnHistoryView } from '../../../src/cases/expertHistories/expertHistory.contract.ts';
import { api } from '../../lib/api.ts';
import { showNumber } from '../../lib/format.ts';
import { ErrorNotice } from '../../ui/fault.tsx';
import { Loading, Pairs } from '../../ui/page.tsx';

/** How much, how punctual; for the library also how far from the panels. */
export function History({ path }: { path: string }) {
  const { data, error } = useQuery({
    queryKey: ['expert-history', path],
    queryFn: () => api.get<OwnHistoryView & Partial<HistoryView>>(path),
  });
  if (error) return <ErrorNotice error={error} />;
  if (!data) return <Loading lines={4} />;
  const apart =
    data.compared === undefined
      ? []
      : [
          [
            '与专家组的偏差',
            data.compared === 0
              ? '还没有可比的评分'
              : `平均${(data.meanDeviation ?? 0) > 0 ? '偏高' : '偏低'}${showNumber(Math.abs(data.meanDeviation ?? 0))}分，平均相差${showNumber(data.meanDistance ?? 0)}分(${data.compared}件)`,
          ] as const,
        ];
  return (
    <Pairs
      of={[
        ['已提交', `${data.submitted}件，按时${data.inTime}件(有期限的${data.due}件)`],
        ['逾期', `${data.late}件`],
        ['回避', `${data.recused}件`],
        ['被撤换', `${data.replaced}件`],
        ['再次审视', `${data.secondLooks}件`],
        ...apart,
        ['本年度', `${data.thisYear}件，上限${data.perYear}件；每批次上限${data.perRound}件`],
      ]}
    />
  );
}
