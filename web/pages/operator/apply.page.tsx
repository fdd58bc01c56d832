import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { PURPOSES } from '../../../src/cases/intake/intake.contract.ts';
import { scopeOver } from '../../../src/policy/scope.ts';
import { CARRIER_FORMS, CARRIER_KINDS } from '../../../src/records/carriers/carrier.contract.ts';
import { type Door, doorsQuery } from '../../features/cases/cases.ts';
import { carriersQuery } from '../../features/records/carriers.ts';
import { covers, useTerritoryCode } from '../../features/records/territory-code.ts';
import { showClosing, showMoment } from '../../lib/format.ts';
import { useSearchState } from '../../lib/search.ts';
import { ChoiceFilter, Filters } from '../../ui/filters.tsx';
import { Empty, Page, Tag } from '../../ui/page.tsx';

/** 运营机构 · 申报与备案：现在能办什么，何时受理；先通读条件再开始。 */
export function ApplyPage() {
  const [search] = useSearchState();
  const { data: doors } = useSuspenseQuery(doorsQuery);
  const { data: carriers } = useQuery(carriersQuery({ size: 200 }));
  const carrier =
    carriers?.rows.find(({ id }) => id === search.carrierId) ??
    (carriers?.rows.length === 1 ? carriers.rows[0] : undefined);
  const code = useTerritoryCode(carrier?.territoryId);
  const rows = doors.rows.filter(
    (door) => (!carrier || scopeOver(door, carrier) === 'inside') && (!code || covers(door.territoryCode, code)),
  );
  return (
    <Page title="申报与备案" says="先通读全部条件和程序，看看自己的空间目前符合哪些，再决定是否开始。">
      <Filters>
        <ChoiceFilter
          name="carrierId"
          label="为哪个空间办理"
          all={carriers?.rows.length === 1 ? (carriers.rows[0]?.name ?? '全部') : '请选择空间'}
          options={
            (carriers?.rows.length ?? 0) > 1
              ? (carriers?.rows ?? []).map(({ id, name }) => ({ value: id, label: name }))
              : []
          }
        />
      </Filters>
      {carriers && carriers.rows.length === 0 && (
        <Empty title="还没有登记空间" action={<Link to="/spaces">去登记</Link>}>
          登记空间后才能申报；条件可以先看。
        </Empty>
      )}
      {rows.length === 0 ? (
        <Empty title="目前没有可以办理的事项">有新的政策或批次发布后会列在这里。</Empty>
      ) : (
        <ul className="plain stack">
          {rows.map((door) => (
            <DoorCard key={`${door.packId} ${door.procedureId}`} door={door} carrierId={carrier?.id ?? null} />
          ))}
        </ul>
      )}
    </Page>
  );
}

function DoorCard({ door, carrierId }: { door: Door; carrierId: string | null }) {
  return (
    <li className="card stack-s">
      <div className="row spread">
        <h2>{door.procedureTitle}</h2>
        <IntakeTag door={door} />
      </div>
      <p className="soft">
        {door.packTitle} {door.cites} · {PURPOSES[door.purpose].zh} · {door.designation} · 适用于
        {door.carrierKinds.map((kind) => CARRIER_KINDS[kind as keyof typeof CARRIER_KINDS]?.zh ?? kind).join('、')}
        {door.carrierForms.length > 0 &&
          `（只限${door.carrierForms.map((form) => CARRIER_FORMS[form as keyof typeof CARRIER_FORMS]?.zh ?? form).join('、')}）`}
      </p>
      <Intake door={door} />
      <div>
        <Link
          className="button-link button-link-plain"
          to="/apply/read"
          search={{ packId: door.packId, procedureId: door.procedureId, carrierId: carrierId ?? undefined } as never}
        >
          通读条件和程序
        </Link>
      </div>
    </li>
  );
}

export const isOpen = (door: Pick<Door, 'intake' | 'rounds'>) =>
  door.intake === 'rolling' || door.rounds.some(({ state }) => state === 'open');

function IntakeTag({ door }: { door: Door }) {
  if (door.intake === 'rolling') return <Tag tone="ok">常态化受理</Tag>;
  return isOpen(door) ? <Tag tone="ok">受理中</Tag> : <Tag>不在受理期</Tag>;
}

export function Intake({ door }: { door: Pick<Door, 'intake' | 'rounds'> }) {
  if (door.intake === 'rolling') return <p>随时可以提交。</p>;
  if (door.rounds.length === 0) return <p>尚未发布申报批次。</p>;
  return (
    <ul>
      {door.rounds.map((round) => (
        <li key={round.id}>
          {round.title}: {showMoment(round.opensAt)}至{showClosing(round.closesAt)}
        </li>
      ))}
    </ul>
  );
}
