/** Who a case is about or comes from: an interest in any of them keeps an expert away. */
export interface Party {
  readonly part: 'operator' | 'team' | 'recommender' | 'agent';
  readonly organisationId: string | null;
  readonly name: string;
  readonly uscc: string | null;
  /** Keyed hashes of the phones of the people who act for it. */
  readonly phoneHashes: readonly string[];
}
export const PARTS = {
  operator: { zh: '申报单位', en: 'applicant' },
  team: { zh: '入驻团队(企业)', en: 'tenant' },
  recommender: { zh: '推荐单位', en: 'recommending body' },
  agent: { zh: '申报代理人', en: 'outside agent' },
} as const satisfies Record<Party['part'], { zh: string; en: string }>;

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
  readonly memberships: readonly { organisationId: string; name: string; uscc: string | null }[];
  readonly phoneHashes: readonly string[];
}

export const CONFLICT_KINDS = {
  organisation: { zh: '同一单位', en: 'Same organisation' },
  employer: { zh: '任职关系', en: 'Employment' },
  shareholding: { zh: '持股关系', en: 'Shareholding' },
  other: { zh: '其他利害关系', en: 'Other interest' },
  phone: { zh: '同一联系电话', en: 'Same phone' },
  recused: { zh: '已声明回避', en: 'Recused' },
} as const;
export type ConflictKind = keyof typeof CONFLICT_KINDS;

/** One way from the expert to a party. Shown to officers and administrators, never to the expert or the applicant. */
export interface Conflict {
  readonly kind: ConflictKind;
  readonly path: string[];
}

/**
 * Every way in which the expert is connected with a party of the case. Employment counts whenever it was: a past
 * employer is a past interest.
 */
export function conflictsOf(expert: Interested, parties: readonly Party[]): Conflict[] {
  const found: Conflict[] = [];
  for (const party of parties) {
    const end = `${PARTS[party.part].zh}:${party.name}`;
    for (const membership of expert.memberships) {
      if (isSame(party, { ...membership, organisationId: membership.organisationId }))
        found.push({ kind: 'organisation', path: [expert.name, `本系统任职于${membership.name}`, end] });
    }
    for (const interest of expert.interests) {
      if (!isSame(party, { ...interest, name: interest.organisationName })) continue;
      found.push({ kind: interest.kind, path: [expert.name, told(interest), end] });
    }
    if (party.phoneHashes.some((hash) => expert.phoneHashes.includes(hash)))
      found.push({ kind: 'phone', path: [expert.name, '联系电话相同', end] });
  }
  return found;
}

/** By identity in the register, by credit code, or by name: a declared interest may know the name alone. */
function isSame(party: Party, other: { organisationId: string | null; name: string; uscc: string | null }): boolean {
  if (party.organisationId !== null && party.organisationId === other.organisationId) return true;
  if (party.uscc !== null && party.uscc === other.uscc) return true;
  return plainName(party.name) === plainName(other.name);
}

/** Full-width forms, brackets and spaces do not tell two names apart. */
export function plainName(name: string): string {
  return name
    .normalize('NFKC')
    .replace(/[\s()[\]【】「」"'“”·・]/g, '')
    .toLowerCase();
}

function told({ kind, organisationName, fromDay, toDay, sharePercent, note }: Interest): string {
  const period = fromDay || toDay ? `(${fromDay ?? '不详'}至${toDay ?? '今'})` : '';
  if (kind === 'shareholding') return `持有${organisationName}${sharePercent}%股份${period}`;
  if (kind === 'employer') return `${toDay ? '曾' : ''}任职于${organisationName}${period}`;
  return `与${organisationName}有利害关系${note ? `:${note}` : ''}${period}`;
}
