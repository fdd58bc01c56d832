import { PUBLIC } from '../../kernel/actor.ts';
import type { Services } from '../../platform/services.ts';
import type { Authenticate } from '../route.ts';
import { findSession, noteSeen } from './session.store.ts';
import { actorOf, tokenOf, withholding } from './session.ts';

/** Who sends the request: the person of the session's cookie, or the public. */
export function authenticate(services: Services): Authenticate {
  return async (request) => {
    const token = tokenOf(request, services.config);
    const row = token ? await findSession(services, token) : undefined;
    if (!token || !row) {
      return { actor: { ...PUBLIC, address: request.ip, requestId: request.id }, csrfToken: null, withheld: null };
    }
    await noteSeen(services, token, row);
    return {
      actor: actorOf(row, services.config, request),
      csrfToken: row.csrf_token,
      withheld: withholding(row, services.config),
    };
  };
}
