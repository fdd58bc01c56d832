import { type FieldRefusal, Refusal } from '../../kernel/refusal.ts';

/** `isOpen`: the case waits for it. `public`: what the objector reads at the portal. */
export const OBJECTION_STATES = {
  received: { zh: '已收到', en: 'Received', isOpen: true, publicName: '已收到，正在核查' },
  asked: { zh: '听取意见中', en: 'Party asked', isOpen: true, publicName: '正在核查' },
  heard: { zh: '已听取意见', en: 'Party heard', isOpen: true, publicName: '正在核查' },
  upheld: { zh: '异议成立', en: 'Upheld', isOpen: false, publicName: '异议成立' },
  dismissed: { zh: '异议不成立', en: 'Dismissed', isOpen: false, publicName: '异议不成立' },
  moot: { zh: '终止审查', en: 'Moot', isOpen: false, publicName: '被异议事项已终止' },
} as const satisfies Record<string, { zh: string; en: string; isOpen: boolean; publicName: string }>;
export type ObjectionState = keyof typeof OBJECTION_STATES;
export const OPEN_OBJECTIONS = (Object.keys(OBJECTION_STATES) as ObjectionState[]).filter(
  (state) => OBJECTION_STATES[state].isOpen,
);

/** From which states each deed is possible. A party is asked again as long as nothing is decided. */
export const OBJECTION_TRANSITIONS = {
  ask: { from: ['received', 'heard'], to: 'asked' },
  state: { from: ['asked'], to: 'heard' },
  uphold: { from: ['asked', 'heard'], to: 'upheld' },
  dismiss: { from: ['asked', 'heard'], to: 'dismissed' },
  end: { from: ['received', 'asked', 'heard'], to: 'moot' },
} as const satisfies Record<string, { from: readonly ObjectionState[]; to: ObjectionState }>;
export type ObjectionDeed = keyof typeof OBJECTION_TRANSITIONS;

export function nextState(state: ObjectionState, deed: ObjectionDeed): ObjectionState {
  const { from, to } = OBJECTION_TRANSITIONS[deed];
  if (!(from as readonly ObjectionState[]).includes(state)) throw new Refusal('objection.wrong-state', { state, deed });
  return to;
}

/** An objection may only be answered after the party could speak: its statement is in, or its time has run out. */
export function checkHeard(
  objection: { state: ObjectionState; due_at: string | null; due_provisional: boolean },
  now: Temporal.Instant,
): void {
  if (objection.state === 'heard') return;
  const isOver =
    objection.due_at !== null &&
    !objection.due_provisional &&
    Temporal.Instant.compare(now, Temporal.Instant.from(objection.due_at)) >= 0;
  if (objection.state !== 'asked' || !isOver)
    throw new Refusal('objection.party-not-heard', { dueAt: objection.due_at, state: objection.state });
}

export interface Lodged {
  readonly kind: 'individual' | 'unit';
  readonly name: string;
  readonly unit: string | null;
  readonly phone: string;
  readonly text: string;
  readonly hasSeal: boolean;
}

const ANONYMOUS =
  /^(匿名|无名|佚名|某人|某某|路人|群众|市民|知情人(士)?|热心群众|不愿透露.*|无|x+|\*+|[a-z]|先生|女士|.{1,2}(先生|女士|某|某某))$/i;

/** Real name and phone of an individual; a unit's name, contact and seal. */
export function checkLodged(lodged: Lodged): void {
  const fields: FieldRefusal[] = [];
  const refuse = (path: string, code: string, message: string) => fields.push({ path, code, message });
  const name = lodged.name.trim();
  if (name.length < 2 || ANONYMOUS.test(name))
    refuse('name', 'objection.anonymous', '匿名异议不予受理，请填写真实姓名(单位填写联系人姓名)');
  if (!/^(1[3-9]\d{9}|0\d{2,3}-?\d{7,8})$/.test(lodged.phone.replace(/\s/g, '')))
    refuse('phone', 'phone.form', '请填写能联系到您的手机号码或带区号的固定电话');
  if (lodged.text.trim().length < 10) refuse('text', 'too-short', '请写明异议的事实和理由(不少于10个字)');
  if (lodged.kind === 'unit') {
    if (!lodged.unit || lodged.unit.trim().length < 4) refuse('unit', 'required', '请填写单位全称');
    if (!lodged.hasSeal) refuse('seal', 'required', '单位提出异议的，请上传加盖公章的异议书扫描件');
  }
  if (fields.length > 0) throw new Refusal('input.invalid', {}, fields);
}

/** Names and phones of the objector that still stand in a text meant for others. */
export function leaks(redacted: string, secrets: readonly string[]): string[] {
  const plain = (text: string) => text.normalize('NFKC').replace(/[\s-]/g, '');
  const told = plain(redacted);
  return secrets.filter((secret) => plain(secret).length >= 2 && told.includes(plain(secret)));
}
