import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { openSession } from './identity/sessions/session.store.ts';
import { cookieName } from './identity/sessions/session.ts';
import type { App } from './main.ts';

export interface TestClient {
  get(url: string, options?: InjectOptions): Promise<LightMyRequestResponse>;
  post(url: string, body?: object, options?: InjectOptions): Promise<LightMyRequestResponse>;
  put(url: string, body?: object, options?: InjectOptions): Promise<LightMyRequestResponse>;
  patch(url: string, body?: object, options?: InjectOptions): Promise<LightMyRequestResponse>;
  delete(url: string, options?: InjectOptions): Promise<LightMyRequestResponse>;
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

function client(app: App, headers: () => Promise<Record<string, string>>): TestClient {
  const call = async (method: Method, url: string, body?: object, options: InjectOptions = {}) =>
    app.server.inject({
      method,
      url,
      ...(body ? { payload: body } : {}),
      ...options,
      headers: { 'sec-fetch-site': 'same-origin', ...(await headers()), ...options.headers },
    });
  return {
    get: (url, options) => call('GET', url, undefined, options),
    post: (url, body = {}, options) => call('POST', url, body, options),
    put: (url, body = {}, options) => call('PUT', url, body, options),
    patch: (url, body = {}, options) => call('PATCH', url, body, options),
    delete: (url, options) => call('DELETE', url, undefined, options),
  };
}

/** A browser in which nobody is signed in. */
export function publicClient(app: App): TestClient {
  return client(app, async () => ({}));
}

/** A browser in which the person is signed in; after the clock has travelled past the session's end, signed in anew. */
export function clientOf(app: App, personId: string, organisationId?: string): TestClient {
  const { config, clock, database } = app.services;
  let open: { at: number; headers: Record<string, string> } | undefined;
  return client(app, async () => {
    const now = clock.now().epochMilliseconds;
    if (open && Math.abs(now - open.at) < 10 * 60_000) return open.headers;
    const { token, csrfToken } = await database.transact((tx) =>
      openSession(tx, clock, { personId, organisationId, secondFactor: true, address: '127.0.0.1' }),
    );
    open = { at: now, headers: { cookie: `${cookieName(config)}=${token}`, 'x-csrf-token': csrfToken } };
    return open.headers;
  });
}
