import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Refusal } from '../../kernel/refusal.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import type { Services } from '../../platform/services.ts';
import { type Route, route } from '../route.ts';
import { changePassword, confirmEnrolment, enrol, stepUp } from '../sign-in/credentials.actions.ts';
import type { Lockout } from '../sign-in/lockout.ts';
import { signIn } from '../sign-in/sign-in.actions.ts';
import { actFor, describeSession } from './session.actions.ts';
import {
  changePasswordInput,
  chooseOrganisationInput,
  codeInput,
  enrolmentView,
  sessionView,
  signInInput,
} from './session.contract.ts';
import { closeSession } from './session.store.ts';
import { cookieName, cookieOptions, tokenOf } from './session.ts';

const nothing = z.object({});
const done = z.object({ done: z.literal(true) });
const DONE = { done: true } as const;
const tag = '会话';

export function setSessionCookie(reply: FastifyReply, { config }: Services, token: string): void {
  void reply.setCookie(cookieName(config), token, cookieOptions(config));
}

export function clearSessionCookie(reply: FastifyReply, { config }: Services): void {
  void reply.clearCookie(cookieName(config), cookieOptions(config));
}

/** The token of a request that `authenticate` has let through. */
export function ownToken(request: FastifyRequest, { config }: Services): string {
  const token = tokenOf(request, config);
  if (!token) throw new Refusal('not-signed-in');
  return token;
}

export function sessionRoutes(lockout: Lockout): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/session',
      permission: 'public.read',
      summary: '当前会话: 本人、所代表的机构、角色与可用权限',
      tag,
      input: nothing,
      output: sessionView,
      handle: ({ services, request }) => describeSession(services, tokenOf(request, services.config)),
    }),
    route({
      method: 'post',
      path: '/api/session/sign-in',
      permission: 'session.open',
      summary: '账号密码登录',
      tag,
      input: signInInput,
      output: sessionView,
      audited: false, // audits itself: a refused attempt leaves an entry too
      handle: async ({ services, request, reply, input }) => {
        const { token } = await signIn(services, lockout, input, request);
        setSessionCookie(reply, services, token);
        return describeSession(services, token);
      },
    }),
    route({
      method: 'post',
      path: '/api/session/sign-out',
      permission: 'session.own',
      summary: '退出登录',
      tag,
      input: nothing,
      output: done,
      handle: async ({ tx, actor, services, request, reply }) => {
        await closeSession(tx, ownToken(request, services));
        recordChange(tx, { kind: 'person', id: actor.personId ?? '', after: { signedOut: true } });
        clearSessionCookie(reply, services);
        return DONE;
      },
    }),
    route({
      method: 'post',
      path: '/api/session/organisation',
      permission: 'session.own',
      summary: '切换所代表的机构',
      tag,
      input: chooseOrganisationInput,
      output: done,
      handle: async ({ tx, actor, services, request, input }) => {
        await actFor(tx, services, actor.personId ?? '', ownToken(request, services), input.organisationId);
        return DONE;
      },
    }),
    route({
      method: 'post',
      path: '/api/session/password',
      permission: 'session.own',
      summary: '修改本人密码',
      tag,
      input: changePasswordInput,
      output: done,
      audited: false, // a wrong current password is counted although it is refused
      handle: async ({ actor, services, request, input }) => {
        await changePassword(services, lockout, actor, ownToken(request, services), input);
        return DONE;
      },
    }),
    route({
      method: 'post',
      path: '/api/session/second-factor/enrol',
      permission: 'session.own',
      summary: '启用动态口令: 生成密钥',
      tag,
      input: nothing,
      output: enrolmentView,
      handle: ({ tx, actor, services }) => enrol(tx, services, actor),
    }),
    route({
      method: 'post',
      path: '/api/session/second-factor/confirm',
      permission: 'session.own',
      summary: '启用动态口令: 输入首个口令确认',
      tag,
      input: codeInput,
      output: done,
      handle: async ({ tx, actor, services, request, input }) => {
        await confirmEnrolment(tx, services, actor, ownToken(request, services), input.code);
        return DONE;
      },
    }),
    route({
      method: 'post',
      path: '/api/session/second-factor',
      permission: 'session.own',
      summary: '输入动态口令',
      tag,
      input: codeInput,
      output: done,
      audited: false, // a wrong code is counted although it is refused
      handle: async ({ actor, services, request, input }) => {
        await stepUp(services, lockout, actor, ownToken(request, services), input.code);
        return DONE;
      },
    }),
  ];
}
