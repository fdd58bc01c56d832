import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { CARRIER_KINDS } from '../../../src/records/carriers/carrier.contract.ts';
import { type FactRow, factWords } from '../../features/records/facts.ts';
import { Provenance } from '../../features/records/provenance.tsx';
import { DiagnosesCard } from '../../features/teams/diagnoses-card.tsx';
import { EntitlementsCard } from '../../features/teams/entitlements-card.tsx';
import { FollowUpCard } from '../../features/teams/follow-up-card.tsx';
import { GoalsCard } from '../../features/teams/goals-card.tsx';
import { GraduationCard } from '../../features/teams/graduation-card.tsx';
import { HistoryCard } from '../../features/teams/history-card.tsx';
import { LadderCard } from '../../features/teams/ladder-card.tsx';
import { ProposeDialog } from '../../features/teams/propose-dialog.tsx';
import { TeamReminders } from '../../features/teams/reminders.tsx';
import { TeamOffers } from '../../features/teams/restart-offers.tsx';
import { StageCard } from '../../features/teams/stage-card.tsx';
import { TeamFrame } from '../../features/teams/team-frame.tsx';
import { type TeamView, teamFactsQuery, teamQuery } from '../../features/teams/teams.ts';
import { showDay } from '../../lib/format.ts';
import { useMay } from '../../lib/session.ts';
import { Card, Loading, Pairs, Tag } from '../../ui/page.tsx';
import { type Column, Table } from '../../ui/table.tsx';

const EXITS: Readonly<Record<string, string>> = {
  graduated: '毕业',
  moved: '迁出',
  failed: '创业终止',
  eliminated: '淘汰',
  other: '其他',
};

/** 创业团队与运营机构 · 一个团队：是谁、在哪里、走过哪些载体、各项指标从哪几条记录得出。 */
export function TeamPage() {
  const { teamId = '' } = useParams({ strict: false }) as { teamId?: string };
  const { data: team } = useSuspenseQuery(teamQuery(teamId));
  const { data: facts } = useQuery(teamFactsQuery(teamId));
  const may = useMay();
  const [proposing, setProposing] = useState(false);
  return (
    <TeamFrame
      teamId={teamId}
      title="基本情况"
      actions={
        may('transfer.act') && (
          <Button type="primary" onClick={() => setProposing(true)}>
            转到下一家载体
          </Button>
        )
      }
    >
      <TeamReminders teamId={teamId} />
      <TeamOffers teamId={teamId} />
      <FollowUpCard team={team} />
      <div className="columns">
        <Card title="团队" id="team">
          <Pairs
            of={[
              [
                '名称',
                <span key="name">
                  {team.name} {team.example && <Tag>示例</Tag>}
                </span>,
              ],
              ['公司', team.companyName ?? '尚未注册公司'],
              ['统一社会信用代码', team.uscc ?? '—'],
              ['注册日期', team.registeredOn ? showDay(team.registeredOn) : '—'],
              ['项目', team.project ?? '—'],
              ['团队账号', team.hasAccount ? '已开通' : '未开通'],
            ]}
          />
        </Card>
        <Card title="走过的载体" id="stays">
          {team.stays.length === 0 ? (
            <p className="soft">还没有入驻记录。</p>
          ) : (
            <ol className="plain stack-s">
              {team.stays.map((stay) => (
                <Stayed key={stay.tenancyId} stay={stay} />
              ))}
            </ol>
          )}
        </Card>
      </div>
      <StageCard teamId={teamId} />
      <GoalsCard teamId={teamId} />
      <DiagnosesCard teamId={teamId} />
      <EntitlementsCard teamId={teamId} />
      <LadderCard teamId={teamId} />
      <GraduationCard teamId={teamId} />
      <HistoryCard teamId={teamId} />
      <Card title="指标" id="facts">
        <p className="soft">团队填报、运营机构核实后计入；没有登记的是未知，不当作零。</p>
        {facts ? (
          <Table caption="团队指标" columns={COLUMNS} rows={facts.facts} rowKey={({ key }) => key} empty={null} />
        ) : (
          <Loading />
        )}
      </Card>
      {proposing && <ProposeDialog teamId={teamId} onClose={() => setProposing(false)} />}
    </TeamFrame>
  );
}

function Stayed({ stay }: { stay: TeamView['stays'][number] }) {
  const kind = CARRIER_KINDS[stay.carrierKind as keyof typeof CARRIER_KINDS]?.zh;
  return (
    <li>
      {stay.carrierName} <span className="soft small">{kind}</span>
      <div className="soft">
        {showDay(stay.validFrom)}起{stay.validTo ? `，至${showDay(stay.validTo)}` : '，在驻'}
        {stay.exitKind && `（${EXITS[stay.exitKind] ?? stay.exitKind}）`}
      </div>
    </li>
  );
}

const COLUMNS: Column<FactRow>[] = [
  {
    title: '指标',
    cell: ({ zh, means }) => (
      <>
        {zh}
        {means && <div className="soft small">{means}</div>}
      </>
    ),
  },
  {
    title: '取值',
    cell: (fact) => (fact.obtained === 'unknown' ? <span className="soft">未知</span> : factWords(fact, fact.value)),
  },
  {
    title: '来源',
    cell: ({ provenance }) => (provenance.length === 0 ? '—' : <Provenance of={provenance} carrierId="" />),
  },
];
