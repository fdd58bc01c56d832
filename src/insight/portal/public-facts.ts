import { type Fact, factSheet } from '../../facts/fact-sheet.ts';
import { FACTS, type FactKey } from '../../facts/vocabulary.ts';
import type { Day } from '../../kernel/day.ts';
import type { FactDefinition } from '../../kernel/fact.ts';
import type { Tx } from '../../platform/db/database.ts';
import { RATIO, valueWords } from '../../policy/unit.ts';
import type { ShownFact } from './space.page.ts';

/** The facts of a space that are published: figures of the whole, nothing of a person, a team or a contract. */
const PUBLISHED = [
  'space.floorArea',
  'space.publicArea',
  'space.publicAreaRatio',
  'space.desks',
  'space.meetingRooms',
  'space.facilities',
  'space.serviceKinds',
  'space.residents',
  'space.mentors',
  'space.serviceStaff',
  'space.freeMonths',
  'space.freeIncludes',
  'space.seedFund',
  'space.fundingPartners',
  'space.investmentCases',
  'space.events',
  'space.trainings',
  'space.newlyRegistered',
  'space.financed',
] as const satisfies readonly FactKey[];

/** 江苏 三(一): of the space on the network, apart from the premises. */
const PUBLISHED_ONLINE = [
  'space.virtualDesks',
  'space.occupiedVirtualDesks',
  'space.remoteTeams',
  'space.onlineServices',
  'space.onlineCommunities',
  'space.onlineMembers',
] as const satisfies readonly FactKey[];

const WINDOWS = {
  past12Months: '近12个月',
  calendarYear: '当年',
  lastCalendarYear: '上一年度',
  toDate: '累计',
} as const;

export async function publishedFacts(
  tx: Tx,
  carrierId: string,
  on: Day,
): Promise<{ facts: ShownFact[]; online: ShownFact[] }> {
  const sheet = await factSheet(tx, carrierId, on, [...PUBLISHED, ...PUBLISHED_ONLINE]);
  const shown = (key: (typeof PUBLISHED | typeof PUBLISHED_ONLINE)[number]): ShownFact => {
    const definition: FactDefinition = FACTS[key];
    const window = definition.window && `(${WINDOWS[definition.window]})`;
    return {
      label: `${definition.zh}${window ?? ''}`,
      value: wordsOf(definition, sheet[key]),
      source: sourceOf(sheet[key]),
    };
  };
  return { facts: PUBLISHED.map(shown), online: PUBLISHED_ONLINE.map(shown) };
}

function wordsOf({ type, unit, options }: FactDefinition, fact: Fact): string | null {
  if (fact.value === undefined) return null;
  const words = valueWords(fact.value, type === 'ratio' ? RATIO : (unit ?? null), options ?? null, 'zh');
  // A sum over a book that is not stated to be complete is a lower bound.
  return !fact.complete && fact.obtained === 'derived' && type === 'count' ? `至少${words}` : words;
}

function sourceOf({ obtained, provenance }: Fact): string | null {
  if (obtained === 'derived') {
    const examples = provenance.filter(({ example }) => example).length;
    const marked = examples > 0 ? `，其中示例${examples}条` : '';
    return provenance.length > 0 ? `由${provenance.length}条记录计算${marked}` : '由记录计算';
  }
  return obtained === 'declared' ? '运营机构申报' : null;
}
