import { useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { RecordBooks } from '../../features/records/record-books.tsx';
import { teamKindsQuery } from '../../features/records/records.ts';
import { TeamFrame } from '../../features/teams/team-frame.tsx';
import { useMay } from '../../lib/session.ts';

/** 创业团队 · 团队档案：人员、知识产权、融资、年度经营等，填一次；运营机构逐条核实。 */
export function TeamRecordsPage() {
  const { teamId = '' } = useParams({ strict: false }) as { teamId?: string };
  const may = useMay();
  const { data: kinds } = useSuspenseQuery(teamKindsQuery);
  return (
    <TeamFrame teamId={teamId} title="团队档案" says="团队填一次，运营机构核实，申报、评价、统计都从这里取数。">
      <RecordBooks owner={{ kind: 'team', id: teamId }} kinds={kinds} mayConfirm={may('team.confirm')} />
    </TeamFrame>
  );
}
