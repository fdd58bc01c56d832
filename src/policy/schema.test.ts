import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { POLICIES, packFolders, readPackFiles } from './read.ts';
import { packSchemas } from './schema.ts';

const schemas = packSchemas();

test('the schemas beside the packs are those that are generated', () => {
  for (const [name, schema] of Object.entries(schemas))
    expect(
      JSON.parse(readFileSync(join(POLICIES, name), 'utf8')),
      `npm run zhongchuang -- policy schema: ${name}`,
    ).toEqual(JSON.parse(JSON.stringify(schema)));
});

/** The JSON Schema alone, as an editor reads it. */
const validator = (file: string) =>
  z.fromJSONSchema(schemas[file.replace('.yaml', '.schema.json')] as Parameters<typeof z.fromJSONSchema>[0]);

describe.each(packFolders())('the pack %s', (folder) => {
  const files = Object.entries(readPackFiles(folder)).filter(([name]) => name.endsWith('.yaml'));
  test.each(files)('%s fits its schema', (name, text) => {
    expect(validator(name).safeParse(parse(text)).error?.issues ?? []).toEqual([]);
  });
});

test('a field that does not exist, and a kind that is not on the list, do not fit', () => {
  const rule = { id: 'a', cites: '第一条', says: '甲' };
  const fits = (requirement: object) =>
    validator('recognition.yaml').safeParse({ requirements: [{ ...rule, ...requirement }] }).success;
  expect([fits({ check: 'a' }), fits({ chek: 'a' }), fits({ kind: 'must' }), fits({ kind: 'perhaps' })]).toEqual([
    true,
    false,
    true,
    false,
  ]);
});
