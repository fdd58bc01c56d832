import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import type { MultipartFile, SavedMultipartFile } from '@fastify/multipart';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type Actor, PUBLIC } from '../kernel/actor.ts';
import { Refusal } from '../kernel/refusal.ts';
import { appendAuditEntry } from '../platform/audit/audit.ts';
import type { Tx } from '../platform/db/database.ts';
import type { Services } from '../platform/services.ts';
import { type Permission, permissionRow, requirePermission, type Subject, type SubjectKind } from './access.ts';
import { PAGE_FORM_LIMITS, readPageForm, type Upload } from './page-form.ts';
import { requestLimits } from './request-limit.ts';

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** Bytes that leave as an attachment, or a page. */
export interface FileOutput {
  name: string;
  mediaType: string;
  body: Buffer | Readable;
}
export interface PageOutput {
  html: string;
  status?: number;
  redirect?: string;
}

/** A file of a multipart form. */
export interface UploadedFile extends Pick<MultipartFile, 'fieldname' | 'filename' | 'fields' | 'toBuffer'> {
  readonly file: Readable;
}

export interface Context<I> {
  readonly tx: Tx;
  readonly actor: Actor;
  readonly input: I;
  readonly services: Services;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  /** `answers: 'json'` with `takes: 'upload'`: the files of the form, received whole before the transaction opens. */
  readonly files: AsyncIterable<UploadedFile>;
  /** `answers: 'page'` with `takes: 'upload'`: read before the transaction opens, so that a slow sender holds none. */
  readonly uploads: readonly Upload[];
}

type AboutKey<P extends Permission> = typeof import('./access.ts').PERMISSIONS[P]['about'] extends infer A
  ? A extends SubjectKind
    ? `${A}Id`
    : never
  : never;

interface RouteBase<P extends Permission, I extends z.ZodObject> {
  method: Method;
  path: string;
  /** Without it this does not compile. A permission about a subject asks for that subject's id in the input. */
  permission: P;
  summary: string;
  tag: string;
  input: [AboutKey<P>] extends [never] ? I : I & z.ZodObject<Record<AboutKey<P>, z.ZodType<string>>>;
  takes?: 'json' | 'upload';
  /** A GET that must be audited (an unmasking), or a command on a read path. Default: everything but GET. */
  audited?: boolean;
}
export interface JsonRoute<P extends Permission, I extends z.ZodObject, O extends z.ZodType> extends RouteBase<P, I> {
  answers?: 'json';
  output: O;
  handle: (context: Context<z.output<I>>) => Promise<z.input<O>>;
}
interface FileRoute<P extends Permission, I extends z.ZodObject> extends RouteBase<P, I> {
  answers: 'file';
  handle: (context: Context<z.output<I>>) => Promise<FileOutput>;
}
interface PageRoute<P extends Permission, I extends z.ZodObject> extends RouteBase<P, I> {
  answers: 'page';
  handle: (context: Context<z.output<I>>) => Promise<PageOutput>;
}

export interface Route {
  readonly method: Method;
  readonly path: string;
  readonly permission: Permission;
  readonly summary: string;
  readonly tag: string;
  readonly input: z.ZodObject;
  readonly output: z.ZodType | undefined;
  readonly answers: 'json' | 'file' | 'page';
  readonly takes: 'json' | 'upload';
  readonly audited: boolean;
  /** The database holds it to reading. */
  readonly readOnly: boolean;
  readonly handle: (context: Context<never>) => Promise<unknown>;
}

export function route<P extends Permission, I extends z.ZodObject, O extends z.ZodType>(
  definition: JsonRoute<P, I, O>,
): Route;
export function route<P extends Permission, I extends z.ZodObject>(
  definition: FileRoute<P, I> | PageRoute<P, I>,
): Route;
export function route(definition: object): Route {
  const given = definition as Route;
  return {
    ...given,
    answers: given.answers ?? 'json',
    takes: given.takes ?? 'json',
    audited: given.audited ?? given.method !== 'get',
    readOnly: false,
  };
}

