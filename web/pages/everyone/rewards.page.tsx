import { REWARD_KINDS } from '../../../src/effects/rewards/reward.contract.ts';
import { RewardTable, useRewards } from '../../features/rewards/rewards.tsx';
import { pageOf, useSearchState } from '../../lib/search.ts';
import { ErrorNotice } from '../../ui/fault.tsx';
import { ChoiceFilter, Filters } from '../../ui/filters.tsx';
import { Loading, Page } from '../../ui/page.tsx';
import { Pager } from '../../ui/table.tsx';

const SIZE = 50;

/** 主管部门与运营机构 · 表彰与支持：签发的处理决定给了谁什么，依据哪条，计入哪几年。 */
export function RewardsPage() {
  const [search] = useSearchState();
  const { data, error } = useRewards({ kind: search.kind, page: pageOf(search), size: SIZE });
  return (
    <Page title="表彰与支持" says="签发的处理决定给予的表彰、优先、推荐和奖补；每项都写明条款和计入的评价结果。">
      <Filters>
        <ChoiceFilter
          name="kind"
          label="事项"
          options={Object.entries(REWARD_KINDS).map(([value, { zh }]) => ({ value, label: zh }))}
        />
      </Filters>
      <ErrorNotice error={error} />
      {data ? (
        <>
          <RewardTable rows={data.rows} ofMany />
          <Pager total={data.total} page={pageOf(search)} size={SIZE} workbook="/api/rewards.xlsx" />
        </>
      ) : (
        !error && <Loading />
      )}
    </Page>
  );
}
