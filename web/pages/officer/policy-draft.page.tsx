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
import { useSay } from '../../lib/words.ts';
import { ErrorNotice } from '../../ui/fault.tsx';
import { Label } from '../../ui/label.tsx';
import { Page, Tag } from '../../ui/page.tsx';

const TABS = {
  write: { zh: '起草', en: 'Write' },
  examples: { zh: '示例', en: 'Examples' },
  coverage: { zh: '覆盖', en: 'Coverage' },
  diff: { zh: '对照', en: 'Compare' },
  trial: { zh: '试算', en: 'Try' },
  approval: { zh: '批准与发布', en: 'Approve and publish' },
} as const;
type Tab = keyof typeof TABS;

/** 主管部门 · 政策工作室：对着条文写规则，边写边查错，跑示例、看覆盖、逐条对照、按名录试算，送另一人批准后发布。 */
export function PolicyDraftPage() {
  const { packDraftId = '' } = useParams({ strict: false }) as { packDraftId?: string };
  const { data: draft } = useSuspenseQuery(draftQuery(packDraftId));
  return <Studio key={draft.id} draft={draft} />;
}

function Studio({ draft }: { draft: Draft }) {
  const say = useSay();
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
          <Tag tone={isOpen ? 'note' : 'accent'}>
            <Label of={DRAFT_STATES[draft.state]} />
          </Tag>{' '}
          {draft.territoryName} ·{' '}
          {draft.amends
            ? say('修订现行政策', 'Amends a policy in force')
            : say(`以“${draft.base.title}”为底本`, `Based on ${draft.base.title}`)}{' '}
          · <code>{draft.packId}</code>
        </>
      }
      crumbs={[{ title: say('政策起草', 'Policy studio'), to: '/policy-studio' }]}
    >
      <BaseNotice draft={draft} />
      <ErrorNotice error={work.failure} />
      <nav className="subnav no-print" aria-label={say('草稿', 'Draft')}>
        {(Object.keys(TABS) as Tab[]).map((each) => (
          <Link
            key={each}
            to="."
            search={{ tab: each } as never}
            resetScroll={false}
            aria-current={each === tab ? 'page' : undefined}
          >
            <Label of={TABS[each]} />
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
