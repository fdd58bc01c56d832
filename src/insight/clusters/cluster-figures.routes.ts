import { type Route, route } from '../../identity/route.ts';
import { recordsOf } from '../district/report.store.ts';
import { figureRecordsInput, figureRecordsView, figuresInput, figuresView } from './cluster-figures.contract.ts';
import { clusterFigures } from './cluster-figures.store.ts';
import { CLUSTER_FIGURES } from './cluster-figures.ts';

const tag = '集聚区';

export const clusterFigureRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/carriers/:carrierId/cluster-figures',
    permission: 'carrier.read',
    summary: '集聚区某日的各项数字',
    tag,
    input: figuresInput,
    output: figuresView,
    handle: async ({ tx, input, services }) => {
      const on = input.on ?? services.clock.today();
      return { on, rows: await clusterFigures(tx, input.carrierId, on) };
    },
  }),
  route({
    method: 'get',
    path: '/api/carriers/:carrierId/cluster-figures/:figure/records',
    permission: 'carrier.read',
    summary: '集聚区一项数字由哪些记录计得',
    tag,
    input: figureRecordsInput,
    output: figureRecordsView,
    handle: ({ tx, input }) => recordsOf(tx, CLUSTER_FIGURES[input.figure], input.carrierId, input.on, input),
  }),
];
