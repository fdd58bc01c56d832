import { openAppeal } from '../../cases/appeals/appeal.actions.ts';
import { addExhibit } from '../../cases/exhibits/exhibit.actions.ts';
import { reportProblem } from '../../cases/problems/problem.actions.ts';
import { giveStatement, openSanction, serveCharge } from '../../cases/sanctions/sanction.actions.ts';
import type { Consequence } from '../../cases/sanctions/sanction.ts';
import { PUBLIC } from '../../kernel/actor.ts';
import { sqlRows } from '../../platform/db/database.ts';
import { DEMO_CARRIER_IDS } from '../../records/demo/demo.ids.ts';
import { recordPayment } from '../claims/claim.actions.ts';
import { issueOrder, orderRectification } from '../rectifications/rectification.actions.ts';
import { rectificationOf } from '../rectifications/rectification.store.ts';
import type { Stage } from './demo.stage.ts';

/** Who handles a breach, and under which document. */
interface Bench {
  readonly packId: string;
  readonly officer: string;
  readonly director: string;
}
export const HUNAN_BENCH: Bench = {
  packId: '430000-hunan/maker-space-2016',
  officer: 'sheng.jingban',
  director: 'sheng.qianfa',
};
const SHANGHAI_BENCH: Bench = {
  packId: '310000-shanghai/maker-space',
  officer: 'hu.lianmeng',
  director: 'hu.lianmeng.qianfa',
};

interface Breach {
  readonly carrierId: string;
  readonly problemId?: string;
  readonly suspected: string;
  readonly rule: string;
  readonly found: string;
  readonly evidence: string;
  readonly consequences: readonly Consequence[];
}

/** From the suspicion to the notice that the party gets. */
async function charge(stage: Stage, { packId, officer }: Bench, breach: Breach): Promise<string> {
  const { carrierId, problemId = null, suspected, rule, found, evidence, consequences } = breach;
  const source = problemId === null ? 'check' : 'report';
  const caseId = await stage.does(officer, async (tx, actor) => {
    const of = { carrierId, packId, source, says: suspected, problemId } as const;
    return (await openSanction(tx, stage.services, actor, of)).id;
  });
  await stage.agree(officer, caseId, '初步核查属实(示例)，立案调查。');
  await stage.does(officer, (tx, actor) =>
    addExhibit(tx, stage.services, actor, { caseId, side: 'body', says: evidence, held: true, item: null }),
  );
  await stage.does(officer, (tx, actor) =>
    serveCharge(tx, stage.services, actor, caseId, { version: 1, charge: { breaches: [rule], found, consequences } }),
  );
  return caseId;
}

async function answerAndDecide(stage: Stage, bench: Bench, caseId: string, party: string): Promise<void> {
  await stage.does(party, (tx, actor) =>
    giveStatement(tx, stage.services, actor, caseId, { statement: '对查明的事实没有异议(示例)。', hearing: false }),
  );
  await stage.decide(bench.officer, bench.director, caseId, '事实清楚，证据确凿，当事人没有异议(示例)。');
}

/** Years ago: a bar that has ended by itself, and the entry of it that is public no more. */
export async function playEndedBar(stage: Stage): Promise<void> {
  const caseId = await charge(stage, SHANGHAI_BENCH, {
    carrierId: DEMO_CARRIER_IDS.zhangjiang,
    suspected: '备案材料中的入驻协议存疑(示例)',
    rule: 'false-material',
    found: '申报备案所附的三份入驻协议系伪造(示例)。',
    evidence: '入驻协议与签约团队的核对结果(示例)',
    consequences: [{ effect: 'barApplicant', months: null, amount: null }],
  });
  await answerAndDecide(stage, SHANGHAI_BENCH, caseId, 'hu.yunying');
}

