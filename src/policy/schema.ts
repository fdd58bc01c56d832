import { z } from 'zod';
import { examplesSchema, identitySchema, RECORDED_FILES, recognitionSchema, recordedSchema } from './pack.ts';

const FILES = {
  'policy.yaml': identitySchema,
  'recognition.yaml': recognitionSchema,
  ...Object.fromEntries(RECORDED_FILES.map((name) => [name, recordedSchema])),
  'examples.yaml': examplesSchema,
} as Readonly<Record<string, z.ZodType>>;

/**
 * JSON Schema of each file of a pack, for editors: fields, their kinds and their closed lists. What only the loader can
 * tell (names, units, cites, steps) is not in it.
 */
export function packSchemas(): Record<string, object> {
  return Object.fromEntries(
    Object.entries(FILES).map(([name, schema]) => {
      const written = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'ref' });
      return [name.replace('.yaml', '.schema.json'), { title: name, ...written }];
    }),
  );
}
