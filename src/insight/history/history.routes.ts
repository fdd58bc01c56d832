import { territoryOf } from '../../identity/access.ts';
import { type Route, route } from '../../identity/route.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { Day } from '../../kernel/day.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Tx } from '../../platform/db/database.ts';
import { FILE_TYPES } from '../../platform/files/file-type.ts';
import { territoryName } from '../district/report.store.ts';
import {
  gradesInput,
  gradesView,
  type HistoryView,
  historyInput,
  historyView,
  livesInput,
  livesView,
  rectificationsInput,
  rectificationsView,
  survivalView,
} from './history.contract.ts';
import { historyWorkbook } from './history.excel.ts';
import {
  cohorts,
  gradesByYear,
  gradesOf,
  livesOf,
  movesByYear,
  packNames,
  rectificationsOf,
  rectifiedByYear,
  type Whose,
} from './history.store.ts';

const tag = '统计';

const inTurn = (one: string, other: string) => Number(one > other) - Number(one < other);

async function historyOf(tx: Tx, path: string, on: Day): Promise<HistoryView> {
  const [grades, moves] = [await gradesByYear(tx, path, on), await movesByYear(tx, path, on)];
  const names = await packNames(
    tx,
    grades.map(({ packId }) => packId),
  );
  const place = (packId: string, grade: string) => names(packId).place(grade);
  return {
    territory: await territoryName(tx, path),
    on,
    lives: {
      teams: await cohorts(tx, 'teams', { path }, on),
      companies: await cohorts(tx, 'companies', { path }, on),
      designations: await cohorts(tx, 'designations', { path }, on),
    },
    grades: grades
      .map((row) => {
        const { title, grade } = names(row.packId);
        return { ...row, packTitle: title, label: grade(row.grade) };
      })
      .sort(
        (a, b) => inTurn(a.packId, b.packId) || a.year - b.year || place(a.packId, a.grade) - place(b.packId, b.grade),
      ),
    moves: moves
      .map((row) => {
        const { title, grade } = names(row.packId);
        return { ...row, packTitle: title, wasLabel: grade(row.was), becameLabel: grade(row.became) };
      })
      .sort(
        (a, b) =>
          inTurn(a.packId, b.packId) ||
          a.year - b.year ||
          place(a.packId, a.was) - place(b.packId, b.was) ||
          place(a.packId, a.became) - place(b.packId, b.became),
      ),
    rectifications: await rectifiedByYear(tx, path, on),
  };
}

/** The operator acted for. */
function ownOf({ organisationId }: Actor): Whose {
  if (organisationId === null) throw new Refusal('not-permitted');
  return { operatorId: organisationId };
}

export const historyRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/history',
    permission: 'statistics.read',
    summary: '按起始年份的存续和整改成效',
    tag,
    input: historyInput,
    output: historyView,
    handle: ({ tx, actor, input, services }) => historyOf(tx, territoryOf(actor), input.on ?? services.clock.today()),
  }),
  route({
    method: 'get',
    path: '/api/history.xlsx',
    permission: 'statistics.read',
    summary: '历史分析(Excel)',
    tag,
    input: historyInput,
    answers: 'file',
    handle: async ({ tx, actor, input, services }) => {
      const on = input.on ?? services.clock.today();
      return {
        name: `历史分析-${on}.xlsx`,
        mediaType: FILE_TYPES.xlsx.mime,
        body: await historyWorkbook(await historyOf(tx, territoryOf(actor), on), services.clock.now()),
      };
    },
  }),
  route({
    method: 'get',
    path: '/api/history/lives',
    permission: 'statistics.read',
    summary: '一个存续数字由哪些记录计得',
    tag,
    input: livesInput,
    output: livesView,
    handle: ({ tx, actor, input: { on, ...of }, services }) =>
      livesOf(tx, { ...of, whose: { path: territoryOf(actor) }, on: on ?? services.clock.today() }),
  }),
  route({
    method: 'get',
    path: '/api/survival',
    permission: 'survival.own',
    summary: '在本机构载体孵化过的团队的存续',
    tag,
    input: historyInput,
    output: survivalView,
    handle: async ({ tx, actor, input, services }) => {
      const on = input.on ?? services.clock.today();
      return { on, rows: await cohorts(tx, 'teams', ownOf(actor), on) };
    },
  }),
  route({
    method: 'get',
    path: '/api/survival/lives',
    permission: 'survival.own',
    summary: '一个存续数字是哪些团队',
    tag,
    input: livesInput.omit({ life: true }),
    output: livesView,
    handle: ({ tx, actor, input: { on, ...of }, services }) =>
      livesOf(tx, { ...of, life: 'teams', whose: ownOf(actor), on: on ?? services.clock.today() }),
  }),
  route({
    method: 'get',
    path: '/api/history/grades',
    permission: 'statistics.read',
    summary: '一个等次数字是哪些载体',
    tag,
    input: gradesInput,
    output: gradesView,
    handle: ({ tx, actor, input: { on, ...of }, services }) =>
      gradesOf(tx, { ...of, path: territoryOf(actor), on: on ?? services.clock.today() }),
  }),
  route({
    method: 'get',
    path: '/api/history/rectifications',
    permission: 'statistics.read',
    summary: '一个整改数字由哪些办件计得',
    tag,
    input: rectificationsInput,
    output: rectificationsView,
    handle: ({ tx, actor, input: { on, ...of }, services }) =>
      rectificationsOf(tx, { ...of, path: territoryOf(actor), on: on ?? services.clock.today() }),
  }),
];
