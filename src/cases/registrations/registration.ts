import type { Day } from '../../kernel/day.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { parameterOn } from '../../policy/evaluate.ts';
import type { Pack } from '../../policy/pack.ts';

/** `publicName`: what stands on the public page. `holds`: the certificate is good. */
export const REGISTRATION_STATES = {
  applied: { zh: '待开具住所证明', en: 'Applied', publicName: '尚未开具', holds: false, isLive: true },
  declined: { zh: '未予开具', en: 'Declined', publicName: '未开具', holds: false, isLive: false },
  certified: { zh: '待窗口登记', en: 'Certified', publicName: '住所证明有效，尚未登记', holds: true, isLive: true },
  returned: { zh: '窗口退回', en: 'Returned', publicName: '住所证明有效，窗口已退回补正', holds: true, isLive: true },
  registered: { zh: '已登记', en: 'Registered', publicName: '住所证明有效，企业已登记', holds: true, isLive: true },
  ending: {
    zh: '已退租，待变更住所',
    en: 'Must change its address',
    publicName: '团队已退出，限期变更住所',
    holds: true,
    isLive: true,
  },
  ended: { zh: '已失效', en: 'Ended', publicName: '住所证明已失效', holds: false, isLive: false },
} as const satisfies Record<string, { zh: string; en: string; publicName: string; holds: boolean; isLive: boolean }>;
export type RegistrationState = keyof typeof REGISTRATION_STATES;

const TRANSITIONS = {
  certify: { from: ['applied', 'returned'], to: 'certified' },
  decline: { from: ['applied', 'returned'], to: 'declined' },
  register: { from: ['certified'], to: 'registered' },
  return: { from: ['certified'], to: 'returned' },
  leave: { from: ['registered'], to: 'ending' },
  withdraw: { from: ['applied', 'certified', 'returned'], to: 'ended' },
  end: { from: ['applied', 'certified', 'returned', 'ending'], to: 'ended' },
} as const satisfies Record<string, { from: readonly RegistrationState[]; to: RegistrationState }>;
export type RegistrationStep = keyof typeof TRANSITIONS;

/** Whether the step may be taken from where it stands. */
export const mayTake = (step: RegistrationStep, state: RegistrationState): boolean =>
  (TRANSITIONS[step].from as readonly RegistrationState[]).includes(state);

/** @throws Refusal `registration.wrong-state` */
export function advance(state: RegistrationState, step: RegistrationStep): RegistrationState {
  if (!mayTake(step, state)) throw new Refusal('registration.wrong-state', { step, state });
  return TRANSITIONS[step].to;
}

/** The parameters by which a pack rules on addresses; what a pack leaves out it does not allow. */
export const REGISTRATION_KINDS = {
  domicile: { zh: '以工位为住所', en: 'Domicile at the desk', allowedBy: ['registerAtDesk', 'manyLicencesPerAddress'] },
  extraPremises: { zh: '增加经营场所(一照多址)', en: 'A further address', allowedBy: ['manyAddressesPerLicence'] },
  cluster: { zh: '集群注册', en: 'Cluster registration', allowedBy: ['clusterRegistration'] },
} as const satisfies Record<string, { zh: string; en: string; allowedBy: readonly string[] }>;
export type RegistrationKind = keyof typeof REGISTRATION_KINDS;

export interface Rule {
  readonly packHash: string;
  readonly packId: string;
  readonly title: string;
  /** The clause by which each kind is allowed; a kind that is not there is not allowed. */
  readonly allows: Readonly<Partial<Record<RegistrationKind, string>>>;
  /** null: the document sets none. */
  readonly licencesPerDesk: number | null;
  /** 集群注册: how many companies the address may carry; null: the document sets none. */
  readonly clusterLimit: number | null;
  /** 集群注册: the set of conditions that the hosting space must meet. */
  readonly hostConditions: string | null;
  /** Calendar days to change the address after moving out; null: none is set. */
  readonly moveAwayDays: number | null;
  /** The document's last day, where it is past. */
  readonly expired: Day | null;
}

function numberOf(pack: Pack, name: string, on: Day): number | null {
  const value = parameterOn(pack, name, on);
  return typeof value === 'number' ? value : null;
}

/** What a pack says of companies at a desk; undefined: nothing. */
export function ruleOf(pack: Pack, packHash: string, on: Day): Rule | undefined {
  const expired = pack.inForce.until !== null && pack.inForce.until < on ? pack.inForce.until : null;
  const asOf = expired ?? on;
  const allows: Partial<Record<RegistrationKind, string>> = {};
  for (const [kind, { allowedBy }] of Object.entries(REGISTRATION_KINDS)) {
    const name = allowedBy.find((one) => parameterOn(pack, one, asOf) === true);
    if (!name) continue;
    const held = pack.parameters[name]?.values.filter(({ from }) => from <= asOf).at(-1);
    allows[kind as RegistrationKind] = held?.cites ?? '';
  }
  if (Object.keys(allows).length === 0) return undefined;
  // Without 一址多照 an address carries one licence.
  const many = parameterOn(pack, 'manyLicencesPerAddress', asOf) === true;
  const licencesPerDesk = numberOf(pack, 'licencesPerDesk', asOf) ?? (many ? null : 1);
  return {
    packHash,
    packId: pack.id,
    title: pack.title,
    allows,
    licencesPerDesk,
    clusterLimit: numberOf(pack, 'clusterLimit', asOf),
    hostConditions: pack.conditions.find(({ allows }) => allows === 'clusterRegistration')?.id ?? null,
    moveAwayDays: numberOf(pack, 'moveAwayDays', asOf),
    expired,
  };
}

/** In the place of a desk where the companies of a cluster share the address. */
export const CLUSTER_DESK = '集群';

/** Codes as a tenancy lists them: `A-01、A-02`. */
export const deskCodesOf = (text: string | null) => (text ?? '').split(/[、,，;；\s]+/).filter((code) => code !== '');
