import { proposeConsequence, signConsequence } from '../../cases/consequences/consequence.actions.ts';
import { lockConsequence } from '../../cases/consequences/consequence.store.ts';
import { enterPast, establishAbsence } from '../../cases/evaluations/evaluation.actions.ts';
import type { Answer } from '../../cases/forms/form.ts';
import { proposeGrades, releaseRound, signGrades } from '../../cases/gradings/grading.actions.ts';
import { openGrading } from '../../cases/gradings/grading.store.ts';
import { createRound } from '../../cases/rounds/round.actions.ts';
import { loadWorkingCalendar } from '../../identity/calendar/calendar.store.ts';
import { dayOf, yearOf } from '../../kernel/day.ts';
import { sqlRows } from '../../platform/db/database.ts';
import { DEMO_HOLDER_IDS, type DemoHolderKey } from '../../records/demo/demo.ids.ts';
import { insertHolders } from '../../records/demo/demo.spaces.ts';
import { issueOrder, judgeRectification, reportRectification } from '../rectifications/rectification.actions.ts';
import { rectificationOf } from '../rectifications/rectification.store.ts';
import { ACCOUNT, announce, SUMMARY } from './demo.evaluation.ts';
import { HUNAN_BENCH } from './demo.sanctions.ts';
import { days, type Stage } from './demo.stage.ts';

const { packId, officer, director } = HUNAN_BENCH;

interface Holder {
  readonly by: string;
  readonly contact: string;
  /** What the experts give the case, none where the unit stays away, and what they say. */
  readonly points: readonly number[];
  readonly opinion: string;
  /** Of the year before, on paper. */
  readonly before: 'excellent' | 'other' | 'fail';
}
const HOLDERS: Readonly<Record<DemoHolderKey, Holder>> = {
  lushan: {
    by: 'yunying',
    contact: '刘运营 0731-00000000',
    points: [94, 92, 95],
    opinion: '辅导记录完整，投融资对接成效明显(示例)。',
    before: 'other',
  },
  juzhou: {
    by: 'yunying2',
    contact: '曾运营 0731-00000000',
    points: [91, 93, 90],
    opinion: '特色鲜明，活动持续开展(示例)。',
    before: 'excellent',
  },
  meixi: {
    by: 'yunying3',
    contact: '彭运营 0731-00000000',
    points: [76, 72, 79],
    opinion: '比上年有明显改进，辅导的深度还不够(示例)。',
    before: 'fail',
  },
  yanghu: {
    by: 'yunying3',
    contact: '彭运营 0731-00000000',
    points: [52, 55, 49],
    opinion: '活动少，辅导记录不完整(示例)。',
    before: 'other',
  },
  tianxin: { by: 'yunying2', contact: '', points: [], opinion: '', before: 'other' },
};
const KEYS = Object.keys(HOLDERS) as DemoHolderKey[];

/** What the recognition takes from the cases of this year. */
interface Texts {
  readonly form: Readonly<Record<string, Answer>>;
  readonly phones: readonly { office: string; phone: string }[];
  readonly reasons: string;
}

/**
 * The evaluation of last year, released: two excellent, of whom one is commended and the other's commendation waits for
 * its signature, one better than the year before, one that failed and put it right, one that stayed away. Its units were
 * recognised years before. Where a year of it has no published calendar no notice could end, and nothing is played.
 */
export async function playLastRound(stage: Stage, now: Temporal.Instant, texts: Texts): Promise<void> {
  const calendar = await stage.services.database.read(loadWorkingCalendar);
  if (!calendar.isPublished(dayOf(days(now, 340)))) return;
  await recognise(stage, now, texts);
  const year = yearOf(dayOf(days(now, 5))) - 1;
  await stage.go(days(now, 376));
  const { roundId, caseOf } = await announce(stage, packId, year, days(now, 360));
  const cases = Object.fromEntries(KEYS.map((key) => [key, caseOf(DEMO_HOLDER_IDS[key]) ?? ''])) as Record<
    DemoHolderKey,
    string
  >;
  await stage.go(days(now, 368));
  for (const key of KEYS) await score(stage, cases[key], HOLDERS[key]);
  await stage.go(days(now, 360));
  await grade(stage, roundId);
  await stage.publish(officer, cases.lushan, texts.phones);
  await stage.go(days(now, 338));
  await release(stage, roundId, year);
  await rectify(stage, now);
}

async function recognise(stage: Stage, now: Temporal.Instant, { form, phones, reasons }: Texts): Promise<void> {
  const cases: string[] = [];
  await stage.go(days(now, 1180));
  const year = yearOf(stage.clock.today());
  await stage.does(officer, async (tx, actor) => {
    await insertHolders(tx, stage.clock.now().toString());
    await createRound(tx, stage.services, actor, {
      packId,
      procedureId: 'recognition',
      year,
      title: `${year}年度湖南省众创空间认定申报(示例)`,
      opensAt: stage.clock.now().toString(),
      closesAt: days(now, 1175).toString(),
    });
  });
  for (const key of KEYS) {
    const { by } = HOLDERS[key];
    const caseId = await stage.open(by, DEMO_HOLDER_IDS[key], packId, 'recognition');
    await stage.fill(by, caseId, form);
    await stage.submit(by, caseId);
    cases.push(caseId);
  }
  await stage.go(days(now, 1172));
  for (const caseId of cases) {
    await stage.agree('shi.jingban', caseId, '材料齐全，情况属实，同意推荐。');
    await stage.agree(officer, caseId, '材料齐全，予以受理。');
  }
  await stage.go(days(now, 1166));
  for (const caseId of cases) {
    const experts = await stage.assign(officer, caseId);
    await stage.review(experts, caseId, [84, 82, 86], '服务体系完整，同意认定(示例)。');
    await stage.visit(officer, caseId, { place: '示例空间现场', submit: true, photograph: false });
  }
  const [first = ''] = cases;
  await stage.go(days(now, 1160));
  await stage.release(officer, director, first);
  await stage.publish(officer, first, phones);
  await stage.go(days(now, 1135));
  for (const caseId of cases) {
    await stage.decide(officer, director, caseId, reasons);
    await stage.award(officer, caseId, '运营机构负责人');
  }
}

