import { z } from 'zod';
import { type Route, route } from '../route.ts';
import { addYears, listYears } from './calendar.actions.ts';
import { calendarView, importedView, importInput, yearInput } from './calendar.contract.ts';

const tag = '工作日历';
const permission = 'platform.operate';

export const calendarRoutes: Route[] = [
  route({
    method: 'get',
    path: '/api/working-calendar',
    permission: 'public.read',
    summary: '各年度节假日与调休安排',
    tag,
    input: z.object({}),
    output: calendarView,
    handle: ({ tx }) => listYears(tx),
  }),
  route({
    method: 'put',
    path: '/api/working-calendar/:year',
    permission,
    summary: '录入或更正一个年度的安排',
    tag,
    input: yearInput,
    output: importedView,
    handle: async ({ tx, services, actor, input }) => {
      await addYears(tx, services, actor, [input]);
      return { years: [input.year] };
    },
  }),
  route({
    method: 'post',
    path: '/api/working-calendar/import',
    permission,
    summary: '导入若干年度的安排',
    tag,
    input: importInput,
    output: importedView,
    handle: async ({ tx, services, actor, input }) => {
      await addYears(tx, services, actor, input.years);
      return { years: input.years.map(({ year }) => year) };
    },
  }),
];
