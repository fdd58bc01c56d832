import { z } from 'zod';
import type { Role } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { sqlRows } from '../../platform/db/database.ts';
import { type Route, route } from '../route.ts';
import { describeSession, rolesView } from '../sessions/session.actions.ts';
import { demoAccountsView, sessionView } from '../sessions/session.contract.ts';
import { setSessionCookie } from '../sessions/session.routes.ts';
import { closeSession } from '../sessions/session.store.ts';
import { tokenOf } from '../sessions/session.ts';
import { enter } from '../sign-in/sign-in.actions.ts';
import { DEMO_PASSWORD } from './demo-people.ts';

const tag = '演示';

/** Mounted in demo mode only; elsewhere these addresses are not found. */
export const demoRoutes: Route[] = [
  route({
    method: 'get',
    path: '/api/session/demo',
    permission: 'public.read',
    summary: '演示账号列表',
    tag,
    input: z.object({}),
    output: demoAccountsView,
    handle: async ({ tx, services }) => {
      const rows = await sqlRows<{
        id: string;
        name: string;
        account: string;
        organisations: { id: string; name: string; roles: Role[] }[];
      }>(
        tx,
        `select p.id, p.name, p.account, json_agg(json_build_object('id', h.id, 'name', h.name, 'roles', h.roles) order by h.name) organisations
         from person p join lateral (
           select o.id, o.name, json_agg(m.role order by m.role) roles from membership m
           join organisation o on o.id = m.organisation_id
           where m.person_id = p.id and m.valid_from <= $1 and (m.valid_to is null or m.valid_to >= $1)
           group by o.id
         ) h on true
         where p.is_demo and p.state = 'active' group by p.id order by p.created_at, p.id`,
        [services.clock.today()],
      );
      const shown = rows.map(({ organisations, ...person }) => ({
        ...person,
        organisations: organisations.map(({ id, name, roles }) => ({ id, name, roles: rolesView(roles) })),
      }));
      return { rows: shown, password: DEMO_PASSWORD };
    },
  }),
  route({
    method: 'post',
    path: '/api/session/demo',
    permission: 'session.open',
    summary: '一键切换演示账号',
    tag,
    input: z.object({ personId: z.uuid() }),
    output: sessionView,
    audited: false, // the new session's own entry tells it
    handle: async ({ tx, services, request, reply, input }) => {
      const person = await tx
        .selectFrom('person')
        .select(['id', 'name'])
        .where('id', '=', input.personId)
        .where('is_demo', '=', true)
        .where('state', '=', 'active')
        .executeTakeFirst();
      if (!person) throw new Refusal('not-found');
      const before = tokenOf(request, services.config);
      if (before) await closeSession(tx, before);
      const { token } = await enter(services, person, request, { secondFactor: false, by: 'demo' });
      setSessionCookie(reply, services, token);
      return describeSession(services, token);
    },
  }),
];
