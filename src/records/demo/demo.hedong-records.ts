import { newId } from '../../kernel/id.ts';
import { usccFor } from '../../kernel/uscc.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { insertRecords } from '../keeping/keeping.store.ts';
import { columnOf } from '../keeping/kind.ts';
import { kindOf, type RecordKindCode, type TeamRecordKindCode } from '../keeping/kinds.ts';
import type { Values } from '../keeping/values.ts';
import { DEMO_CARRIER_IDS, type DemoCarrierKey } from './demo.ids.ts';

/** The report tells of no day after this one: everything here ends with it. */
const LAST = '2017-08-31';
const NOTE = '示例：报告只有全区总数，各空间的分布和逐条内容为虚构，六家合计与报告一致';
const WAN = 1_000_000;

interface Share {
  key: DemoCarrierKey;
  short: string;
  area: number;
  desks: number;
  teams: number;
  /** Teams with two makers; the others are one. */
  pairs: number;
  registered: number;
  applied: number;
  granted: number;
  results: number;
  transferred: number;
  trainings: number;
  events: number;
  mentors: number;
  /** Teams that employ two fresh graduates; the others one. */
  secondGraduates: number;
  /** 万元 */
  investments: readonly number[];
}

/**
 * How the district's totals are spread over its six spaces: invented. The columns add up to 16300 m2, 466 desks, 163 teams,
 * 286 makers, 83 companies, 42 and 28 patents, 48 and 16 results, 82 trainings, 108 events, 63 mentors, 236 graduates, 2130万元.
 */
const SHARES: readonly Share[] = [
  share('hedongM3', 'M3', [4200, 120, 42, 32, 22], [10, 6, 12, 4], [20, 26, 16, 18], [300, 220, 120, 80]),
  share('hedongElectric', '电气', [3600, 90, 33, 25, 18], [17, 12, 16, 6], [16, 20, 12, 15], [260, 180, 120]),
  share('hedongHandInHand', '手牵手', [2600, 76, 27, 20, 13], [5, 4, 7, 2], [14, 18, 10, 13], [180, 120]),
  share('hedongYitang', '宜棠', [2400, 70, 24, 18, 12], [4, 3, 5, 2], [12, 16, 9, 10], [150, 100]),
  share('hedongNash', '纳什', [2000, 60, 20, 15, 10], [3, 2, 4, 1], [11, 15, 8, 9], [180]),
  share('hedongQinfang', '勤坊', [1500, 50, 17, 13, 8], [3, 1, 4, 1], [9, 13, 8, 8], [120]),
];

function share(
  key: DemoCarrierKey,
  short: string,
  [area, desks, teams, pairs, registered]: [number, number, number, number, number],
  [applied, granted, results, transferred]: [number, number, number, number],
  [trainings, events, mentors, secondGraduates]: [number, number, number, number],
  investments: readonly number[],
): Share {
  const outcomes = { applied, granted, results, transferred };
  return {
    key,
    short,
    area,
    desks,
    teams,
    pairs,
    registered,
    ...outcomes,
    trainings,
    events,
    mentors,
    secondGraduates,
    investments,
  };
}

const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, n) => make(n));
/** Days of 2016 and of 2017 up to August, in turn. */
const dayOf = (n: number) => {
  const month = n % 20;
  const year = month < 12 ? 2016 : 2017;
  return `${year}-${String((month % 12) + 1).padStart(2, '0')}-${String((n % 27) + 1).padStart(2, '0')}`;
};

