import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type EntitlementsView, FOUNDER_CATEGORIES } from '../../../src/cases/entitlements/entitlement.contract.ts';
import { useLook } from '../../lib/look.ts';
import { useWords } from '../../lib/words.ts';
import { Card, Tag } from '../../ui/page.tsx';
import { OutcomeTag } from '../cases/findings.tsx';
import { JudgedFindings } from './judged-set.tsx';
import { entitlementsQuery } from './teams.ts';

/** What documents give the founders by their category; by which clause, from whom, and what is missing. */
export function EntitlementsCard({ teamId }: { teamId: string }) {
  const t = useWords();
  const { data } = useQuery(entitlementsQuery(teamId));
  if (!data) return null;
  const entering = (kind: string, words: string) => (
    <Link to={`/teams/${teamId}/records` as string} search={{ kind } as never}>
      {words}
    </Link>
  );
  const missing = entering('team_person', '在“团队人员”里登记创始人的类别');
  const award = entering('milestone', '在“里程碑”里登记大赛获奖和大赛级别');
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
            <li key={`${row.packId} ${row.title}`}>
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
            </li>
          ))}
        </ul>
      </div>
    </Card>
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
