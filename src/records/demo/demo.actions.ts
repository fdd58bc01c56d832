import type { Clock } from '../../kernel/clock.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { reindexOutdated } from '../carriers/carrier.search.ts';
import { createZone } from '../territories/territory.actions.ts';
import { seedTerritories } from '../territories/territory.store.ts';
import { territoryIdOf } from '../territories/territory.ts';
import { insertDemoCluster } from './demo.clusters.ts';
import { insertHedong } from './demo.hedong.ts';
import { insertHedongRecords } from './demo.hedong-records.ts';
import { DEMO_CARRIER_IDS, DEMO_ORGANISATION_IDS, DEMO_ZONE } from './demo.ids.ts';
import { insertDemoOrganisations } from './demo.organisations.ts';
import { insertDemoResources } from './demo.resources.ts';
import { insertExampleSpaces } from './demo.spaces.ts';

/**
 * The demo's records: the six spaces of 河东区 as the report of 2017 describes them, with records marked 示例 that
 * add up to its totals, and an invented zone in 湖南 and
 * two invented spaces in 上海, all marked 示例. Safe at every start; returns whether anything was written.
 */
export async function loadDemoRecords(tx: Tx, clock: Clock): Promise<boolean> {
  await seedTerritories(tx);
  const held = await sqlRows(tx, 'select 1 from organisation where id = $1', [DEMO_ORGANISATION_IDS.platform]);
  if (held.length > 0) return false;
  const at = clock.now().toString();
  await createZone(tx, {
    id: DEMO_ZONE,
    name: '示例高新区',
    parentId: territoryIdOf('430100'),
    zoneKind: 'highTech',
    nationalZone: true,
  });
  await insertDemoOrganisations(tx, at);
  await insertHedong(tx, at);
  await insertHedongRecords(tx, at);
  await insertExampleSpaces(tx, at);
  await insertDemoCluster(tx, at);
  await insertDemoResources(tx, DEMO_CARRIER_IDS.xingtu, at);
  await insertDemoResources(tx, DEMO_CARRIER_IDS.zhangjiang, at);
  await insertDemoResources(tx, DEMO_CARRIER_IDS.jinling, at);
  await reindexOutdated(tx);
  return true;
}
