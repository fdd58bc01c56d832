import { Link } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { Card, Loading } from '../../ui/page.tsx';
import type { CaseView } from './cases.ts';

const ExpertPanel = lazy(() => import('../reviews/expert-panel.tsx').then((m) => ({ default: m.ExpertPanel })));
const OwnReview = lazy(() => import('../reviews/own-review.tsx').then((m) => ({ default: m.OwnReview })));
const SiteVisit = lazy(() => import('../reviews/site-visit.tsx').then((m) => ({ default: m.SiteVisit })));
const DecisionPanel = lazy(() => import('./decision-panel.tsx').then((m) => ({ default: m.DecisionPanel })));
const AwardPanel = lazy(() => import('./award-panel.tsx').then((m) => ({ default: m.AwardPanel })));

/** What the kind of the current step asks for, beside the approval verbs; what experts said stays to be read. */
export function StepPanel({ file }: { file: CaseView }) {
  const wasReviewed = file.audience === 'body' && file.timeline.some(({ verb }) => verb === 'assign');
  return (
    <>
      <PresentStep file={file} />
      {wasReviewed && file.stepKind !== 'expertReview' && (
        <Suspense fallback={<Loading />}>
          <ExpertPanel caseId={file.id} />
        </Suspense>
      )}
    </>
  );
}

function PresentStep({ file }: { file: CaseView }) {
  if (file.audience === 'expert') {
    return (
      <Suspense fallback={<Loading />}>
        <OwnReview caseId={file.id} />
      </Suspense>
    );
  }
  if (file.audience !== 'body' || file.state === 'draft') return null;
  const { turn } = file.allowed;
  const decided = file.timeline.some(({ verb }) => verb === 'sign');
  if ((decided && file.purpose !== 'evaluation') || file.stepKind === 'decision') {
    return (
      <Suspense fallback={<Loading />}>
        {turn !== null || file.stepKind !== 'decision' ? (
          <DecisionPanel caseId={file.id} />
        ) : (
          <Card title="决定" id="decision">
            <p>正由作出决定的机关办理，签发后可查看。</p>
          </Card>
        )}
        {file.stepKind === 'award' && turn === 'own' && <AwardPanel caseId={file.id} />}
      </Suspense>
    );
  }
  switch (file.stepKind) {
    case 'expertReview':
      return (
        <Suspense fallback={<Loading />}>
          <ExpertPanel caseId={file.id} />
        </Suspense>
      );
    case 'siteVisit':
      return (
        <Suspense fallback={<Loading />}>
          <SiteVisit caseId={file.id} records={turn !== null} />
        </Suspense>
      );
    case 'shortlist':
      return (
        <Card title="拟定名单" id="shortlist">
          <p>
            本批次到达此环节的办件一并拟定、一并发布。<Link to="/shortlist">去拟定名单</Link>
          </p>
        </Card>
      );
    case 'grading':
    case 'release':
      return (
        <Card title={file.stepKind === 'grading' ? '评定等次' : '发布结果'} id="grading">
          <p>
            全轮一并评定、一并发布。
            {file.roundId && <Link to={`/evaluations/${file.roundId}/grading` as string}>去评定和发布</Link>}
          </p>
        </Card>
      );
    case 'publicNotice':
      return (
        <Card title="公示" id="notice">
          <p>
            公示内容、起止日期和异议在“公示”中办理。<Link to="/notices">去公示</Link>
            {' · '}
            <Link to="/objections">查看异议</Link>
          </p>
        </Card>
      );
    default:
      return null;
  }
}
