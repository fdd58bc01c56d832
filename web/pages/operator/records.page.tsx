import { useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { RecordBooks } from '../../features/records/record-books.tsx';
import { carrierOwner, kindsQuery } from '../../features/records/records.ts';
import { SpaceFrame } from '../../features/records/space-frame.tsx';

/** 运营机构 · 日常记录：每类记录一张表，按日查看，新增、更正、变更、终止，Excel 导入导出。 */
export function RecordsPage() {
  const { carrierId = '' } = useParams({ strict: false }) as { carrierId?: string };
  const { data: kinds } = useSuspenseQuery(kindsQuery);
  return (
    <SpaceFrame carrierId={carrierId} title="日常记录" says="登记一次，申报、评价、统计都从这里取数。">
      <RecordBooks owner={carrierOwner(carrierId)} kinds={kinds} />
    </SpaceFrame>
  );
}