/** Routes of insight, which never writes: what is not an audited command reads in a read-only transaction. */
export function readOnly(routes: readonly Route[]): Route[] {
  return routes.map((one) => ({ ...one, readOnly: !one.audited }));
}

/** Finds what access needs to know of a subject; undefined: no such subject. */
export type SubjectLoader = (tx: Tx, id: string) => Promise<Subject | undefined>;
export type SubjectLoaders = Readonly<Record<SubjectKind, SubjectLoader>>;

export interface Signed {
  readonly actor: Actor;
  /** null: no session; such a command is checked by its origin alone. */
  readonly csrfToken: string | null;
  /** A first password is to be changed, a second factor to be shown: until then only one's own session is open. */
  readonly withheld: string | null;
}
export type Authenticate = (request: FastifyRequest) => Promise<Signed>;

const HTML = 'text/html; charset=utf-8';

/** Mounts routes: limit, authenticate, permit, validate, open the transaction, handle, audit, commit, parse the output. */
export function mountRoutes(
  server: FastifyInstance,
  services: Services,
  routes: readonly Route[],
  loaders: SubjectLoaders,
  authenticate: Authenticate,
): void {
  const admitted = new WeakMap<FastifyRequest, Actor>();
  const limitOf = requestLimits(services.config.requestsPerMinute);
  for (const definition of routes) {
    const { path, method, permission, input, output, answers } = definition;
    const pathKeys = [...path.matchAll(/:(\w+)/g)].map((m) => m[1] as string);
    // A page's address may carry what others added to it, and a generated form its own fields.
    const object = answers === 'page' ? z.looseObject : z.strictObject;
    const pick = (keys: string[]) => object(Object.fromEntries(keys.map((k) => [k, input.shape[k]])) as z.ZodRawShape);
    for (const key of pathKeys)
      if (!input.shape[key]) throw new Error(`${method} ${path}: input lacks the path's ${key}`);
    const rest = pick(Object.keys(input.shape).filter((k) => !pathKeys.includes(k)));
    const { about } = permissionRow(permission);
    const inBody = method !== 'get' && method !== 'delete';
    // Before the body is read or the input looked at: whoever may not call learns nothing of what is asked.
    const admit = async (request: FastifyRequest): Promise<void> => {
      const { actor, csrfToken, withheld } = await authenticate(request);
      if (withheld && permission !== 'session.own' && permissionRow(permission).open !== 'public') {
        throw new Refusal('session.withheld', { withheld });
      }
      requirePermission(actor, permission);
      if (method !== 'get') requireSameOrigin(request, csrfToken, answers === 'page', services.config.publicUrl);
      // What the public hands in bears no account, even where a signed-in person sends it: an objector stays unnamed.
      const { address, requestId } = actor;
      admitted.set(request, permission === 'public.submit' ? { ...PUBLIC, address, requestId } : actor);
    };
    server.route({
      method,
      url: path,
      onRequest: [limitOf(permission), admit],
      schema: {
        summary: definition.summary,
        tags: [definition.tag],
        operationId: operationId(method, path),
        // Pages, and what a page links to, are no part of the interface.
        hide: !path.startsWith('/api/'),
        ...(definition.takes === 'upload' ? { consumes: ['multipart/form-data'] } : {}),
        ...(answers === 'file' ? { produces: ['application/octet-stream'] } : {}),
        ...(pathKeys.length ? { params: pick(pathKeys) } : {}),
        ...(inBody ? (definition.takes === 'upload' ? {} : { body: rest }) : { querystring: rest }),
        ...(answers === 'json' && output ? { response: { 200: output } } : {}),
      } as object,
      handler: async (request, reply) => {
        const actor = admitted.get(request);
        if (!actor) throw new Error('a request reached its handler without having been admitted');
        const isPageUpload = answers === 'page' && definition.takes === 'upload';
        const form = isPageUpload ? await readPageForm(request) : undefined;
        const given = {
          ...(request.params as object),
          ...((inBody ? (definition.takes === 'upload' ? {} : request.body) : request.query) as object),
          ...(form ? rest.parse(form.fields) : {}),
        } as Record<string, unknown>;
        const reach = async (tx: Tx): Promise<void> => {
          if (!about) return;
          const subject = await loaders[about](tx, given[`${about}Id`] as string);
          if (!subject) throw new Refusal('not-found');
          requirePermission(actor, permission, subject);
        };
        let received: readonly SavedMultipartFile[] = [];
        if (definition.takes === 'upload' && !form) {
          await services.database.read(reach);
          received = await receiveFiles(request, permission === 'public.submit');
        }
        const work = async (tx: Tx): Promise<unknown> => {
          await reach(tx);
          const files = filesOf(received);
          const uploads = form?.uploads ?? [];
          const context = { tx, actor, input: given as never, services, request, reply, files, uploads };
          const result = await definition.handle(context);
          if (definition.audited)
            await appendAuditEntry(tx, actor, `${permission} ${method} ${path}`, services.clock.now().toString());
          return result;
        };
        const { database } = services;
        const how = definition.audited ? database.transact : definition.readOnly ? database.readOnly : database.read;
        const result = await how(work);
        if (answers === 'page') return sendPage(reply, result as PageOutput);
        if (answers === 'file') return sendFile(reply, result as FileOutput);
        return reply.header('cache-control', 'no-store').send(result);
      },
    });
  }
}

