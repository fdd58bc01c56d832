import { MEMBER_HOLDS } from '../../records/clusters/cluster.store.ts';
import { type Indicator, indicatorsOf } from '../district/indicators.ts';

export interface ClusterFigure extends Pick<Indicator, 'zh' | 'en' | 'unit'> {
  /** SQL over $1 (the cluster) and $2 (day): the records it is counted from. */
  readonly rows: string;
  /** Of the list of members, which its officer keeps whole: none is 0. All others without a record are unknown. */
  readonly ofMembers: boolean;
  /** Shown at the portal, by space. */
  readonly isPublic: boolean;
}

const {
  spaces,
  floorArea,
  desks,
  national,
  mentors,
  trainings,
  events,
  makers,
  teams,
  registered,
  graduates,
  financing,
  patents,
  granted,
  results,
  transferred,
  virtualDesks,
  remoteTeams,
  onlineServices,
  onlineMembers,
} = indicatorsOf(
  `c.id in (select m.carrier_id from cluster_member m where m.cluster_id = $1::uuid and ${MEMBER_HOLDS})`,
);
const member = (zh: string, en: string, unit: string, role: string): ClusterFigure => ({
  zh,
  en,
  unit,
  rows: `select m.cluster_id as carrier_id, k.name as carrier_name, 'organisation' as kind, o.id, o.name as label, 1::numeric as value,
      m.valid_from as day, m.example
    from cluster_member m join carrier k on k.id = m.cluster_id join organisation o on o.id = m.organisation_id
    where m.cluster_id = $1::uuid and m.role = '${role}' and ${MEMBER_HOLDS}`,
  ofMembers: true,
  isPublic: true,
});
const counted = ({ zh, en, unit, rows }: Indicator & { rows: string }, isPublic: boolean): ClusterFigure => ({
  ...{ zh, en, unit, rows },
  ofMembers: false,
  isPublic,
});

/** 江苏 三(三): what gathers in a cluster, as of a day: its members, and what its member carriers hold together. */
export const CLUSTER_FIGURES = {
  spaces: { ...counted(spaces, true), zh: '载体', en: 'Carriers', ofMembers: true },
  serviceBodies: member('创业服务机构', 'Service bodies', '家', 'serviceBody'),
  companies: member('创业企业(单独登记的成员)', 'Companies that are members themselves', '家', 'company'),
  institutions: member('高校和科研院所', 'Universities and institutes', '家', 'institution'),
  floorArea: counted(floorArea, true),
  desks: counted(desks, true),
  teams: counted(teams, true),
  makers: counted(makers, true),
  registered: counted(registered, true),
  mentors: counted(mentors, true),
  trainings: counted(trainings, true),
  events: counted(events, true),
  national: counted(national, true),
  graduates: counted(graduates, false),
  financing: counted(financing, false),
  patents: counted(patents, false),
  granted: counted(granted, false),
  results: counted(results, false),
  transferred: counted(transferred, false),
  virtualDesks: counted(virtualDesks, true),
  remoteTeams: counted(remoteTeams, true),
  onlineServices: counted(onlineServices, true),
  onlineMembers: counted(onlineMembers, true),
} as const satisfies Record<string, ClusterFigure>;
export type ClusterFigureKey = keyof typeof CLUSTER_FIGURES;
export const CLUSTER_FIGURE_KEYS = Object.keys(CLUSTER_FIGURES) as [ClusterFigureKey, ...ClusterFigureKey[]];
