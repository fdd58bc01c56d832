import type { Day } from '../../kernel/day.ts';

export const INTEREST_KINDS = {
  employer: { zh: '任职', en: 'Employment' },
  shareholding: { zh: '持股', en: 'Shareholding' },
  other: { zh: '其他利害关系', en: 'Other interest' },
} as const;
export type InterestKind = keyof typeof INTEREST_KINDS;

export interface Interest {
  readonly kind: InterestKind;
  readonly organisationId: string | null;
  readonly organisationName: string;
  readonly uscc: string | null;
  readonly fromDay: string | null;
  readonly toDay: string | null;
  readonly sharePercent: number | null;
  readonly note: string | null;
}

export interface Interested {
  readonly personId: string;
  readonly name: string;
  readonly interests: readonly Interest[];
  /** Organisations the person acts for here, whenever. */
  readonly memberships: readonly { organisationId: string; name: string; uscc: string | null; since: Day }[];
  readonly phoneHashes: readonly string[];
}

/** Full-width forms, brackets and spaces do not tell two names apart. */
export function plainName(name: string): string {
  return name
    .normalize('NFKC')
    .replace(/[\s()[\]【】「」"'“”·・]/g, '')
    .toLowerCase();
}

/** By what an organisation is known: the register, its credit code, its name. */
export function organisationKeys(of: { organisationId: string | null; name: string; uscc: string | null }): string[] {
  return [
    ...(of.organisationId ? [`organisation:${of.organisationId}`] : []),
    ...(of.uscc ? [`uscc:${of.uscc}`] : []),
    `name:${plainName(of.name)}`,
  ];
}

/**
 * One number for each employer: experts who share one today, directly or through a third, count as of one employer.
 * Whoever declared none is of an employer of their own.
 */
export function employersOf(experts: readonly Interested[], on: Day): number[] {
  const owner = new Map<string, number>();
  const parent = experts.map((_, at) => at);
  const root = (at: number): number => (parent[at] === at ? at : root(parent[at] as number));
  for (const [at, { memberships, interests }] of experts.entries()) {
    const employers = interests
      .filter(({ kind, toDay }) => kind === 'employer' && (toDay === null || toDay >= on))
      .map(({ organisationName, ...rest }) => ({ ...rest, name: organisationName }));
    for (const key of [...memberships, ...employers].flatMap(organisationKeys)) {
      const other = owner.get(key);
      if (other === undefined) owner.set(key, at);
      else parent[root(at)] = root(other);
    }
  }
  return experts.map((_, at) => root(at));
}

/** 不便评审: from and until, both days included; an open end goes on. */
export const isAway = ({ awayFrom, awayTo }: { awayFrom: Day | null; awayTo: Day | null }, day: Day): boolean =>
  (awayFrom !== null || awayTo !== null) && (awayFrom ?? day) <= day && day <= (awayTo ?? day);
