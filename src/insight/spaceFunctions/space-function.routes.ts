import { type Route, route } from '../../identity/route.ts';
import { functionRecordsInput, functionRecordsView, functionsInput, functionsView } from './space-function.contract.ts';
import { functionRecords, spaceFunctions } from './space-function.store.ts';
import { sourceOf } from './space-function.ts';

const tag = '载体';

export const spaceFunctionRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/carriers/:carrierId/functions',
    permission: 'carrier.read',
    summary: '八项功能各由多少记录体现',
    tag,
    input: functionsInput,
    output: functionsView,
    handle: async ({ tx, input, services }) => {
      const on = services.clock.today();
      const rows = await spaceFunctions(tx, input.carrierId, on);
      return { on, rows: rows.map((row) => ({ ...row, fn: sourceOf(row.line).fn })) };
    },
  }),
  route({
    method: 'get',
    path: '/api/carriers/:carrierId/functions/:line/records',
    permission: 'carrier.read',
    summary: '一项功能的数字由哪些记录计得',
    tag,
    input: functionRecordsInput,
    output: functionRecordsView,
    handle: ({ tx, input: { carrierId, line, ...asked }, services }) =>
      functionRecords(tx, carrierId, line, services.clock.today(), asked),
  }),
];
