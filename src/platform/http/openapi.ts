import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { createJsonSchemaTransform } from 'fastify-type-provider-zod';
import { REFUSALS } from '../../kernel/refusal.ts';

const transform = createJsonSchemaTransform({ zodToJsonConfig: { unrepresentable: 'any' } });

/** OpenAPI 3.1 of every route that is no page, at `/openapi.json`. Registered before the routes are mounted. */
export async function describeApi(server: FastifyInstance, publicUrl: string): Promise<void> {
  await server.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: '众创台开放接口',
        version: '1.0.0',
        description:
          '日期为 YYYY-MM-DD(北京时间)，时刻为 ISO 8601，金额为整数分，面积为平方米。未知的数值为 null，不以 0 代替。',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: publicUrl }],
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: 'session', description: '登录后由服务器设置' },
          csrf: { type: 'apiKey', in: 'header', name: 'x-csrf-token', description: '登录后的写操作须附带' },
        },
        schemas: { Refusal: REFUSAL as object },
      },
    },
    transform: (given) => {
      const { schema, url } = transform(given);
      const described = schema as Described;
      if (described.hide) return { schema, url };
      if (described.consumes?.includes('multipart/form-data')) described.body ??= UPLOAD;
      described.response = { ...(described.response ?? { 200: FILE }), default: ANY_REFUSAL };
      return { schema, url };
    },
  });
  server.get('/openapi.json', { schema: { hide: true } as object }, (_, reply) =>
    reply.header('access-control-allow-origin', '*').send(server.swagger()),
  );
}

interface Described {
  hide?: boolean;
  consumes?: string[];
  body?: unknown;
  response?: Record<string, unknown>;
}

const UPLOAD = { type: 'object', properties: { file: { type: 'string', format: 'binary' } }, required: ['file'] };
const FILE = { description: '文件，以附件下载', type: 'string', format: 'binary' };
const REFUSAL = {
  type: 'object',
  description: '拒绝的理由；字段错误列在 fields',
  required: ['code', 'message', 'en', 'details', 'requestId'],
  properties: {
    code: { type: 'string', enum: Object.keys(REFUSALS) },
    message: { type: 'string' },
    en: { type: 'string' },
    details: { type: 'object', additionalProperties: true },
    requestId: { type: 'string' },
    fields: {
      type: 'array',
      items: {
        type: 'object',
        required: ['path', 'code', 'message'],
        properties: { path: { type: 'string' }, code: { type: 'string' }, message: { type: 'string' } },
      },
    },
  },
};
const ANY_REFUSAL = {
  description: '未能办理',
  content: { 'application/json': { schema: { $ref: '#/components/schemas/Refusal' } } },
};
