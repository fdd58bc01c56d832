import { z } from 'zod';
import { isDay } from '../../kernel/day.ts';
import type { FieldRefusal } from '../../kernel/refusal.ts';
import { isUscc } from '../../kernel/uscc.ts';
import type { Field, RecordKind } from './kind.ts';

/** What a field holds once checked; null: not stated. */
export type FieldContent = string | number | boolean | string[] | null;
export type Values = Readonly<Record<string, FieldContent>>;

const TEXT_LENGTH = { text: 200, longText: 4000 } as const;
/** numeric(12,2) */
const LARGEST_AREA = 9_999_999_999;
const LARGEST_COUNT = 2_147_483_647;

/** Text a person typed: without what no table can hold; empty is not stated. */
function text(length: number): z.ZodType<string | null> {
  return z
    .string('请填写文字')
    .transform((typed) => typed.replaceAll('\0', '').toWellFormed().trim())
    .refine((typed) => typed.length <= length, `不能超过${length}字`)
    .transform((typed) => typed || null);
}

function schemaOf(field: Field): z.ZodType<FieldContent> {
  const codes = (field.options ?? []).map((option) => option.code);
  switch (field.type) {
    case 'text':
    case 'longText':
      return text(TEXT_LENGTH[field.type]);
    case 'count':
    case 'months':
      return z.int('请填写整数').min(0, '不能为负数').max(LARGEST_COUNT, '数值过大');
    case 'area':
      return z
        .number('请填写数字')
        .min(0, '面积不能为负数')
        .max(LARGEST_AREA, '数值过大')
        .refine((area) => Math.abs(area * 100 - Math.round(area * 100)) < 1e-4, '最多两位小数');
    case 'money':
      return z.int('金额应精确到分').min(0, '不能为负数').max(Number.MAX_SAFE_INTEGER, '数值过大');
    case 'date':
      return z.string('请填写日期').refine(isDay, '日期应为 2026-01-31 的形式');
    case 'flag':
      return z.boolean('请选择是或否');
    case 'option':
      return z.enum(codes as [string, ...string[]], '请从列表中选择');
    case 'options':
      return z
        .array(z.enum(codes as [string, ...string[]], '请从列表中选择'), '请从列表中选择')
        .transform((chosen) => [...new Set(chosen)]);
    case 'reference':
      return z.uuid('请选择');
    case 'uscc':
      return z
        .string('请填写统一社会信用代码')
        .transform((typed) => typed.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase() || null)
        .refine((code) => code === null || isUscc(code), '统一社会信用代码有误，请核对18位代码和校验位');
  }
}

const schemas = new Map<string, z.ZodType<FieldContent>>();

function checked(kind: RecordKind, name: string, field: Field): z.ZodType<FieldContent> {
  const key = `${kind.code}.${name}`;
  const schema = schemas.get(key) ?? schemaOf(field);
  schemas.set(key, schema);
  return schema;
}

/**
 * Checks what was filled in against the kind's fields; every error stands at its field.
 *
 * @param given unknown names are errors; a name that is absent takes the field's initial value, else is not stated
 */
export function checkValues(
  kind: RecordKind,
  given: Readonly<Record<string, unknown>>,
): { values: Values; errors: FieldRefusal[] } {
  const errors: FieldRefusal[] = [];
  const values: Record<string, FieldContent> = {};
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(kind.fields, name))
      errors.push({ path: `values.${name}`, code: 'unknown', message: '没有这一栏' });
  }
  for (const [name, field] of Object.entries(kind.fields)) {
    const raw = (Object.hasOwn(given, name) ? given[name] : field.initial) ?? null;
    const parsed = raw === null ? null : checked(kind, name, field).safeParse(raw);
    if (parsed && !parsed.success) {
      const [issue] = parsed.error.issues;
      errors.push({
        path: `values.${name}`,
        code: issue?.code ?? 'invalid',
        message: `${field.zh}：${issue?.message}`,
      });
      continue;
    }
    const value = parsed ? parsed.data : null;
    const isEmpty = value === null || (Array.isArray(value) && value.length === 0);
    if (field.required && isEmpty)
      errors.push({ path: `values.${name}`, code: 'required', message: `请填写${field.zh}` });
    values[name] = value;
  }
  return { values, errors };
}

/** The last day may not come before the first. */
export function checkPeriod(kind: RecordKind, validFrom: string, validTo: string | null): FieldRefusal[] {
  if (validTo === null || validTo >= validFrom) return [];
  return [{ path: 'validTo', code: 'period', message: `${kind.endZh ?? '终止日期'}不能早于${kind.startZh}` }];
}
