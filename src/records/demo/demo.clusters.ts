import { newId } from '../../kernel/id.ts';
import type { Tx } from '../../platform/db/database.ts';
import { insertCarrier } from '../carriers/carrier.store.ts';
import { insertMember, type MemberData } from '../clusters/cluster.store.ts';
import { territoryIdOf } from '../territories/territory.ts';
import { DEMO_CARRIER_IDS, DEMO_ORGANISATION_IDS, DEMO_ZONE } from './demo.ids.ts';

/** 示例: a cluster of the invented zone, whose members came and went. */
export async function insertDemoCluster(tx: Tx, at: string): Promise<void> {
  const clusterId = DEMO_CARRIER_IDS.zoneCluster;
  await insertCarrier(
    tx,
    clusterId,
    {
      kind: 'cluster',
      form: 'spaceCluster',
      serviceModel: null,
      features: ['软件园', '高校周边'],
      territoryId: DEMO_ZONE,
      address: '示例路1号至15号',
      openedOn: '2022-01-01',
      closedOn: null,
      virtualUrl: null,
      summary: '沿示例路的众创空间和服务机构',
      source: '示例',
      name: '示例路众创集聚区',
      operatorId: DEMO_ORGANISATION_IDS.zoneCommittee,
      focus: '人工智能和智能制造',
      goals: null,
    },
    { at, example: true },
  );
  const space = (carrierId: string, validFrom: string, validTo: string | null = null): MemberData => ({
    ...{ role: 'space', carrierId, organisationId: null, services: [], validFrom, validTo, note: null },
  });
  const { xingtu, yunshan, lanhai, mufeng } = DEMO_CARRIER_IDS;
  const members: MemberData[] = [
    space(xingtu, '2022-01-01'),
    space(yunshan, '2024-03-01'),
    space(lanhai, '2022-01-01'),
    space(mufeng, '2022-01-01', '2025-06-30'),
    {
      role: 'serviceBody',
      carrierId: null,
      organisationId: DEMO_ORGANISATION_IDS.agency,
      services: ['consulting', 'techTrade'],
      ...{ validFrom: '2022-06-01', validTo: null, note: null },
    },
    {
      role: 'institution',
      carrierId: null,
      organisationId: DEMO_ORGANISATION_IDS.expertsBase,
      services: [],
      ...{ validFrom: '2022-01-01', validTo: null, note: null },
    },
  ];
  for (const member of members) await insertMember(tx, clusterId, newId(), member, { at, example: true });
  await insertCarrier(
    tx,
    DEMO_CARRIER_IDS.jinlingCluster,
    {
      kind: 'cluster',
      form: 'spaceCluster',
      serviceModel: null,
      features: ['高校周边'],
      territoryId: territoryIdOf('320102'),
      address: '示例路8号',
      openedOn: '2023-01-01',
      closedOn: null,
      virtualUrl: null,
      summary: '高校周边的众创空间和服务机构',
      source: '示例',
      name: '示例金陵众创集聚区',
      operatorId: DEMO_ORGANISATION_IDS.jiangsuOperator,
      focus: '软件和信息服务',
      goals: null,
    },
    { at, example: true },
  );
  const jinling = space(DEMO_CARRIER_IDS.jinling, '2023-01-01');
  await insertMember(tx, DEMO_CARRIER_IDS.jinlingCluster, newId(), jinling, { at, example: true });
}
