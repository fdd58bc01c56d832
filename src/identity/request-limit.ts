import type { FastifyReply, FastifyRequest } from 'fastify';
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import { Refusal } from '../kernel/refusal.ts';
import type { Permission } from './access.ts';

/** Of 600 requests a minute, 20 may be public submissions (objections, reports of a problem). */
const SUBMISSIONS_SHARE = 1 / 30;

export type RequestLimit = (request: FastifyRequest, reply: FastifyReply) => Promise<void>;

/**
 * Limits requests of one address in this process; a proxy in front of several processes limits the whole.
 *
 * @param perMinute 0: no limit
 */
export function requestLimits(perMinute: number): (permission: Permission) => RequestLimit {
  const limiter = (points: number) => new RateLimiterMemory({ points: Math.max(1, Math.round(points)), duration: 60 });
  const requests = limiter(perMinute);
  const submissions = limiter(perMinute * SUBMISSIONS_SHARE);
  return (permission) => async (request, reply) => {
    if (perMinute === 0) return;
    try {
      await requests.consume(request.ip);
      if (permission === 'public.submit') await submissions.consume(request.ip);
    } catch (reason) {
      if (reason instanceof Error) throw reason;
      const seconds = Math.max(1, Math.ceil((reason as RateLimiterRes).msBeforeNext / 1000));
      void reply.header('retry-after', seconds);
      throw new Refusal('too-many-requests', { seconds });
    }
  };
}
