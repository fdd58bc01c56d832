import { z } from 'zod';
import { listRoutes } from '../../identity/list-route.ts';
import { type Route, route } from '../../identity/route.ts';
import type { Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { sqlRows } from '../../platform/db/database.ts';
import type { Services } from '../../platform/services.ts';
import {
  confirmSession,
  linkAccount,
  matchMentors,
  paySettlement,
  requestSession,
  setAbsences,
  setHours,
  settleMonth,
  takeMentoringStep,
  viewWeek,
  writeNotes,
} from './mentoring.actions.ts';
import {
  carrierMentors,
  confirmSessionInput,
  linkAccountInput,
  listSessionsInput,
  matchedMentors,
  mentorHoursView,
  mentoringStepInput,
  mentorWeekInput,
  mentorWeekView,
  oneMentorInput,
  oneSessionInput,
  ownMentorships,
  payInput,
  requestSessionInput,
  type SessionView,
  sessionNotesInput,
  sessionPage,
  sessionView,
  setHoursInput,
  settleInput,
  settlementList,
  settlementView,
} from './mentoring.contract.ts';
import { SESSIONS } from './mentoring.excel.ts';
import {
  absencesOf,
  findMentor,
  findSession,
  hoursOfCalendar,
  listSessions,
  type MentorRow,
  qualityOf,
  type SessionRow,
  settlementsOf,
} from './mentoring.store.ts';
import type { Side } from './mentoring.ts';

const tag = '创业导师';

const known = <T>(row: T | undefined): T => {
  if (!row) throw new Refusal('not-found');
  return row;
};

/** A private note is the mentor's; what a side gave of the other is not shown to the other. */
function viewFor(actor: Actor, { clock }: Pick<Services, 'clock'>, row: SessionRow): SessionView {
  const { settlementId, hourFeeFen, mentorPersonId, teamOrganisationId, ...rest } = row;
  const isMentor = actor.personId !== null && actor.personId === mentorPersonId;
  const isTeam = teamOrganisationId !== null && actor.organisationId === teamOrganisationId;
  const isSpace = !isMentor && !isTeam;
  const sides: Side[] = [];
  if (isTeam || (isSpace && teamOrganisationId === null)) sides.push('team');
  if (isMentor || (isSpace && mentorPersonId === null)) sides.push('mentor');
  return {
    ...rest,
    privateNote: isMentor ? row.privateNote : null,
    teamRating: isMentor ? null : row.teamRating,
    teamRemark: isMentor ? null : row.teamRemark,
    mentorRating: isTeam ? null : row.mentorRating,
    mentorRemark: isTeam ? null : row.mentorRemark,
    settled: settlementId !== null,
    begun: Temporal.Instant.compare(Temporal.Instant.from(row.startsAt), clock.now()) <= 0,
    sides,
  };
}

export const mentoringRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/teams/:teamId/mentors',
    permission: 'team.read',
    summary: '团队可约的导师，附匹配理由',
    tag,
    input: z.object({ teamId: z.uuid() }),
    output: matchedMentors,
    handle: async ({ tx, input, services }) => ({ rows: await matchMentors(tx, services, input.teamId) }),
  }),
  route({
    method: 'post',
    path: '/api/teams/:teamId/mentoring-sessions',
    permission: 'team.keep',
    summary: '预约导师',
    tag,
    input: requestSessionInput,
    output: sessionView,
    handle: async ({ tx, actor, input, services }) =>
      viewFor(actor, services, await requestSession(tx, { actor, clock: services.clock }, input.teamId, input)),
  }),
  ...listRoutes(
    {
      method: 'get',
      path: '/api/mentoring-sessions',
      permission: 'mentoring.list',
      summary: '辅导记录',
      tag,
      input: listSessionsInput,
      output: sessionPage,
      handle: async ({ tx, actor, input, services }) => {
        const found = await listSessions(tx, actor, 'mentoring.list', input);
        return { ...found, rows: found.rows.map((row) => viewFor(actor, services, row)) };
      },
    },
    SESSIONS,
  ),
  route({
    method: 'get',
    path: '/api/mentoring-sessions/:mentoringId',
    permission: 'mentoring.read',
    summary: '一次辅导',
    tag,
    input: oneSessionInput,
    output: sessionView,
    handle: async ({ tx, actor, input, services }) =>
      viewFor(actor, services, known(await findSession(tx, input.mentoringId))),
  }),
  route({
    method: 'post',
    path: '/api/mentoring-sessions/:mentoringId/steps/:step',
    permission: 'mentoring.act',
    summary: '接受、不接受、取消或记为未到场',
    tag,
    input: mentoringStepInput,
    output: sessionView,
    handle: async ({ tx, actor, input, services }) => {
      const { mentoringId, step, version, reason } = input;
      const doer = { actor, clock: services.clock };
      const given = { version, reason: reason || null };
      return viewFor(actor, services, await takeMentoringStep(tx, doer, mentoringId, step, given));
    },
  }),
  route({
    method: 'post',
    path: '/api/mentoring-sessions/:mentoringId/confirmation',
    permission: 'mentoring.act',
    summary: '确认已辅导并评价',
    tag,
    input: confirmSessionInput,
    output: sessionView,
    handle: async ({ tx, actor, input, services }) => {
      const said = { ...input, remark: input.remark || null };
      return viewFor(
        actor,
        services,
        await confirmSession(tx, { actor, clock: services.clock }, input.mentoringId, said),
      );
    },
  }),
  route({
    method: 'put',
    path: '/api/mentoring-sessions/:mentoringId/notes',
    permission: 'mentoring.act',
    summary: '辅导笔记：共享的和导师自己的',
    tag,
    input: sessionNotesInput,
    output: sessionView,
    handle: async ({ tx, actor, input, services }) =>
      viewFor(actor, services, await writeNotes(tx, { actor, clock: services.clock }, input.mentoringId, input)),
  }),
  route({
    method: 'get',
    path: '/api/me/mentorships',
    permission: 'mentoring.list',
    summary: '本人担任导师的载体',
    tag,
    input: z.object({}),
    output: ownMentorships,
    handle: async ({ tx, actor }) => ({
      rows: await sqlRows<z.input<typeof ownMentorships>['rows'][number]>(
        tx,
        `select m.id as "mentorId", m.name, c.name as "carrierName" from mentor m join carrier c on c.id = m.carrier_id
         where m.person_id = $1 order by c.name_sort, m.id`,
        [actor.personId],
      ),
    }),
  }),
  route({
    method: 'get',
    path: '/api/mentors/:mentorId/hours',
    permission: 'mentor.hours',
    summary: '导师的可约时间',
    tag,
    input: oneMentorInput,
    output: mentorHoursView,
    handle: async ({ tx, input, services }) => {
      const mentor = known(await findMentor(tx, input.mentorId));
      return {
        name: mentor.name,
        hours: await hoursOfCalendar(tx, mentor.calendarId),
        absences: await absencesOf(tx, mentor.calendarId, services.clock.today()),
      };
    },
  }),
  route({
    method: 'get',
    path: '/api/mentors/:mentorId/week',
    permission: 'mentor.hours',
    summary: '导师一周的日历：可约时间、不在的日期和各载体的辅导',
    tag,
    input: mentorWeekInput,
    output: mentorWeekView,
    handle: async ({ tx, actor, input }) =>
      viewWeek(tx, actor, known(await findMentor(tx, input.mentorId)), input.from),
  }),
  route({
    method: 'put',
    path: '/api/mentors/:mentorId/hours',
    permission: 'mentor.hours',
    summary: '公布导师的可约时间和不在的日期',
    tag,
    input: setHoursInput,
    output: z.object({}),
    handle: async ({ tx, actor, input, services }) => {
      const mentor = known(await findMentor(tx, input.mentorId));
      requireOwnCalendar(actor, mentor);
      await setHours(tx, mentor, input.hours);
      if (input.absences) await setAbsences(tx, services, mentor, input.absences);
      return {};
    },
  }),
  route({
    method: 'put',
    path: '/api/mentors/:mentorId/account',
    permission: 'mentor.manage',
    summary: '关联导师账号',
    tag,
    input: linkAccountInput,
    output: z.object({}),
    handle: async ({ tx, actor, input, services }) => {
      const mentor = known(await findMentor(tx, input.mentorId));
      await linkAccount(tx, { actor, clock: services.clock }, mentor, input.account || null);
      return {};
    },
  }),
  route({
    method: 'post',
    path: '/api/mentors/:mentorId/settlements',
    permission: 'mentor.manage',
    summary: '结算导师某月课时',
    tag,
    input: settleInput,
    output: z.object({}),
    handle: async ({ tx, actor, input, services }) => {
      const mentor = known(await findMentor(tx, input.mentorId));
      await settleMonth(tx, { actor, clock: services.clock }, mentor, input.month);
      return {};
    },
  }),
  route({
    method: 'get',
    path: '/api/carriers/:carrierId/mentors',
    permission: 'carrier.read',
    summary: '载体的导师与辅导质量',
    tag,
    input: z.object({ carrierId: z.uuid() }),
    output: carrierMentors,
    handle: async ({ tx, input, services }) => ({
      rows: await qualityOf(tx, input.carrierId, services.clock.today()),
    }),
  }),
  route({
    method: 'get',
    path: '/api/carriers/:carrierId/mentor-settlements',
    permission: 'carrier.read',
    summary: '导师课时结算',
    tag,
    input: z.object({ carrierId: z.uuid() }),
    output: settlementList,
    handle: async ({ tx, input }) => ({ rows: await settlementsOf(tx, input.carrierId) }),
  }),
  route({
    method: 'post',
    path: '/api/carriers/:carrierId/mentor-settlements/:settlementId/payment',
    permission: 'carrier.edit',
    summary: '登记酬金已支付',
    tag,
    input: payInput,
    output: settlementView,
    handle: ({ tx, actor, input, services }) =>
      paySettlement(tx, { actor, clock: services.clock }, input.carrierId, input.settlementId, input.paidOn),
  }),
];

/** The calendar of a mentor with an account is the mentor's own. */
function requireOwnCalendar(actor: Actor, mentor: MentorRow): void {
  if (mentor.personId !== null && actor.personId !== mentor.personId) throw new Refusal('mentoring.not-your-side');
}
