import type { FieldRefusal, RefusalBody } from '../../src/kernel/refusal.ts';

/** What the server said instead of an answer. `requestId` finds the log line of an unexpected fault. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly en: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly fields: readonly FieldRefusal[];
  readonly requestId: string | null;

  constructor(status: number, body: Partial<RefusalBody> & { requestId?: string }) {
    super(body.message ?? (status === 0 ? '网络连接中断，请检查网络后重试' : '系统出现意外错误，已记录'));
    this.name = 'ApiError';
    this.status = status;
    this.code = body.code ?? (status === 0 ? 'offline' : 'fault');
    this.en =
      body.en ?? (status === 0 ? 'The network is away; please try again' : 'An unexpected fault; it has been logged');
    this.details = body.details ?? {};
    this.fields = body.fields ?? [];
    this.requestId = body.requestId ?? null;
  }
}

let csrfToken: string | null = null;
export function rememberCsrfToken(token: string | null): void {
  csrfToken = token;
}

export type Query = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** `/api/tasks?page=2`; entries that are empty are left out. */
export function withQuery(path: string, query: Query = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== '');
  if (given.length === 0) return path;
  return `${path}?${new URLSearchParams(given.map(([key, value]) => [key, String(value)]))}`;
}

async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
  const isForm = body instanceof FormData;
  const headers: Record<string, string> = { accept: 'application/json' };
  if (body !== undefined && !isForm) headers['content-type'] = 'application/json';
  if (method !== 'GET' && csrfToken) headers['x-csrf-token'] = csrfToken;
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers,
      credentials: 'same-origin',
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
    });
  } catch {
    throw new ApiError(0, {});
  }
  if (!response.ok) {
    const told = await response.json().catch(() => ({}));
    const requestId = response.headers.get('x-request-id') ?? undefined;
    throw new ApiError(response.status, { requestId, ...told });
  }
  return (await response.json().catch(() => null)) as T;
}

/** Types come from the contracts; what arrives was parsed by the same schema on its way out of the server. */
export const api = {
  get: <T>(path: string, query?: Query) => call<T>('GET', withQuery(path, query)),
  post: <T>(path: string, body: unknown = {}) => call<T>('POST', path, body),
  put: <T>(path: string, body: unknown = {}) => call<T>('PUT', path, body),
  patch: <T>(path: string, body: unknown = {}) => call<T>('PATCH', path, body),
  delete: <T>(path: string, query?: Query) => call<T>('DELETE', withQuery(path, query)),
  upload: <T>(path: string, files: Iterable<File>) => {
    const form = new FormData();
    for (const file of files) form.append('file', file, file.name);
    return call<T>('POST', path, form);
  },
};
