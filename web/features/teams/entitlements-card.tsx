import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import {
  ENTITLEMENT_TIMES,
  type EntitlementsView,
  FOUNDER_CATEGORIES,
} from '../../../src/cases/entitlements/entitlement.contract.ts';
import { api } from '../../lib/api.ts';
import { showDay, showMoney } from '../../lib/format.ts';
import { useLook } from '../../lib/look.ts';
import { useMay } from '../../lib/session.ts';
import { useWords } from '../../lib/words.ts';
import { ErrorNotice } from '../../ui/fault.tsx';
import { Card, Tag } from '../../ui/page.tsx';
import { OutcomeTag } from '../cases/findings.tsx';
import { BookLink } from './book-link.tsx';
import { JudgedFindings } from './judged-set.tsx';
import { entitlementsQuery } from './teams.ts';

/** What documents give the founders by their category; by which clause, from whom, and what is missing. */
export function EntitlementsCard({ teamId }: { teamId: string }) {
  const t = useWords();
  const { data } = useQuery(entitlementsQuery(teamId));
  if (!data) return null;
  const missing = (
    <BookLink teamId={teamId} kind="team_person">
      在“团队人员”里登记创始人的类别
    </BookLink>
  );
  const award = (
    <BookLink teamId={teamId} kind="milestone">
      在“里程碑”里登记大赛获奖和大赛级别
    </BookLink>
  );
  return (
    <Card title={t('创业者待遇')} id="entitlements">
      <div className="stack">
        <p>
          {t('创始人的类别')}：
          {data.categories.length > 0 ? (
            <Categories of={data.categories} />
          ) : (
            <span className="soft">未登记；{missing}，经运营机构核实后判断。</span>
          )}
        </p>
        {data.rows.length === 0 ? (
          <p className="soft">团队所在地的现行文件没有按创业者类别给予的待遇。</p>
        ) : (
          !data.rows.some(({ verdict }) => verdict !== 'unmet') && (
            <p className="soft">团队所在地的现行文件没有给这些类别的待遇；下列是给其他类别的。</p>
          )
        )}
        <ul className="plain stack">
          {data.rows.map((row) => (
            <li key={`${row.packId} ${row.title}`} className="stack-s">
              <h3 className="row spread">
                {row.title} <OutcomeTag outcome={row.verdict} />
              </h3>
              <p>
                {row.gives.says}
                {row.gives.units.length > 0 && <span className="soft">（办理：{row.gives.units.join('、')}）</span>}
              </p>
              <p className="soft small">
                <a href={`/policies/${row.packId}?version=${row.packHash}`}>{row.packTitle}</a>
              </p>
              <JudgedFindings row={row} />
              {row.verdict === 'unknown' && (
                <p className="small">
                  还缺：{row.facts.some(({ key }) => key === 'team.contestAwards') ? award : missing}。
                </p>
              )}
              <Applications teamId={teamId} packId={row.packId} of={row.applications} verdict={row.verdict} />
            </li>
          ))}
        </ul>
      </div>
    </Card>
  );
}

type Row = EntitlementsView['rows'][number];

/** What may be applied for, to whom, with what; how it stands, and what was granted. */
function Applications({
  teamId,
  packId,
  of,
  verdict,
}: {
  teamId: string;
  packId: string;
  of: Row['applications'];
  verdict: Row['verdict'];
}) {
  const may = useMay();
  const { language } = useLook();
  return (
    <ul className="plain stack-s">
      {of.map((one) => (
        <li key={one.procedureId} className="card stack-s">
          <div className="row spread">
            <strong>{one.title}</strong>
            {one.open && <Tag tone="accent">{one.open.at}</Tag>}
            {one.isHad && !one.open && <Tag tone="ok">已享受</Tag>}
          </div>
          <p>
            {one.says}
            <span className="soft small">
              {' '}
              {one.cites} · {ENTITLEMENT_TIMES[one.times][language]} · 由{one.by}决定
            </span>
          </p>
          {one.amount && <p className="soft small">金额：{one.amount}</p>}
          {one.evidence.length > 0 && <p className="soft small">需要的材料：{one.evidence.join('、')}</p>}
          {one.grants.map((grant) => (
            <p key={grant.caseId}>
              {showDay(grant.grantedOn)}由{grant.grantedBy}准予享受（{grant.number}）
              {grant.amountFen !== null && `，核定${showMoney(grant.amountFen)}`}
              {may('entitlement.apply') && <CaseLink caseId={grant.caseId}>查看办件</CaseLink>}
            </p>
          ))}
          {may('entitlement.apply') &&
            (one.open ? (
              <div>
                <CaseLink caseId={one.open.caseId}>
                  {one.open.state === 'draft' ? '继续填写' : '查看申请'} {one.open.number}
                </CaseLink>
              </div>
            ) : (
              verdict !== 'unmet' && (
                <Apply teamId={teamId} packId={packId} procedureId={one.procedureId} title={one.title} />
              )
            ))}
        </li>
      ))}
    </ul>
  );
}

function CaseLink({ caseId, children }: { caseId: string; children: React.ReactNode }) {
  return <Link to={`/cases/${caseId}` as string}> {children}</Link>;
}

function Apply(of: { teamId: string; packId: string; procedureId: string; title: string }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const { teamId, packId, procedureId } = of;
  const apply = useMutation({
    mutationFn: () =>
      api.post<{ caseId: string }>(`/api/teams/${teamId}/entitlement-applications`, { packId, procedureId }),
    onSuccess: async ({ caseId }) => {
      await client.invalidateQueries({ queryKey: ['tasks'] });
      await client.invalidateQueries({ queryKey: ['team', teamId, 'entitlements'] });
      void navigate({ to: `/cases/${caseId}/form` as string });
    },
  });
  return (
    <div className="stack-s">
      <ErrorNotice error={apply.error} />
      <div>
        <Button aria-label={`申请：${of.title}`} loading={apply.isPending} onClick={() => apply.mutate()}>
          申请
        </Button>
      </div>
    </div>
  );
}

function Categories({ of }: { of: EntitlementsView['categories'] }) {
  const { language } = useLook();
  return (
    <>
      {FOUNDER_CATEGORIES.filter(({ code }) => of.includes(code)).map((one) => (
        <span key={one.code}>
          <Tag tone="accent">{one[language]}</Tag>{' '}
        </span>
      ))}
    </>
  );
}
