import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { STAGES } from '../../../src/records/teams/team.contract.ts';
import { SurvivalCard } from '../../features/history/survival-card.tsx';
import { StageCriteria } from '../../features/teams/stage-criteria.tsx';
import { stageQuery } from '../../features/teams/stages.ts';
import { type TeamRow, teamsQuery } from '../../features/teams/teams.ts';
import { showDay } from '../../lib/format.ts';
import { useMay } from '../../lib/session.ts';
import { Empty, Loading, Page, Tag } from '../../ui/page.tsx';
import './board.css';

const MOST = 200;

/** 运营机构与创业团队 · 孵化看板：项目发现、团队构建、投资对接、商业加速、后续支撑，每个团队在哪一步。 */
export function BoardPage() {
  const may = useMay();
  const { data } = useQuery(teamsQuery({ size: MOST }));
  const rows = data?.rows ?? [];
  const unstaged = rows.filter(({ stage, following }) => stage === null && !following);
  return (
    <Page
      title="孵化看板"
      says="阶段在团队的“基本情况”里办理，对照本载体的阶段标准；走过的每一步都留着日期和依据。"
      actions={
        <>
          {may('survival.own') && (
            <Link to="/follow-ups" className="button-link button-link-plain">
              毕业跟踪
            </Link>
          )}
          <Link to="/teams" className="button-link button-link-plain">
            表格查看
          </Link>
        </>
      }
    >
      {!data && <Loading />}
      {data?.rows.length === 0 && <Empty title="没有团队">团队办理入驻后会出现在这里。</Empty>}
      {data && data.rows.length > 0 && (
        <div className="board">
          {STAGES.map(({ code, zh }) => (
            <StageColumn key={code} title={zh} teams={rows.filter((team) => columnOf(team) === code)} />
          ))}
        </div>
      )}
      {unstaged.length > 0 && (
        <details className="board-rest" open={unstaged.length <= 8}>
          <summary>未登记阶段 {unstaged.length}</summary>
          <div className="board">
            {unstaged.map((team) => (
              <TeamCard key={team.id} team={team} />
            ))}
          </div>
        </details>
      )}
      {may('survival.own') && <SurvivalCard />}
      {data?.more && <p className="soft">只显示前{MOST}个团队，其余请用表格查看。</p>}
    </Page>
  );
}

/** A team that has left and is followed is in the follow-up, whatever stage it left in. */
const columnOf = ({ stage, following }: TeamRow) => (following ? 'followUp' : stage);

function StageColumn({ title, teams }: { title: string; teams: readonly TeamRow[] }) {
  return (
    <section className="board-column" aria-label={title}>
      <h2>
        {title} <span className="soft">{teams.length}</span>
      </h2>
      <ul className="plain stack-s">
        {teams.map((team) => (
          <li key={team.id}>
            <TeamCard team={team} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Judged when it is asked for: a board of many teams judges none of itself. */
function Lacks({ teamId }: { teamId: string }) {
  const { data } = useQuery(stageQuery(teamId));
  if (!data) return <Loading />;
  return (
    <>
      {data.provides && <p>{data.provides}</p>}
      <StageCriteria view={data} />
    </>
  );
}

function TeamCard({ team }: { team: TeamRow }) {
  const [open, setOpen] = useState(false);
  return (
    <div className="board-card">
      <Link to={`/teams/${team.id}` as string}>{team.companyName ?? team.name}</Link> {team.example && <Tag>示例</Tag>}
      <div className="soft small">{team.carrierName ?? '目前没有入驻'}</div>
      {team.following && <Tag tone="note">离开后跟踪</Tag>}
      {team.goals > 0 && (
        <div className="small">
          目标{team.goalsReached}/{team.goals}{' '}
          {team.goalsOverdue > 0 && <Tag tone="bad">逾期{team.goalsOverdue}项</Tag>}
        </div>
      )}
      {team.stageSince && <div className="soft small">{showDay(team.stageSince)}进入</div>}
      {team.stage && !team.following && (
        <>
          <div className="small">{team.stageOwner ? `负责人 ${team.stageOwner}` : '没有指定负责人'}</div>
          <details className="small" onToggle={(event) => setOpen(event.currentTarget.open)}>
            <summary>
              服务和还缺什么<span className="hidden-label">：{team.companyName ?? team.name}</span>
            </summary>
            {open && <Lacks teamId={team.id} />}
          </details>
        </>
      )}
    </div>
  );
}
