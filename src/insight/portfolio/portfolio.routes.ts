import { territoryOf } from '../../identity/access.ts';
import { type Route, route } from '../../identity/route.ts';
import type { Day } from '../../kernel/day.ts';
import type { Tx } from '../../platform/db/database.ts';
import { FILE_TYPES } from '../../platform/files/file-type.ts';
import { territoryName } from '../district/report.store.ts';
import {
  type PortfolioView,
  portfolioInput,
  portfolioTenantsInput,
  portfolioTenantsView,
  portfolioView,
} from './portfolio.contract.ts';
import { portfolioWorkbook } from './portfolio.excel.ts';
import { MOST_SPACES, portfolioSpaces, portfolioTenants } from './portfolio.store.ts';
import { differentiationOf, overlapsOf, type Trait, traitsOf } from './portfolio.ts';

const tag = '统计';
const PAIRS = 200;

const share = (inside: number, outside: number) =>
  inside + outside === 0 ? null : Math.round((100 * inside) / (inside + outside));

async function portfolioOf(tx: Tx, path: string, on: Day): Promise<PortfolioView> {
  const rows = await portfolioSpaces(tx, path, on);
  const compared = rows.slice(0, MOST_SPACES).map((row) => ({ ...row, traits: traitsOf(row) }));
  const overlaps = overlapsOf(compared);
  const groups = new Map<string, Trait & { spaceIds: string[]; tenants: number }>();
  for (const { id, traits, tenants } of compared)
    for (const trait of traits) {
      const key = `${trait.axis} ${trait.code}`;
      const group = groups.get(key) ?? { ...trait, spaceIds: [], tenants: 0 };
      groups.set(key, { ...group, spaceIds: [...group.spaceIds, id], tenants: group.tenants + tenants });
    }
  const spaces = compared.map((space) => ({
    ...{ id: space.id, name: space.name, territory: space.territory, example: space.example, rule: space.rule },
    ...{
      traits: space.traits,
      tenants: space.tenants,
      inside: space.inside,
      outside: space.outside,
      unknown: space.unknown,
    },
    insideShare: share(space.inside, space.outside),
    ...differentiationOf(space, compared, overlaps),
  }));
  const sum = (key: 'tenants' | 'inside' | 'outside' | 'unknown') =>
    spaces.reduce((total, space) => total + space[key], 0);
  const known = spaces.flatMap(({ differentiation }) => differentiation ?? []);
  return {
    territory: await territoryName(tx, path),
    on,
    more: rows.length > MOST_SPACES,
    tenants: { all: sum('tenants'), inside: sum('inside'), outside: sum('outside'), unknown: sum('unknown') },
    insideShare: share(sum('inside'), sum('outside')),
    differentiation:
      known.length === 0 ? null : Math.round(known.reduce((total, one) => total + one, 0) / known.length),
    spaces,
    groups: [...groups.values()].sort((a, b) => b.spaceIds.length - a.spaceIds.length || (a.zh < b.zh ? -1 : 1)),
    pairs: overlaps.slice(0, PAIRS).map(({ shared, ...pair }) => ({ ...pair, shared: [...shared] })),
  };
}

export const portfolioRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/portfolio',
    permission: 'statistics.read',
    summary: '本区域各空间的特征、差异与重合，在驻团队与方向的关系',
    tag,
    input: portfolioInput,
    output: portfolioView,
    handle: ({ tx, actor, input, services }) => portfolioOf(tx, territoryOf(actor), input.on ?? services.clock.today()),
  }),
  route({
    method: 'get',
    path: '/api/portfolio.xlsx',
    permission: 'statistics.read',
    summary: '空间布局(Excel)',
    tag,
    input: portfolioInput,
    answers: 'file',
    handle: async ({ tx, actor, input, services }) => {
      const on = input.on ?? services.clock.today();
      return {
        name: `空间布局-${on}.xlsx`,
        mediaType: FILE_TYPES.xlsx.mime,
        body: await portfolioWorkbook(await portfolioOf(tx, territoryOf(actor), on), services.clock.now()),
      };
    },
  }),
  route({
    method: 'get',
    path: '/api/portfolio/tenants',
    permission: 'statistics.read',
    summary: '一个空间的在驻团队是否属于方向',
    tag,
    input: portfolioTenantsInput,
    output: portfolioTenantsView,
    handle: async ({ tx, actor, input, services }) => ({
      rows: await portfolioTenants(tx, territoryOf(actor), input.on ?? services.clock.today(), {
        carrierId: input.carrierId,
        result: input.result,
      }),
    }),
  }),
];
