import { formatDay } from '../../kernel/day.ts';
import { type Interest, type Interested, organisationKeys, plainName } from '../experts/expert.ts';

/** Who a case is about or comes from: an interest in any of them keeps an expert away. */
export interface Party {
  readonly part: 'operator' | 'team' | 'recommender' | 'agent' | 'staff' | 'mentor';
  readonly organisationId: string | null;
  readonly name: string;
  readonly uscc: string | null;
  /** The people who act for it. */
  readonly personIds: readonly string[];
  /** People of whom the records know the name alone. */
  readonly names: readonly string[];
  /** Keyed hashes of the phones of the people who act for it. */
  readonly phoneHashes: readonly string[];
}
export const PARTS = {
  operator: { zh: '申报单位', en: 'applicant' },
  team: { zh: '入驻团队(企业)', en: 'tenant' },
  recommender: { zh: '推荐单位', en: 'recommending body' },
  agent: { zh: '申报代理人', en: 'outside agent' },
  staff: { zh: '空间服务人员', en: 'staff of the space' },
  mentor: { zh: '空间创业导师', en: 'mentor of the space' },
} as const satisfies Record<Party['part'], { zh: string; en: string }>;

export const CONFLICT_KINDS = {
  organisation: { zh: '同一单位', en: 'Same organisation' },
  employer: { zh: '任职关系', en: 'Employment' },
  shareholding: { zh: '持股关系', en: 'Shareholding' },
  other: { zh: '其他利害关系', en: 'Other interest' },
  phone: { zh: '同一联系电话', en: 'Same phone' },
  person: { zh: '同一人', en: 'Same person' },
  namesake: { zh: '姓名相同', en: 'Same name' },
  recused: { zh: '已回避', en: 'Recused' },
} as const;
export type ConflictKind = keyof typeof CONFLICT_KINDS;

/** One way from the expert to a party. Its path is shown to the keepers of the library alone. */
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
    const end = `${PARTS[party.part].zh}：${party.name}`;
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
    if (party.personIds.includes(expert.personId)) found.push({ kind: 'person', path: [expert.name, '即本人', end] });
    else if (party.names.some((name) => plainName(name) === plainName(expert.name)))
      found.push({ kind: 'namesake', path: [expert.name, '记录中有同名人员', end] });
  }
  return found;
}

/** By identity in the register, by credit code, or by name: a declared interest may know the name alone. */
function isSame(party: Party, other: { organisationId: string | null; name: string; uscc: string | null }): boolean {
  const keys = organisationKeys(other);
  return organisationKeys(party).some((key) => keys.includes(key));
}

/** Whom to look at for a case: experts who share a key with one of its parties; all others have no conflict. */
export function suspectsAmong<E extends Interested>(experts: readonly E[]): (parties: readonly Party[]) => Set<E> {
  const byKey = new Map<string, E[]>();
  for (const expert of experts) {
    const organisations = [
      ...expert.memberships,
      ...expert.interests.map(({ organisationName, ...rest }) => ({ ...rest, name: organisationName })),
    ];
    const keys = [
      ...organisations.flatMap(organisationKeys),
      ...expert.phoneHashes.map((hash) => `phone:${hash}`),
      `person:${expert.personId}`,
      `named:${plainName(expert.name)}`,
    ];
    for (const key of new Set(keys)) byKey.set(key, [...(byKey.get(key) ?? []), expert]);
  }
  return (parties) =>
    new Set(
      parties
        .flatMap((party) => [
          ...organisationKeys(party),
          ...party.phoneHashes.map((hash) => `phone:${hash}`),
          ...party.personIds.map((id) => `person:${id}`),
          ...party.names.map((name) => `named:${plainName(name)}`),
        ])
        .flatMap((key) => byKey.get(key) ?? []),
    );
}

function told({ kind, organisationName, fromDay, toDay, sharePercent, note }: Interest): string {
  const period =
    fromDay || toDay ? `(${fromDay ? formatDay(fromDay) : '不详'}至${toDay ? formatDay(toDay) : '今'})` : '';
  if (kind === 'shareholding') return `持有${organisationName}${sharePercent}%股份${period}`;
  if (kind === 'employer') return `${toDay ? '曾' : ''}任职于${organisationName}${period}`;
  return `与${organisationName}有利害关系${note ? `:${note}` : ''}${period}`;
}
