import { listRoutes } from '../../identity/list-route.ts';
import type { Route } from '../../identity/route.ts';
import { LEVELS, type Level } from '../designations/designation.ts';
import { rewardsInput, rewardsView } from './reward.contract.ts';
import { REWARDS } from './reward.excel.ts';
import { listRewards } from './reward.store.ts';
import { REWARD_KINDS } from './reward.ts';

export const rewardRoutes: readonly Route[] = listRoutes(
  {
    method: 'get',
    path: '/api/rewards',
    permission: 'reward.list',
    summary: '表彰与支持',
    tag: '评价处理',
    input: rewardsInput,
    output: rewardsView,
    handle: async ({ tx, actor, input: { carrierId, kind, ...page } }) => {
      const { rows, ...total } = await listRewards(tx, actor, { carrierId, kind, ...page });
      return {
        ...total,
        rows: rows.map(({ level, ...row }) => ({
          ...row,
          kindLabel: REWARD_KINDS[row.kind].zh,
          levelLabel: level === null ? null : LEVELS[level as Level].zh,
        })),
      };
    },
  },
  REWARDS,
);
