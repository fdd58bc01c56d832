import { type APIRequestContext, request } from '@playwright/test';
import type { Send } from '../src/effects/evaluation.given.ts';

interface Signed {
  readonly context: APIRequestContext;
  readonly token: string;
}

/** Everyone of the cast by the API, each with a session of their own. */
export function sender(url: string): {
  send: Send;
  accountOf: (id: string) => string | undefined;
  close: () => Promise<void>;
} {
  const people = new Map<string, string>();
  const open = new Map<string, Signed>();
  const enter = async (who: string): Promise<Signed> => {
    const known = open.get(who);
    if (known) return known;
    const context = await request.newContext({ baseURL: url, extraHTTPHeaders: { accept: 'application/json' } });
    if (people.size === 0) {
      const { rows } = await (await context.get('/api/session/demo')).json();
      for (const { account, id } of rows) people.set(account, id);
    }
    const answer = await context.post('/api/session/demo', { data: { personId: people.get(who) } });
    if (answer.status() !== 200) throw new Error(`${who}: ${answer.status()}`);
    const signed = { context, token: (await answer.json()).csrfToken };
    open.set(who, signed);
    return signed;
  };
  return {
    async send(who, method, path, body) {
      const { context, token } = await enter(who);
      const answer = await context.fetch(path, {
        method,
        headers: { 'x-csrf-token': token },
        ...(method === 'get' ? {} : body instanceof FormData ? { multipart: body } : { data: body ?? {} }),
      });
      const text = await answer.text();
      if (answer.status() !== 200) throw new Error(`${method} ${path}: ${answer.status()} ${text.slice(0, 600)}`);
      return JSON.parse(text);
    },
    accountOf: (id) => [...people].find(([, personId]) => personId === id)?.[0],
    close: async () => {
      for (const { context } of open.values()) await context.dispose();
    },
  };
}
