import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

const BUILT = join(import.meta.dirname, '../../../dist/web');

/**
 * The workspace: hashed assets, immutable and already compressed, and one page for every other address below
 * /workspace/. The page carries the nonce under which its styles may be written and the reader's choice of look.
 */
export async function serveWorkspace(server: FastifyInstance): Promise<void> {
  const send = async (request: FastifyRequest, reply: FastifyReply) => {
    const template = await readFile(join(BUILT, 'index.html'), 'utf8').catch(() => null);
    if (template === null) return reply.callNotFound(); // started without `npm start`, so nothing was built
    return reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-cache')
      .send(template.replace('__NONCE__', request.styleNonce).replace(' __LOOK__', lookOf(request)));
  };
  await server.register(fastifyStatic, {
    root: BUILT,
    prefix: '/workspace/',
    preCompressed: true,
    wildcard: false,
    serve: false,
  });
  server.get('/workspace/', { schema: { hide: true } }, send);
  server.get('/workspace/icon.svg', { schema: { hide: true } }, (_, reply) => reply.sendFile('icon.svg'));
  server.get<{ Params: { name: string } }>('/workspace/assets/:name', { schema: { hide: true } }, (request, reply) =>
    reply.sendFile(`assets/${request.params.name}`, { maxAge: '365d', immutable: true }),
  );
  server.get('/workspace/*', { schema: { hide: true } }, send);
}

function lookOf({ cookies }: FastifyRequest): string {
  const theme = cookies.theme === 'dark' || cookies.theme === 'light' ? ` data-theme="${cookies.theme}"` : '';
  return `${theme}${cookies.size === 'large' ? ' data-size="large"' : ''}`;
}
