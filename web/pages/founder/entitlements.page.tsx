import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { EntitlementsCard } from '../../features/teams/entitlements-card.tsx';
import { teamsQuery } from '../../features/teams/teams.ts';
import { Empty, Loading, Page } from '../../ui/page.tsx';

/** 创业团队负责人 · 我的权益：按创始人的类别可以得到什么、向谁申请、办到哪一步、已经得到什么。 */
export function EntitlementsPage() {
  const { data } = useQuery(teamsQuery({ size: 50 }));
  return (
    <Page title="我的权益" says="团队所在地的现行文件按创业者类别给予的待遇；可以直接申请，办理进度和结果都在这里。">
      {!data && <Loading />}
      {data?.rows.length === 0 && <Empty title="还没有团队">团队办理入驻后，可以得到的待遇会列在这里。</Empty>}
      {data?.rows.map(({ id, name }) => (
        <section key={id} className="stack" aria-label={name}>
          {data.rows.length > 1 && (
            <h2>
              <Link to={`/teams/${id}` as string}>{name}</Link>
            </h2>
          )}
          <EntitlementsCard teamId={id} />
        </section>
      ))}
    </Page>
  );
}
