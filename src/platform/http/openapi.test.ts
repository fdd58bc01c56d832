import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApp, testApp } from '../../test-app.ts';

let app: TestApp;
let document: {
  openapi: string;
  paths: Record<
    string,
    Record<string, { operationId: string; responses: Record<string, unknown>; requestBody?: { content: object } }>
  >;
};

beforeAll(async () => {
  app = await testApp();
  document = (await app.server.inject('/openapi.json')).json();
});
afterAll(() => app.close());

const operations = () => Object.values(document.paths).flatMap((methods) => Object.values(methods));

test('the document is valid OpenAPI 3.1', async () => {
  expect(document.openapi).toBe('3.1.0');
  const { valid, errors } = await new Validator().validate(structuredClone(document));
  expect([valid, errors]).toEqual([true, undefined]);
});

test('it describes the interface and no page', () => {
  expect(Object.keys(document.paths).length).toBeGreaterThan(50);
  expect(Object.keys(document.paths).filter((path) => !path.startsWith('/api/'))).toEqual([]);
});

test('each operation has an id of its own, an answer and the shape of a refusal', () => {
  const ids = operations().map(({ operationId }) => operationId);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { operationId, responses } of operations())
    expect([operationId, Object.keys(responses).sort()]).toEqual([operationId, ['200', 'default']]);
});

test('an upload is told as a multipart form, a download as bytes', () => {
  const upload = document.paths['/api/carriers/{carrierId}/files']?.post;
  expect(Object.keys(upload?.requestBody?.content ?? {})).toEqual(['multipart/form-data']);
  expect(document.paths['/api/open/spaces.csv']?.get?.responses['200']).toMatchObject({
    content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
  });
});