/** Into temporary files that the response clears away: a slow sender holds no connection and no lock. */
async function receiveFiles(request: FastifyRequest, byPublic: boolean): Promise<readonly SavedMultipartFile[]> {
  return (await request.saveRequestFiles(byPublic ? { limits: PAGE_FORM_LIMITS } : {})).files;
}

async function* filesOf(received: readonly SavedMultipartFile[]): AsyncGenerator<UploadedFile> {
  for (const { fieldname, filename, fields, filepath } of received) {
    yield {
      fieldname,
      filename,
      fields,
      // Opened when it is asked for: one that nobody reads is never open.
      get file() {
        return createReadStream(filepath);
      },
      toBuffer: () => readFile(filepath),
    };
  }
}

export function operationId(method: string, path: string): string {
  return `${method}${path.replace(/^\/api/, '').replace(/[/:-]+(\w)/g, (_, letter: string) => letter.toUpperCase())}`;
}

/**
 * Cross-site request forgery. A JSON command carries the session's own token and never comes from another site.
 * A page's form carries no token and works without script: its browser must say that it comes from our own pages.
 */
function requireSameOrigin(
  request: FastifyRequest,
  csrfToken: string | null,
  isPageForm: boolean,
  publicUrl: string,
): void {
  const site = request.headers['sec-fetch-site'];
  const { origin } = request.headers;
  const isOwn = () => origin !== undefined && isOwnOrigin(origin, request.host, publicUrl);
  if (isPageForm) {
    if (!(site ? site === 'same-origin' : isOwn())) throw new Refusal('csrf');
    return;
  }
  if (site ? site !== 'same-origin' && site !== 'none' : origin && !isOwn()) throw new Refusal('csrf');
  if (csrfToken !== null && request.headers['x-csrf-token'] !== csrfToken) throw new Refusal('csrf');
}

/** Older browsers, and plain HTTP, send `Origin` only. */
function isOwnOrigin(origin: string, host: string, publicUrl: string): boolean {
  return URL.canParse(origin) && (new URL(origin).host === host || origin === new URL(publicUrl).origin);
}

function sendPage(reply: FastifyReply, page: PageOutput): FastifyReply {
  if (page.redirect) return reply.redirect(page.redirect, 303);
  return reply
    .status(page.status ?? 200)
    .type(HTML)
    .send(page.html);
}

/** Never rendered inline: downloaded under its own name. */
function sendFile(reply: FastifyReply, file: FileOutput): FastifyReply {
  return reply
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`)
    .header('content-security-policy', "default-src 'none'; sandbox")
    .type(file.mediaType)
    .send(file.body);
}
