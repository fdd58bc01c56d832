import { isDay } from '../../kernel/day.ts';
import type { FieldRefusal } from '../../kernel/refusal.ts';
import { isId } from '../../kernel/uuid.ts';
import type { Pack } from '../../policy/pack.ts';
import type { FormField, Procedure } from '../../policy/procedure.ts';

export type Answer = string | number | boolean;
export type Answers = Readonly<Record<string, Answer>>;

/** An answer as it is kept: personal data sealed, beside what is shown of it. */
export type Kept = Answer | { readonly sealed: string; readonly masked: string };
export const shown = (kept: Kept): Answer => (typeof kept === 'object' ? kept.masked : kept);

/** What a change case asks to change, beside the fields of the pack's own form: `change.floorArea` ... */
export const CHANGE_FIELDS = {
  floorArea: { zh: '变更后的场地面积', kind: 'number' },
  operator: { zh: '变更后的运营机构', kind: 'recommender' },
  direction: { zh: '变更后的经营方向', kind: 'longText' },
  goals: { zh: '变更后的决策目标', kind: 'longText' },
} as const satisfies Record<string, { zh: string; kind: FormField['kind'] }>;

/** Of an indicator that experts score: what the unit writes of it, and what proves that. */
export const ownFields = (indicator: string) => ({ account: `account.${indicator}`, proof: `proof.${indicator}` });

export interface Field extends FormField {
  /** Whose account or proof it is. */
  readonly indicator?: string;
}

/**
 * The fields of a procedure's form; a change procedure has one more for each matter it covers, and the day it happened,
 * an evaluation two for each indicator that experts score.
 */
export function fieldsOf(pack: Pick<Pack, 'schemes'>, procedure: Procedure): Field[] {
  const { covers, evaluates } = procedure;
  if (evaluates) return [...judgedFields(pack, evaluates.scheme), ...procedure.form];
  if (!covers) return procedure.form;
  const changes = covers.fields.map(
    (field): FormField => ({
      id: `change.${field}`,
      label: CHANGE_FIELDS[field].zh,
      kind: CHANGE_FIELDS[field].kind,
      required: false,
    }),
  );
  const happened: FormField = { id: 'change.happenedOn', label: '变更发生日期', kind: 'date', required: true };
  return [...changes, happened, ...procedure.form];
}

function judgedFields({ schemes }: Pick<Pack, 'schemes'>, scheme: string): Field[] {
  const indicators = schemes.find(({ id }) => id === scheme)?.indicators ?? [];
  return indicators
    .filter(({ expert }) => expert)
    .flatMap(({ id: indicator, says, cites, requires }): Field[] => {
      const { account, proof } = ownFields(indicator);
      const of = { indicator, cites };
      const required = (part: 'account' | 'evidence') => requires.includes(part);
      return [
        { ...of, id: account, label: `${says}：自评说明`, kind: 'longText', required: required('account') },
        { ...of, id: proof, label: `${says}：佐证材料`, kind: 'file', required: required('evidence') },
      ];
    });
}

const MAX_TEXT = { text: 500, longText: 20_000, contact: 200 } as const;

/** Errors stand at the field. A value of the wrong kind is refused when it is saved, not when it is handed in. */
export function checkAnswer(field: FormField, value: unknown): FieldRefusal | null {
  const refuse = (code: string, message: string) => ({ path: field.id, code, message: `${field.label}：${message}` });
  switch (field.kind) {
    case 'text':
    case 'longText':
    case 'contact':
      if (typeof value !== 'string') return refuse('type', '应为文字');
      if (value.length > MAX_TEXT[field.kind]) return refuse('too-long', `不超过${MAX_TEXT[field.kind]}字`);
      // PostgreSQL's text holds no NUL.
      return value.includes('\u0000') ? refuse('type', '含有不能保存的字符') : null;
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) && Math.abs(value) < 1e12
        ? null
        : refuse('type', '应为数字');
    case 'date':
      return typeof value === 'string' && isDay(value) ? null : refuse('type', '应为日期');
    case 'choice':
      return field.options?.some(({ code }) => code === value) ? null : refuse('option', '请从选项中选择');
    case 'commitment':
      return typeof value === 'boolean' ? null : refuse('type', '请勾选或取消');
    case 'recommender':
      return typeof value === 'string' && isId(value) ? null : refuse('option', '请从名单中选择');
    case 'file':
      return refuse('type', '请上传文件');
  }
}

/** What is still to be filled in before the form can be handed in, all at once. */
export function stillMissing(
  pack: Pick<Pack, 'schemes'>,
  procedure: Procedure,
  answers: Answers,
  files: readonly { id: string; slot: string; name: string; says: string }[],
): FieldRefusal[] {
  const missing: FieldRefusal[] = [];
  for (const field of fieldsOf(pack, procedure)) {
    const here = field.kind === 'file' ? files.filter(({ slot }) => slot === field.id) : [];
    if (field.indicator)
      for (const { id, name, says } of here)
        if (says === '') missing.push({ path: `says.${id}`, code: 'required', message: `请写明“${name}”证明什么` });
    if (!field.required) continue;
    const given = field.kind === 'file' ? here.length > 0 : isGiven(field, answers[field.id]);
    if (given) continue;
    const message =
      field.kind === 'commitment'
        ? `请确认：${field.label}`
        : field.kind === 'file'
          ? `请上传${field.label}`
          : `请填写${field.label}`;
    missing.push({ path: field.id, code: 'required', message });
  }
  if (procedure.covers && !procedure.covers.fields.some((field) => answers[`change.${field}`] !== undefined)) {
    missing.push({ path: 'change', code: 'required', message: '请填写至少一项变更内容' });
  }
  return missing;
}

function isGiven(field: FormField, value: Answer | undefined): boolean {
  if (field.kind === 'commitment') return value === true;
  return typeof value === 'string' ? value.trim() !== '' : value !== undefined;
}