/** Eleven statements a space, however many records. */
export async function insertHedongRecords(tx: Tx, at: string): Promise<void> {
  for (const [number, one] of SHARES.entries()) {
    const id = DEMO_CARRIER_IDS[one.key];
    const put = (kind: RecordKindCode, rows: readonly (Values & { from?: string; to?: string | null })[]) =>
      insertRecords(
        tx,
        kindOf(kind),
        id,
        rows.map(({ from = '2016-01-01', to = LAST, ...values }) => ({
          validFrom: from,
          validTo: to,
          values,
          note: NOTE,
          fileId: null,
          example: true,
        })),
        at,
      );
    await put('premises', [{ name: '示例场地', address: '地址报告未载(示例)', areaM2: one.area }]);
    await put('desk', [{ code: '示例', kind: 'fixed', count: one.desks }]);
    const teams = await put(
      'team',
      times(one.teams, (n) => {
        const isCompany = n < one.registered;
        return {
          to: null,
          name: `示例${one.short}${n + 1}号团队`,
          members: n < one.pairs ? 2 : 1,
          companyName: isCompany ? `示例${one.short}${n + 1}号科技有限公司` : null,
          uscc: isCompany ? usccFor(20_170_000 + number * 100 + n, '120102') : null,
          registeredOn: isCompany ? dayOf(n + 3) : null,
        };
      }),
    );
    await put(
      'tenancy',
      teams.map((teamId, n) => ({
        teamId,
        number: `示例${one.short}${n + 1}`,
        freeMonths: 3 + (n % 4),
        includes: ['rent', 'internet', 'water', 'power'],
        desks: n < one.pairs ? 2 : 1,
      })),
    );
    const withTeams = (rows: readonly (Values & { team: number; from: string; to?: string | null })[]) =>
      rows.map(({ team, from, to = null, ...values }) => ({ teamId: teams[team] ?? '', from, to, values }));
    await putOfTeams(
      tx,
      'team_person',
      withTeams(
        teams.flatMap((_, team) =>
          times(team < one.secondGraduates ? 2 : 1, (n) => ({
            team,
            from: '2017-07-01',
            to: LAST,
            name: `示例${one.short}毕业生${team + 1}-${n + 1}`,
            freshGraduate: true,
          })),
        ),
      ),
      at,
    );
    await putOfTeams(
      tx,
      'ip_right',
      withTeams(
        times(one.applied, (team) => ({
          team,
          from: dayOf(team),
          kind: team % 3 === 0 ? 'invention' : 'utility',
          title: `示例${one.short}专利${team + 1}`,
          grantedOn: team < one.granted ? LAST : null,
        })),
      ),
      at,
    );
    await putOfTeams(
      tx,
      'team_result',
      withTeams(
        times(one.results, (team) => ({
          team,
          from: dayOf(team),
          to: dayOf(team),
          title: `示例${one.short}成果${team + 1}`,
          transferredOn: team < one.transferred ? LAST : null,
        })),
      ),
      at,
    );
    await putOfTeams(
      tx,
      'financing_round',
      withTeams(
        one.investments.map((amount, team) => ({
          team,
          from: dayOf(team * 4),
          to: dayOf(team * 4),
          kind: 'angel',
          investor: '示例投资机构',
          amountFen: amount * WAN,
        })),
      ),
      at,
    );
    await put('event', [
      ...times(one.trainings, (n) => ({ from: dayOf(n), title: `示例${one.short}培训${n + 1}`, kind: 'training' })),
      ...times(one.events, (n) => ({
        from: dayOf(n),
        title: `示例${one.short}活动${n + 1}`,
        kind: n % 2 === 0 ? 'salon' : 'roadshow',
      })),
    ]);
    const mentors = await put(
      'mentor',
      times(one.mentors, (n) => ({ name: `示例${one.short}导师${n + 1}` })),
    );
    await put(
      'mentor_agreement',
      mentors.map((mentorId, n) => ({ mentorId, number: `示例${one.short}聘${n + 1}` })),
    );
  }
}

/** What teams keep of themselves, of many teams in one statement; confirmed, so that it counts. */
async function putOfTeams(
  tx: Tx,
  code: TeamRecordKindCode,
  records: readonly { teamId: string; from: string; to: string | null; values: Values }[],
  at: string,
): Promise<void> {
  const rows = records.map(({ teamId, from, to, values }) => {
    const id = newId();
    const columns = Object.entries(values).map(([name, value]) => [columnOf(name), value]);
    return {
      ...{ id, root_id: id, team_id: teamId, valid_from: from, valid_to: to, note: NOTE, version: 1, example: true },
      ...{ created_at: at, updated_at: at, confirmed_at: at },
      ...Object.fromEntries(columns),
    };
  });
  await sqlRows(tx, `insert into ${code} select * from jsonb_populate_recordset(null::${code}, $1::jsonb)`, [
    JSON.stringify(rows),
  ]);
}
