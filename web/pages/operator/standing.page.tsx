import { useQueries, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { type BlankForm, blankFormQuery, doorsQuery } from '../../features/cases/cases.ts';
import { FindingCounts, FindingList } from '../../features/cases/findings.tsx';
import { carrierQuery } from '../../features/records/carriers.ts';
import { SpaceFrame } from '../../features/records/space-frame.tsx';
import { covers, useTerritoryCode } from '../../features/records/territory-code.ts';
import { useSearchState } from '../../lib/search.ts';
import { useMay } from '../../lib/session.ts';
import { ErrorNotice } from '../../ui/fault.tsx';
import { Card, Empty, Loading, Tag } from '../../ui/page.tsx';

const VERDICTS = {
  met: { tone: 'ok', zh: '目前符合全部应当具备的条件' },
  unmet: { tone: 'bad', zh: '目前有条件不符合' },
  unknown: { tone: 'warn', zh: '材料不足，尚不能判断' },
} as const;

/** 运营机构与主管部门 · 全年达标情况：用今天的记录对照与本空间有关的每份政策，差什么、差多少。 */
export function StandingPage() {
  const { carrierId = '' } = useParams({ strict: false }) as { carrierId?: string };
  const may = useMay();
  const { data: carrier } = useSuspenseQuery(carrierQuery(carrierId));
  const { data: doors } = useSuspenseQuery(doorsQuery);
  const code = useTerritoryCode(carrier.territoryId);
  const concerned =
    may('carrier.standing') && code
      ? doors.rows.filter(
          (door) =>
            door.purpose !== 'change' && door.carrierKinds.includes(carrier.kind) && covers(door.territoryCode, code),
        )
      : [];
  const standings = useQueries({
    queries: concerned.map((door) => blankFormQuery(door.packId, door.procedureId, carrierId)),
  });
  return (
    <SpaceFrame
      carrierId={carrierId}
      title="达标情况"
      says="不必等到申报：每天的记录随时对照各项规定。没有登记的视为“材料不足”，不视为不符合。"
    >
      {concerned.length === 0 && <Empty title="没有适用于本空间的政策">有适用的政策后，这里逐条显示达标情况。</Empty>}
      {standings.map((standing, index) => {
        const door = concerned[index];
        if (!door) return null;
        const key = `${door.packId} ${door.procedureId}`;
        if (standing.error) return <ErrorNotice key={key} error={standing.error} />;
        return standing.data ? (
          <Standing key={key} form={standing.data} carrierId={carrierId} />
        ) : (
          <Loading key={key} />
        );
      })}
    </SpaceFrame>
  );
}

function Standing({ form, carrierId }: { form: BlankForm; carrierId: string }) {
  const [search] = useSearchState();
  const only = search.only;
  const shown = form.findings.filter(({ outcome }) => !only || outcome === only);
  const verdict = VERDICTS[form.verdict];
  return (
    <Card
      title={form.packTitle}
      id={`pack-${form.packId.replace(/\W/g, '-')}`}
      actions={<FindingCounts findings={form.findings} />}
    >
      <div className="stack">
        <div className="row spread">
          <p className="row">
            <Tag tone={verdict.tone}>{verdict.zh}</Tag>
            <span className="soft">{form.designation}</span>
          </p>
          <Link to="/apply/read" search={{ packId: form.packId, procedureId: form.procedureId, carrierId } as never}>
            申报条件和程序
          </Link>
        </div>
        <nav className="subnav no-print" aria-label="只看">
          {(
            [
              [undefined, '全部'],
              ['unmet', '不符合'],
              ['unknown', '材料不足'],
              ['met', '符合'],
            ] as const
          ).map(([code, words]) => (
            <Link
              key={words}
              to="."
              search={{ ...search, only: code } as never}
              resetScroll={false}
              aria-current={only === code ? 'page' : undefined}
            >
              {words}
            </Link>
          ))}
        </nav>
        {shown.length === 0 ? (
          <p className="soft">没有此类条件。</p>
        ) : (
          <FindingList findings={shown} carrierId={carrierId} />
        )}
      </div>
    </Card>
  );
}
