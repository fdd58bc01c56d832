import { z } from 'zod';

type Schema = z.core.JSONSchema.JSONSchema;

const ID = '0198f0a0-0000-7000-8000-000000000001';
const FORMATS: Readonly<Record<string, string>> = {
  uuid: ID,
  date: '2026-11-23',
  'date-time': '2026-11-23T09:00:00+08:00',
  time: '09:00:00',
  email: 'someone@example.cn',
  uri: 'https://example.cn/',
};
/** What our patterns ask for; the first that fits is taken. */
const WORDS = [
  'abc',
  '123456',
  '430102',
  '2026',
  'code-1',
  '2026-11-23',
  '09:00',
  '13812345678',
  '0'.repeat(64),
  '91430102000000001X',
  '示例文字',
  'a/b',
];

/** What checks of our own ask for that a JSON Schema does not tell. */
const FURTHER = [
  null,
  true,
  '2026-11-23',
  '2026-11-01',
  '2026-11',
  ID,
  FORMATS['date-time'],
  'https://example.cn/',
  'w2',
  '14',
  { a: 1 },
  ['示例文字'],
];

/** The smallest input that is accepted: required fields only. Used by the walks over all routes. */
export function plausibleInput(input: z.ZodObject): Record<string, unknown> {
  return fitted(input, sample(z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }) as Schema)) as Record<
    string,
    unknown
  >;
}

function fitted(schema: unknown, value: unknown): unknown {
  if (schema instanceof z.ZodObject && typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, fitted(schema.shape[key], one)]));
  const accepts = (one: unknown) => !(schema instanceof z.ZodType) || schema.safeParse(one).success;
  return [value, ...FURTHER].find(accepts) as unknown;
}

function sample(schema: Schema): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  if (schema.default !== undefined) return schema.default;
  const choice = schema.anyOf?.[0] ?? schema.oneOf?.[0];
  if (choice) return sample(choice as Schema);
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((one) => sample(one as Schema)));
  switch (schema.type) {
    case 'object': {
      const required = (schema.required ?? []).map((key) => [key, sample(schema.properties?.[key] as Schema)]);
      return Object.fromEntries(required);
    }
    case 'array':
      return Array.from({ length: schema.minItems ?? 0 }, () => sample(schema.items as Schema));
    case 'integer':
    case 'number':
      return Math.max(schema.minimum ?? 1, Number(schema.exclusiveMinimum ?? 0) + 1);
    case 'boolean':
      return true;
    case 'null':
      return null;
    case 'string':
      return text(schema);
    default:
      return 'abc';
  }
}

function text({ format, pattern, minLength = 0 }: Schema): string {
  if (format && FORMATS[format]) return FORMATS[format];
  const word = WORDS.find((one) => one.length >= minLength && (!pattern || new RegExp(pattern, 'u').test(one)));
  return word ?? '示'.repeat(Math.max(1, minLength));
}
