import { useSuspenseQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { CASE_STATES, ENTITLEMENT_TIMES, PURPOSES } from '../../../src/cases/dossier/dossier.contract.ts';
import { MENTOR } from '../../../src/records/mentoring/mentoring.contract.ts';
import { AppealCard } from '../../features/appeals/appeal-card.tsx';
import { CaseDeeds } from '../../features/cases/case-deeds.tsx';
import { Papers, Supplements, Tasks, Timeline, Way } from '../../features/cases/case-parts.tsx';
import { type CaseView, caseQuery } from '../../features/cases/cases.ts';
import { DueWords } from '../../features/cases/due.tsx';
import { FindingCounts, FindingList } from '../../features/cases/findings.tsx';
import { FormReader } from '../../features/cases/form-reader.tsx';
import { Judgements } from '../../features/cases/judgements.tsx';
import { RESULTS } from '../../features/cases/results.ts';
import { StepPanel } from '../../features/cases/step-panel.tsx';
import { SelfEvaluation } from '../../features/evaluations/self-evaluation.tsx';
import { showMinutes } from '../../features/mentoring/mentoring.ts';
import { OpenAgainst } from '../../features/sanctions/open-against.tsx';
import { showClosing, showDay, showMoment, showMoney } from '../../lib/format.ts';
import { useSearchState } from '../../lib/search.ts';
import { useMay, useMayOn } from '../../lib/session.ts';
import { Label } from '../../ui/label.tsx';
import { Card, Loading, Notice, Page, Pairs, Tag } from '../../ui/page.tsx';

/** 所有人 · 一个办件：现在在哪一步，接下来怎样，逐条判定，文书与经过，我能做什么。 */
export function CasePage() {
  const { caseId = '' } = useParams({ strict: false }) as { caseId?: string };
  const { data: file } = useSuspenseQuery(caseQuery(caseId));
  const may = useMayOn('carrier', file.carrierId);
  const [opening, setOpening] = useState(false);
  return (
    <Page
      title={file.title}
      says={`${file.number} · ${file.packTitle}`}
      crumbs={[{ title: '办件', to: '/cases' }]}
      actions={
        file.judges &&
        !file.team &&
        file.audience === 'body' &&
        may('case.against') && <Button onClick={() => setOpening(true)}>立案核查</Button>
      }
    >
      <Standing file={file} />
      <Warnings file={file} />
      <CaseDeeds file={file} />
      <StepPanel file={file} />
      <div className="columns">
        <div className="stack">
          <Substance file={file} />
          {file.audience === 'body' && file.judgements.length > 0 && (
            <Card title="由人判断的条件" id="judgements">
              <Judgements file={file} />
            </Card>
          )}
          {file.audience === 'body' && (
            <Card title="各方办理" id="tasks">
              <Tasks rows={file.tasks} />
            </Card>
          )}
        </div>
        <div className="stack">
          <Card title="办件信息" id="about">
            <About file={file} />
          </Card>
          <Card title="文书" id="papers">
            <Papers rows={file.papers} />
          </Card>
          {file.supplements.length > 0 && (
            <Card title="补正" id="supplements">
              <Supplements rows={file.supplements} />
            </Card>
          )}
          <AppealCard caseId={file.id} />
          <Card title="办理经过" id="timeline">
            <Timeline rows={file.timeline} />
          </Card>
        </div>
      </div>
      {opening && (
        <OpenAgainst
          kind="sanctions"
          carrierId={file.carrierId}
          packId={file.packId}
          onClose={() => setOpening(false)}
        />
      )}
    </Page>
  );
}

const SampleVisit = lazy(() =>
  import('../../features/evaluations/sample-visit.tsx').then((m) => ({ default: m.SampleVisit })),
);
const SanctionPanel = lazy(() =>
  import('../../features/sanctions/sanction-panel.tsx').then((m) => ({ default: m.SanctionPanel })),
);
const RectificationPanel = lazy(() =>
  import('../../features/rectifications/rectification-panel.tsx').then((m) => ({ default: m.RectificationPanel })),
);

/** What the case is about: conditions and application, or what was opened against a party. */
function Substance({ file }: { file: CaseView }) {
  if (file.judges)
    return (
      <>
        {file.team && <TeamCard team={file.team} />}
        <Assessment file={file} />
      </>
    );
  if (file.purpose === 'evaluation') {
    return (
      <>
        <Suspense fallback={<Loading />}>
          <SampleVisit file={file} />
        </Suspense>
        <SelfEvaluation file={file} />
        <Card title="自评" id="form">
          <FormReader caseId={file.id} />
        </Card>
      </>
    );
  }
  if (file.purpose === 'sanction' || file.purpose === 'rectification') {
    return (
      <Suspense fallback={<Loading />}>
        {file.purpose === 'sanction' ? <SanctionPanel file={file} /> : <RectificationPanel file={file} />}
      </Suspense>
    );
  }
  return (
    <>
      {file.mentor && <MentorCard mentor={file.mentor} />}
      {file.purpose !== 'mentorRevocation' && (
        <Card title="申请内容" id="application">
          <FormReader caseId={file.id} />
        </Card>
      )}
    </>
  );
}

/** Whom a recognition of mentors is about, and what the mentoring records show. */
function MentorCard({ mentor }: { mentor: NonNullable<CaseView['mentor']> }) {
  const kind = MENTOR.fields.kind.options.find(({ code }) => code === mentor.kind);
  const held = `${mentor.sessions}次，${showMinutes(mentor.minutes)}，${mentor.teams}个团队`;
  return (
    <Card title="导师" id="mentor">
      <Pairs
        of={[
          ['姓名', mentor.name],
          ['类别', kind ? <Label key="kind" of={kind} /> : '—'],
          ['工作单位和职务', [mentor.employer, mentor.title].filter(Boolean).join(' ') || '—'],
          ['辅导领域', mentor.fields ?? '—'],
          ['聘期至', mentor.agreementTo ? showDay(mentor.agreementTo) : '长期'],
          [
            '双方确认的辅导',
            mentor.sessions > 0 ? (
              <Link key="held" to="/mentoring" search={{ mentorId: mentor.mentorId, state: 'held' } as never}>
                {held}
              </Link>
            ) : (
              held
            ),
          ],
          ['团队评价', mentor.rating === null ? '—' : `${mentor.rating.toFixed(1)}分（${mentor.ratings}次）`],
        ]}
      />
    </Card>
  );
}

/** Which team asks for what, and what it was granted. */
function TeamCard({ team }: { team: NonNullable<CaseView['team']> }) {
  const may = useMay();
  const name = team.companyName ?? team.name;
  return (
    <Card title="申请的待遇" id="entitlement">
      <Pairs
        of={[
          ['待遇', team.says],
          ['次数', <Label key="times" of={ENTITLEMENT_TIMES[team.times]} />],
          [
            '团队',
            may('team.read') ? (
              <Link key="team" to={`/teams/${team.teamId}` as string}>
                {name}
              </Link>
            ) : (
              name
            ),
          ],
          ['统一社会信用代码', team.uscc ?? '尚未注册公司'],
          ['入驻', team.since ? `${showDay(team.since)}起` : '—'],
          ...(team.fen === null ? [] : [['核定金额', showMoney(team.fen)] satisfies [string, string]]),
        ]}
      />
    </Card>
  );
}

function Standing({ file }: { file: CaseView }) {
  return (
    <section className="card" aria-label="办理进度">
      <div className="stack">
        <div className="row spread">
          <p className="row">
            {file.state === 'closed' && file.result ? (
              <Tag tone={RESULTS[file.result].tone}>{file.endTitle ?? RESULTS[file.result].zh}</Tag>
            ) : (
              <Tag tone="accent">
                <Label of={CASE_STATES[file.state]} />
              </Tag>
            )}
            <strong>{file.publicName}</strong>
          </p>
          {file.state !== 'closed' && file.due.light !== 'none' && (
            <div>
              <DueWords due={file.due} />
            </div>
          )}
        </div>
        <Way steps={file.steps} />
        {file.purpose === 'evaluation' && file.state === 'closed' && (
          <p>
            <Link to={`/cases/${file.id}/result` as string}>查看评价结果</Link>
          </p>
        )}
        {file.next && (
          <p>
            <span className="soft">接下来：</span>
            {file.next}
          </p>
        )}
      </div>
    </section>
  );
}

const DUPLICATES = {
  openCase: '同一载体有在办事项',
  designation: '同一载体已有资格',
  similarName: '名称相近',
} as const;

function Warnings({ file }: { file: CaseView }) {
  const out = file.supplements.find(({ state }) => state === 'out');
  return (
    <>
      {!file.applicantVerified && (
        <Notice tone="warn" title="申报单位信息尚在核验">
          核验不影响填报和提交。
        </Notice>
      )}
      {out && (
        <Notice
          tone="warn"
          title={`正在等待补正，请于${out.due.on ? showDay(out.due.on) : showClosing(out.due.at)}前（含当日）答复${out.due.provisional ? '（暂定）' : ''}`}
        >
          办理计时已中止。需要补正的内容见下方“补正”。
        </Notice>
      )}
      {file.credit.length > 0 && (
        <Notice tone="warn" title="信用记录提示">
          <ul>
            {file.credit.map((one) => (
              <li key={one.number + one.kindLabel}>
                {one.kindLabel}（{one.cites}）：{one.says}。{one.number}，{showDay(one.onDay)}
                {one.publicUntil ? `，至${showDay(one.publicUntil)}` : ''}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {file.duplicates.length > 0 && (
        <Notice tone="warn" title="可能重复，请核对">
          <ul>
            {file.duplicates.map((one) => (
              <li key={`${one.kind} ${one.number} ${one.name}`}>
                {DUPLICATES[one.kind]}: {one.name} {one.number}
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </>
  );
}

const VIEWS = [
  ['', '逐条判定'],
  ['form', '申报书'],
  ['both', '对照审阅'],
] as const;

/** Findings, the application, or both side by side. */
function Assessment({ file }: { file: CaseView }) {
  const [search] = useSearchState();
  const view = VIEWS.some(([code]) => code === search.view) ? (search.view ?? '') : '';
  const carrierId = file.audience === 'expert' ? null : file.carrierId;
  const findings = <FindingList findings={file.findings} carrierId={carrierId} />;
  return (
    <Card title="条件与申报书" id="assessment" actions={<FindingCounts findings={file.findings} />}>
      <div className="stack">
        <nav className="subnav no-print" aria-label="条件与申报书">
          {VIEWS.map(([code, words]) => (
            <Link
              key={code}
              to="."
              search={{ ...search, view: code || undefined } as never}
              aria-current={view === code ? 'page' : undefined}
              resetScroll={false}
            >
              {words}
            </Link>
          ))}
        </nav>
        <p className="soft small">
          按{file.judgedOn ? showDay(file.judgedOn) : '今日'}的事实与规定判定；材料不足不等于不符合。
        </p>
        {view === '' && findings}
        {view === 'form' && <FormReader caseId={file.id} />}
        {view === 'both' && (
          <div className="side-by-side">
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
            <section aria-label="申报书" tabIndex={0}>
              <FormReader caseId={file.id} />
            </section>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
            <section aria-label="逐条判定" tabIndex={0}>
              {findings}
            </section>
          </div>
        )}
      </div>
    </Card>
  );
}

function About({ file }: { file: CaseView }) {
  const may = useMay();
  return (
    <Pairs
      of={[
        ['事项', file.procedureTitle],
        [
          '载体',
          file.audience === 'expert' || !may('carrier.read') ? (
            file.carrierName
          ) : (
            <Link key="carrier" to={`/spaces/${file.carrierId}` as string}>
              {file.carrierName}
            </Link>
          ),
        ],
        [PURPOSES[file.purpose].against ? '当事人' : '申报单位', file.applicantName],
        ['所在地', file.territoryName],
        ['推荐单位', file.recommenderName ?? '—'],
        ['批次', file.roundTitle ?? '常态化受理'],
        ['开始填报', showMoment(file.openedAt)],
        ['提交', showMoment(file.submittedAt)],
        ['办结', showMoment(file.closedAt)],
        ['依据版本', <code key="hash">{file.packHash.slice(0, 12)}</code>],
      ]}
    />
  );
}