/** From the self-evaluation to what the experts give. */
async function score(stage: Stage, caseId: string, { by, contact, points, opinion }: Holder): Promise<void> {
  if (points.length === 0) return;
  await stage.fill(by, caseId, { ...SUMMARY, contact, 'account.expert-points': ACCOUNT });
  await stage.attach(by, caseId, 'proof.expert-points', '训练营签到(示例).jpg', '全年十二期训练营的到场人数');
  await stage.submit(by, caseId);
  await stage.agree(officer, caseId, '数据与日常记录一致。');
  const experts = await stage.assign(officer, caseId);
  for (const [seat, given] of points.entries())
    await stage.handIn(experts[seat] ?? '', caseId, {
      score: null,
      items: { 'expert-points': { points: given, comment: null } },
      opinion,
      recommendation: given >= 60 ? 'recommend' : 'reserve',
    });
}

/** Who handed nothing in is absent; the grades are put forward and signed. */
async function grade(stage: Stage, roundId: string): Promise<void> {
  const { services } = stage;
  const draft = (await services.database.read((tx) => openGrading(tx, roundId)))?.version ?? 0;
  await stage.does(officer, (tx, actor) => establishAbsence(tx, services, actor, roundId));
  await stage.does(officer, (tx, actor) => proposeGrades(tx, services, actor, roundId, draft));
  await stage.does(director, (tx, actor) => signGrades(tx, services, actor, roundId, draft + 1));
}

/** With what is known of the year before on paper, all results at once; then what follows of them. */
async function release(stage: Stage, roundId: string, year: number): Promise<void> {
  const { services } = stage;
  await stage.does(officer, async (tx, actor) => {
    for (const key of KEYS)
      await enterPast(tx, services, actor, {
        roundId,
        carrierId: DEMO_HOLDER_IDS[key],
        year: year - 1,
        participated: true,
        grade: HOLDERS[key].before,
        source: `${year - 1}年度考核通报(示例)`,
      });
  });
  await stage.does(director, (tx, actor) => releaseRound(tx, services, actor, roundId));
  for (const [key, signed] of [
    ['lushan', true],
    ['yanghu', true],
    ['juzhou', false],
  ] as const) {
    const carrierId = DEMO_HOLDER_IDS[key];
    await stage.does(officer, async (tx) => {
      const { version, reasons } = await lockConsequence(tx, roundId, carrierId);
      const letter = { id: 'excellent-priority', chosen: true, reason: null, fen: null };
      const choices = key === 'yanghu' ? [] : [{ ...letter, addressee: '国家主管部门(示例)' }];
      await proposeConsequence(tx, { roundId, carrierId, version, choices, reasons });
    });
    const named = { roundId, carrierId, version: 2 };
    if (signed) await stage.does(director, (tx, actor) => signConsequence(tx, services, actor, named));
  }
}

/** What was ordered of the one that failed: reported after a month, and accepted. */
async function rectify(stage: Stage, now: Temporal.Instant): Promise<void> {
  const { services } = stage;
  const [row] = await services.database.read((tx) =>
    sqlRows<{ caseId: string }>(tx, 'select run_by as "caseId" from rectification where carrier_id = $1', [
      DEMO_HOLDER_IDS.yanghu,
    ]),
  );
  if (!row) throw new Error('nothing was ordered');
  const { caseId } = row;
  const finding = {
    cites: '第十五条',
    says: '活动少，辅导记录不完整(示例)。',
    must: '每月至少举办一次活动，补齐辅导记录。',
  };
  await stage.does(officer, async (tx, actor) => {
    const { version } = await rectificationOf(tx, caseId);
    await issueOrder(tx, services, actor, caseId, { version, findings: [finding], days: null, reason: null });
  });
  await stage.go(days(now, 320));
  const { findings } = await services.database.read((tx) => rectificationOf(tx, caseId));
  await stage.does(HOLDERS.yanghu.by, (tx, actor) =>
    reportRectification(tx, services, actor, caseId, {
      report: '已补齐全部辅导记录，并恢复每月一次的路演和训练营(示例)。',
      answers: findings.map(({ id }) => ({ id, answer: '已整改到位，记录可查(示例)。' })),
    }),
  );
  await stage.does(officer, (tx, actor) =>
    judgeRectification(tx, services, actor, caseId, {
      outcome: 'accepted',
      verdicts: findings.map(({ id }) => ({ id, verdict: 'met', opinion: '' })),
      opinion: '抽查记录属实，整改到位(示例)。',
      days: null,
      reason: null,
    }),
  );
}
