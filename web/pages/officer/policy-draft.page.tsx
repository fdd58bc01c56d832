import { useSuspenseQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { DRAFT_STATES } from '../../../src/cases/drafts/draft.contract.ts';
import { ApprovalTab, BaseNotice } from '../../features/policies/approval-tab.tsx';
import { CoverageTab } from '../../features/policies/coverage-tab.tsx';
import { DiffTab } from '../../features/policies/diff-tab.tsx';
import { type Place, useLiveCheck } from '../../features/policies/draft-check.ts';
import { useDraftTexts } from '../../features/policies/draft-texts.ts';
import { ExamplesTab } from '../../features/policies/examples-tab.tsx';
import { type Draft, draftQuery } from '../../features/policies/policies.ts';
import { TrialTab } from '../../features/policies/trial-tab.tsx';
import { Writing } from '../../features/policies/writing.tsx';
import '../../features/policies/policies.css';
import { useSearchState } from '../../lib/search.ts';
import { ErrorNotice } from '../../ui/fault.tsx';
import { Page, Tag } from '../../ui/page.tsx';

const TABS = {
  write: '起草',
  examples: '示例',
  coverage: '覆盖',
  diff: '对照',
  trial: '试算',
  approval: '批准与发布',
} as const;
type Tab = keyof typeof TABS;

/** 主管部门 · 政策工作室：对着条文写规则，边写边查错，跑示例、看覆盖、逐条对照、按名录试算，送另一人批准后发布。 */
export function PolicyDraftPage() {
  const { packDraftId = '' } = useParams({ strict: false }) as { packDraftId?: string };
  const { data: draft } = useSuspenseQuery(draftQuery(packDraftId));
  return <Studio key={draft.id} draft={draft} />;
}

function Studio({ draft }: { draft: Draft }) {
  const [search, change] = useSearchState();
  const [wanted, setWanted] = useState<Place | null>(null);
  const work = useDraftTexts(draft);
  const check = useLiveCheck(draft, work.texts);
  const tab: Tab = search.tab && search.tab in TABS ? (search.tab as Tab) : 'write';
  const { isOpen } = DRAFT_STATES[draft.state];
  const arrived = useCallback(() => setWanted(null), []);
  const open = (place: Place) => {
    setWanted(place);
    change({ tab: 'write' });
  };
  return (
    <Page
      title={draft.title}
      says={
        <>
          <Tag tone={isOpen ? 'note' : 'accent'}>{DRAFT_STATES[draft.state].zh}</Tag> {draft.territoryName} ·{' '}
          {draft.amends ? '修订现行政策' : `以“${draft.base.title}”为底本`} · <code>{draft.packId}</code>
        </>
      }
      crumbs={[{ title: '政策起草', to: '/policy-studio' }]}
    >
      <BaseNotice draft={draft} />
      <ErrorNotice error={work.failure} />
      <nav className="subnav no-print" aria-label="草稿">
        {(Object.keys(TABS) as Tab[]).map((each) => (
          <Link
            key={each}
            to="."
            search={{ tab: each } as never}
            resetScroll={false}
            aria-current={each === tab ? 'page' : undefined}
          >
            {TABS[each]}
          </Link>
        ))}
      </nav>
      {tab === 'write' && (
        <Writing draft={draft} work={work} check={check} readOnly={!isOpen} wanted={wanted} onArrived={arrived} />
      )}
      {tab === 'examples' && <ExamplesTab check={check} onOpen={open} />}
      {tab === 'coverage' && <CoverageTab check={check} texts={work.texts} onOpen={open} />}
      {tab === 'diff' && <DiffTab draft={draft} check={check} />}
      {tab === 'trial' && <TrialTab draft={draft} check={check} work={work} />}
      {tab === 'approval' && <ApprovalTab draft={draft} check={check} work={work} />}
    </Page>
  );
}