/** Last winter: money to be paid back, on the public credit file, appealed against in vain. */
export async function playClaim(stage: Stage): Promise<string> {
  const caseId = await charge(stage, HUNAN_BENCH, {
    carrierId: DEMO_CARRIER_IDS.lanhai,
    suspected: '专项审计发现补助资金去向不明(示例)',
    rule: 'misuse',
    found: '将补助资金8万元用于与众创空间无关的支出(示例)。',
    evidence: '专项审计报告(示例)',
    consequences: [{ effect: 'claimRecovery', months: null, amount: 8_000_000 }],
  });
  await answerAndDecide(stage, HUNAN_BENCH, caseId, 'yunying2');
  const appeal = await stage.does(
    'yunying2',
    async (tx, actor) => (await openAppeal(tx, stage.services, actor, caseId)).id,
  );
  await stage.fill('yunying2', appeal, { grounds: '部分支出与众创空间有关(示例)。', asks: '减少追回金额' });
  await stage.submit('yunying2', appeal);
  await stage.agree(HUNAN_BENCH.officer, appeal, '在期限内提出，予以受理(示例)。');
  await stage.decide(
    HUNAN_BENCH.officer,
    'sheng.fuhe',
    appeal,
    '经复核，原决定认定事实清楚(示例)，予以维持。',
    'refused',
  );
  return caseId;
}

export function payPart(stage: Stage, caseId: string): Promise<unknown> {
  return stage.does(HUNAN_BENCH.officer, async (tx, actor) => {
    const [claim] = await sqlRows<{ id: string }>(tx, 'select id from recovery_claim where case_id = $1', [caseId]);
    if (!claim) throw new Error(`no claim from ${caseId}`);
    const { clock } = stage;
    const paid = { amount: 3_000_000, onDay: clock.today(), voucher: '示例缴款书001' };
    return recordPayment(tx, { actor, clock }, claim.id, paid);
  });
}

/** Under way: an officer ordered something to be put right. */
export async function playRectification(stage: Stage, carrierId: string): Promise<void> {
  const { packId, officer } = HUNAN_BENCH;
  const caseId = await stage.does(officer, async (tx, actor) => {
    const of = { carrierId, packId, reason: '日常检查发现公共服务场地被占用(示例)。' };
    return (await orderRectification(tx, stage.services, actor, of)).id;
  });
  await stage.does(officer, async (tx, actor) => {
    const { version } = await rectificationOf(tx, caseId);
    const finding = {
      cites: '第五条(二)',
      says: '公共服务场地有一处被隔作仓库(示例)。',
      must: '恢复为公共服务场地并对外开放。',
    };
    await issueOrder(tx, stage.services, actor, caseId, { version, findings: [finding], days: null, reason: null });
  });
}

/** Under way: the public reported it, and the party has been told and may speak. */
export async function playReport(stage: Stage): Promise<void> {
  const carrierId = DEMO_CARRIER_IDS.chuying;
  const report = {
    topic: 'register',
    carrierId,
    plaqueToken: null,
    page: null,
    says: '该空间申报的入驻团队有几家从来没有来过(示例)，请核实。',
    name: '示例反映人',
    phone: '13800000001',
  } as const;
  // Nobody in particular, as at the public page.
  const problemId = await stage.does(HUNAN_BENCH.officer, async (tx) => {
    const { receipt } = await reportProblem(tx, stage.services, PUBLIC, report, []);
    const [row] = await sqlRows<{ id: string }>(tx, 'select id from problem_report where receipt = $1', [receipt]);
    return row?.id;
  });
  if (!problemId) throw new Error('the report is gone');
  await charge(stage, HUNAN_BENCH, {
    carrierId,
    problemId,
    suspected: '申报的入驻团队与实际不符(示例)',
    rule: 'false-material',
    found: '申报的入驻团队中有四家没有实际入驻(示例)。',
    evidence: '现场核查记录(示例)',
    consequences: [{ effect: 'claimRecovery', months: null, amount: 5_000_000 }],
  });
}
