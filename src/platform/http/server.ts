import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import multipart from '@fastify/multipart';
import Fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import { z } from 'zod';
import { newId } from '../../kernel/id.ts';
import { type FieldRefusal, Refusal } from '../../kernel/refusal.ts';
import type { Services } from '../services.ts';
import { describeApi } from './openapi.ts';

z.config(z.locales.zhCN());

declare module 'fastify' {
  interface FastifyRequest {
    /** For `<style nonce>`; scripts are never inline. */
    styleNonce: string;
  }
}

/** 2 MiB of JSON is far beyond any form of ours; files go by multipart with their own cap. */
const BODY_LIMIT = 2 * 1024 * 1024;
export const FILE_LIMIT = 50 * 1024 * 1024;

/** The whole page of an error, for a browser. */
export type ErrorPage = (
  request: FastifyRequest,
  shown: { status: number; message: string; fields: readonly FieldRefusal[] },
) => string;

/** The HTTP machinery: ids, headers, errors, health, metrics, OpenAPI. Routes are mounted by the caller. */
export async function createServer(
  services: Services,
  errorPage: ErrorPage = plainErrorPage,
): Promise<FastifyInstance> {
  const { config, log } = services;
  const server = Fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: config.mode === 'demo' }),
    // One hop: further addresses in X-Forwarded-For are whatever the caller wrote there.
    trustProxy: config.trustProxy && ((_address, hop) => hop === 0),
    bodyLimit: BODY_LIMIT,
    genReqId: () => newId(),
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: true },
    // A request under way ends before the process does; new ones are told to go elsewhere.
    return503OnClosing: true,
  }) as unknown as FastifyInstance;
  server.setValidatorCompiler(validatorCompiler);
  server.setSerializerCompiler(serializerCompiler);
  await server.register(cookie);
  await server.register(formbody);
  await server.register(multipart, { limits: { fileSize: FILE_LIMIT, files: 20, fields: 50, fieldSize: 64 * 1024 } });

  server.decorateRequest('styleNonce', '');
  server.addHook('onRequest', async (request, reply) => {
    request.styleNonce = randomBytes(12).toString('base64');
    void reply.headers({
      'x-request-id': request.id,
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'same-origin',
      'permissions-policy': 'camera=(self), geolocation=(), microphone=()',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'content-security-policy': contentSecurityPolicy(request.styleNonce),
    });
    if (config.publicUrl.startsWith('https:'))
      void reply.header('strict-transport-security', 'max-age=31536000; includeSubDomains');
  });
  server.setErrorHandler((error: FastifyError, request, reply) => answerError(error, request, reply, errorPage));
  server.setNotFoundHandler((request, reply) => answerError(new Refusal('not-found'), request, reply, errorPage));
  await describeApi(server, config.publicUrl);
  addWatching(server, services);
  return server;
}

function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'self'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply, errorPage: ErrorPage): FastifyReply {
  const refusal = asRefusal(error);
  if (!refusal) request.log.error({ err: error, requestId: request.id }, 'unexpected fault');
  const shown = refusal ?? new Refusal('fault');
  const { status } = shown;
  const body = { ...shown.toJSON(), requestId: request.id };
  void reply.status(status);
  const wantsPage = request.headers.accept?.includes('text/html') && !request.url.startsWith('/api/');
  if (wantsPage)
    return reply
      .type('text/html; charset=utf-8')
      .send(errorPage(request, { status, message: body.message, fields: body.fields ?? [] }));
  // Past the route's own output schema: this body is no route's output.
  return reply.type('application/json; charset=utf-8').serializer(JSON.stringify).send(body);
}

/** An expected "no", or null for a fault. */
function asRefusal(error: unknown): Refusal | null {
  if (error instanceof Refusal) return error;
  const known = error as Partial<FastifyError> & { constraint?: string };
  if (known.validation) return new Refusal('input.invalid', {}, zodFields(known));
  if (error instanceof z.ZodError) return new Refusal('input.invalid', {}, fieldsOf(error.issues));
  if (known.code === '40001' || known.code === '40P01') return new Refusal('conflict');
  // A number, a date or a moment beyond what the database holds.
  if (known.code && /^2200[3789]$/.test(known.code)) return new Refusal('input.invalid');
  if (known.code === '22021' || known.code === '22P05') return new Refusal('input.invalid'); // text PostgreSQL cannot hold
  if (known.code === 'FST_REQ_FILE_TOO_LARGE' || known.code === 'FST_ERR_CTP_BODY_TOO_LARGE')
    return new Refusal('input.too-large');
  if (known.statusCode === 404) return new Refusal('not-found');
  if (known.statusCode === 429) return new Refusal('too-many-requests');
  if (known.statusCode && known.statusCode >= 400 && known.statusCode < 500) return new Refusal('input.invalid');
  return null;
}

function zodFields(error: Partial<FastifyError>): FieldRefusal[] {
  return (error.validation ?? []).map((issue) => ({
    path: issue.instancePath.replace(/^\//, '').replaceAll('/', '.'),
    code: issue.keyword,
    message: issue.message ?? '',
  }));
}

export function fieldsOf(issues: readonly z.core.$ZodIssue[]): FieldRefusal[] {
  return issues.map((issue) => ({ path: issue.path.join('.'), code: issue.code, message: issue.message }));
}

/** Plain, works without style or script; the request id lets an administrator find the log line. */
const plainErrorPage: ErrorPage = (request, { status, message, fields }) => {
  const escaped = (text: string) => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
  const list = fields.map((f) => `<li>${escaped(f.path)}: ${escaped(f.message)}</li>`).join('');
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>${status}</title></head>
<body><h1>${escaped(message)}</h1><ul>${list}</ul><p>请求编号: <code>${escaped(request.id)}</code></p></body></html>`;
};

/** From the machine itself, not handed on by a proxy; or by the token that the configuration names. */
function mayWatch({ socket, headers }: FastifyRequest, token: string | undefined): boolean {
  const isHandedOn = Boolean(headers['x-forwarded-for'] ?? headers.forwarded);
  if (!isHandedOn && /^(::ffff:)?127\.|^::1$/.test(socket.remoteAddress ?? '')) return true;
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return token !== undefined && timingSafeEqual(digest(headers.authorization ?? ''), digest(`Bearer ${token}`));
}

function addWatching(server: FastifyInstance, { database, config }: Services): void {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const seconds = new Histogram({
    name: 'http_request_seconds',
    help: 'Time to answer, by route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  });
  server.addHook('onResponse', async (request, reply) => {
    seconds.observe(
      { method: request.method, route: request.routeOptions.url ?? 'none', status: reply.statusCode },
      reply.elapsedTime / 1000,
    );
  });
  server.get('/healthz', { schema: { hide: true } }, async () => ({ status: 'ok' }));
  server.get('/readyz', { schema: { hide: true } }, async (_, reply) => {
    try {
      await database.pool.query('select 1');
      return { status: 'ready' };
    } catch {
      return reply.status(503).send({ status: 'database away' });
    }
  });
  server.get('/metrics', { schema: { hide: true } }, async (request, reply) => {
    if (!mayWatch(request, config.metricsToken)) throw new Refusal('not-found');
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}
