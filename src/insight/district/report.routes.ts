import { territoryOf } from '../../identity/access.ts';
import { type Route, route } from '../../identity/route.ts';
import { INDICATOR_KEYS, INDICATORS, type Indicator } from './indicators.ts';
import { reportInput, reportRecordsInput, reportRecordsView, reportView } from './report.contract.ts';
import { citedOf, countAll, newestCited, recordsOf, territoryName } from './report.store.ts';

const tag = '统计';

export const reportRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/territory-report',
    permission: 'statistics.read',
    summary: '本区域众创空间主要指标，逐项由记录计得，与公开报告对照',
    tag,
    input: reportInput,
    output: reportView,
    handle: async ({ tx, actor, services, input }) => {
      const path = territoryOf(actor);
      const on = input.on ?? (await newestCited(tx, path)) ?? services.clock.today();
      const [counted, cited] = [await countAll(tx, INDICATORS, path, on), await citedOf(tx, path)];
      const rows = INDICATOR_KEYS.map((key) => {
        const { zh, en, unit, cited: name }: Indicator = INDICATORS[key];
        const found = counted.get(key);
        const value = found && found.records > 0 ? found.value : null;
        const said = (name && cited.get(name)) || null;
        const comparable = said !== null && said.asOf === on && value !== null;
        const agrees = comparable ? (said.bound === 'exact' ? value === said.value : value >= said.value) : null;
        return {
          key,
          zh,
          en,
          unit,
          counted: value,
          records: found?.records ?? 0,
          examples: found?.examples ?? 0,
          cited: said,
          agrees,
        };
      });
      return { territory: await territoryName(tx, path), on, rows };
    },
  }),
  route({
    method: 'get',
    path: '/api/territory-report/:indicator/records',
    permission: 'statistics.read',
    summary: '一项指标由哪些记录计得',
    tag,
    input: reportRecordsInput,
    output: reportRecordsView,
    handle: ({ tx, actor, input }) => recordsOf(tx, INDICATORS[input.indicator], territoryOf(actor), input.on, input),
  }),
];
