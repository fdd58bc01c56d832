import { addMonths, type Day } from '../../kernel/day.ts';
import type { Tx } from '../../platform/db/database.ts';
import { countAll } from '../district/report.store.ts';
import { CLUSTER_FIGURE_KEYS, CLUSTER_FIGURES, type ClusterFigureKey } from './cluster-figures.ts';

export interface CountedFigure {
  key: ClusterFigureKey;
  zh: string;
  en: string;
  unit: string;
  value: number | null;
  yearBefore: number | null;
  records: number;
  examples: number;
}

/** Every figure of a cluster as of a day, and as of the same day a year before. */
export async function clusterFigures(tx: Tx, clusterId: string, on: Day): Promise<CountedFigure[]> {
  const now = await countAll(tx, CLUSTER_FIGURES, clusterId, on);
  const before = await countAll(tx, CLUSTER_FIGURES, clusterId, addMonths(on, -12));
  const figure = (found: ReturnType<typeof now.get>, ofMembers: boolean) =>
    found && found.records > 0 ? found.value : ofMembers ? 0 : null;
  return CLUSTER_FIGURE_KEYS.map((key) => {
    const { zh, en, unit, ofMembers } = CLUSTER_FIGURES[key];
    const found = now.get(key);
    return {
      ...{ key, zh, en, unit },
      value: figure(found, ofMembers),
      yearBefore: figure(before.get(key), ofMembers),
      records: found?.records ?? 0,
      examples: found?.examples ?? 0,
    };
  });
}
