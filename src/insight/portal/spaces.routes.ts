import { z } from 'zod';
import { type Route, route } from '../../identity/route.ts';
import type { Clock } from '../../kernel/clock.ts';
import { isDay } from '../../kernel/day.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Tx } from '../../platform/db/database.ts';
import { pageInput } from '../../platform/db/page.contract.ts';
import { listMembers, membershipsOf } from '../../records/clusters/cluster.store.ts';
import { hoursOf } from '../../records/openings/opening.store.ts';
import { listLines } from '../../records/resources/resource.store.ts';
import { photosOf } from '../../records/spacePhotos/space-photo.store.ts';
import { clusterFigures } from '../clusters/cluster-figures.store.ts';
import { CLUSTER_FIGURE_KEYS, CLUSTER_FIGURES } from '../clusters/cluster-figures.ts';
import { recordsOf } from '../district/report.store.ts';
import { functionRecords, spaceFunctions } from '../spaceFunctions/space-function.store.ts';
import { LINE_IDS, LINES } from '../spaceFunctions/space-function.ts';
import { type ClusterShown, clusterFigurePage } from './cluster.page.ts';
import { barsOf, publicCredit } from './credit.store.ts';
import { page } from './page.ts';
import { publishedFacts } from './public-facts.ts';
import { functionRecordsPage, type OpeningsShown, spacePage } from './space.page.ts';
import {
  changesOf,
  communitiesOf,
  designationsOf,
  evaluationsOf,
  findSpace,
  inRegister,
  priorDesignationsOf,
  rewardsOf,
  versionsOf,
} from './space.store.ts';
import { spacesInput } from './spaces.contract.ts';
import { spacesPage } from './spaces.page.ts';
import { citedFigures, featureChoices, selectSpaces, territoryChoices } from './spaces.store.ts';

const asOf = z.string().refine(isDay, '日期应为 2026-01-31 的形式');

async function clusterOf(tx: Tx, id: string, on: string): Promise<ClusterShown> {
  const members = await listMembers(tx, id, on);
  const ids = members.flatMap(({ carrierId }) => carrierId ?? []);
  return { id, on, members, figures: await clusterFigures(tx, id, on), shown: await inRegister(tx, ids) };
}

const MONTH_MS = 31 * 86_400_000;

async function openingsShown(tx: Tx, carrierId: string, clock: Clock): Promise<OpeningsShown> {
  const start = clock.now().epochMilliseconds;
  const { ofSpace, closures, calendar } = await hoursOf(tx, carrierId, { start, end: start + MONTH_MS });
  return {
    hours: ofSpace,
    closures: closures.filter(({ resourceId }) => resourceId === null),
    publishedThrough: calendar.years.at(-1) ?? 0,
  };
}

export const spaceRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/spaces',
    permission: 'public.read',
    summary: '名录',
    tag: '门户',
    input: spacesInput,
    answers: 'page',
    handle: async ({ tx, input, services, request }) => {
      const { page: at, size, count, ...selection } = input;
      const { territory } = selection;
      const [{ rows, ...total }, choices, features, cited] = await Promise.all([
        selectSpaces(tx, services.clock.today(), selection, { page: at, size, count }),
        territoryChoices(tx, territory),
        featureChoices(tx),
        territory ? citedFigures(tx, territory) : [],
      ]);
      const body = spacesPage({
        query: { ...selection, page: at, size },
        rows,
        total,
        territory: choices,
        features,
        cited,
      });
      return page(request, { title: '名录', section: 'spaces', body });
    },
  }),
  route({
    method: 'get',
    path: '/spaces/:id',
    permission: 'public.read',
    summary: '载体',
    tag: '门户',
    input: z.object({ id: z.string().max(36), on: asOf.optional() }),
    answers: 'page',
    handle: async ({ tx, input, services, request }) => {
      const today = services.clock.today();
      const space = z.uuid().safeParse(input.id).success ? await findSpace(tx, input.id) : undefined;
      if (!space) throw new Refusal('not-found');
      const [
        designations,
        prior,
        evaluations,
        rewards,
        versions,
        changes,
        functions,
        { facts, online },
        communities,
        photos,
        bars,
        credit,
        lines,
        clusters,
        openings,
      ] = await Promise.all([
        designationsOf(tx, space.id),
        priorDesignationsOf(tx, space.id),
        evaluationsOf(tx, space.id),
        rewardsOf(tx, space.id),
        versionsOf(tx, space.id),
        changesOf(tx, space.id),
        spaceFunctions(tx, space.id, today),
        publishedFacts(tx, space.id, today),
        communitiesOf(tx, space.id, today),
        photosOf(tx, space.id),
        barsOf(tx, space.id, today),
        publicCredit(tx, today, { carrierId: space.id, page: 1, size: 50 }),
        listLines(tx, space.id, today),
        space.kind === 'cluster' ? [] : membershipsOf(tx, space.id, today),
        openingsShown(tx, space.id, services.clock),
      ]);
      const cluster = space.kind === 'cluster' ? await clusterOf(tx, space.id, input.on ?? today) : null;
      return page(request, {
        title: space.name,
        section: 'spaces',
        crumbs: [{ path: '/spaces', zh: '名录' }],
        body: spacePage({
          space,
          lines,
          designations,
          prior,
          evaluations,
          rewards,
          versions,
          changes,
          functions,
          facts,
          online,
          communities,
          photos,
          bars,
          credit: credit.rows,
          today,
          cluster,
          clusters,
          openings,
        }),
      });
    },
  }),
  route({
    method: 'get',
    path: '/spaces/:id/functions/:line',
    permission: 'public.read',
    summary: '载体一项功能的记录',
    tag: '门户',
    input: z.object({ id: z.uuid(), line: z.enum(LINE_IDS), ...pageInput() }),
    answers: 'page',
    handle: async ({ tx, input: { id, line, ...asked }, services, request }) => {
      const space = await findSpace(tx, id);
      if (!space || space.kind === 'cluster') throw new Refusal('not-found');
      const records = await functionRecords(tx, id, line, services.clock.today(), asked);
      return page(request, {
        title: `${space.name}：${LINES[line].zh}`,
        section: 'spaces',
        crumbs: [
          { path: '/spaces', zh: '名录' },
          { path: `/spaces/${id}`, zh: space.name },
        ],
        body: functionRecordsPage(space, line, { ...records, ...asked }),
      });
    },
  }),
  route({
    method: 'get',
    path: '/spaces/:id/figures/:figure',
    permission: 'public.read',
    summary: '集聚区的一项数字',
    tag: '门户',
    input: z.object({ id: z.uuid(), figure: z.enum(CLUSTER_FIGURE_KEYS), on: asOf }),
    answers: 'page',
    handle: async ({ tx, input: { id, figure, on }, request }) => {
      const space = await findSpace(tx, id);
      if (space?.kind !== 'cluster' || !CLUSTER_FIGURES[figure].isPublic) throw new Refusal('not-found');
      const records = await recordsOf(tx, CLUSTER_FIGURES[figure], id, on, { page: 1, size: 200 });
      const shown = await inRegister(
        tx,
        records.bySpace.map(({ carrierId }) => carrierId),
      );
      return page(request, {
        title: `${space.name}：${CLUSTER_FIGURES[figure].zh}`,
        section: 'spaces',
        crumbs: [
          { path: '/spaces', zh: '名录' },
          { path: `/spaces/${id}?on=${on}`, zh: space.name },
        ],
        body: clusterFigurePage(space.name, figure, on, shown, records),
      });
    },
  }),
];
