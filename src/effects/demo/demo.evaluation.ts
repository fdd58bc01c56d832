import { createEvaluation, setParameters } from '../../cases/evaluations/evaluation.actions.ts';
import { yearOf } from '../../kernel/day.ts';
import { sqlRows } from '../../platform/db/database.ts';
import type { Stage } from './demo.stage.ts';

const OFFICER = 'sheng.jingban';
const BY = 'yunying';

/** Answers of a self-evaluation. */
export const SUMMARY = {
  summary: '本年度(示例)新增入驻团队稳定，举办路演和训练营，辅导记录齐全；存在的不足是投融资对接偏少。',
  contact: '刘运营 0731-00000000',
  commitment: true,
} as const;

export const ACCOUNT =
  '围绕轨道交通形成“训练营加开放实验台”的服务(示例)：全年训练营十二期，实验台向团队开放，由签约导师跟进；辅导记录与签到逐次留存。';

/** The province announces the evaluation of a year, open from now on; every member has its case at once. */
export async function announce(stage: Stage, packId: string, year: number, closes: Temporal.Instant) {
  const today = stage.clock.today();
  const { roundId } = await stage.does(OFFICER, async (tx, actor) => {
    const round = await createEvaluation(tx, stage.services, actor, {
      packId,
      procedureId: 'evaluation',
      year,
      title: `${year}年度湖南省众创空间绩效考核(示例)`,
      opensAt: stage.clock.now().toString(),
      closesAt: closes.toString(),
      membersOn: today,
      factsOn: today,
      withinId: null,
      serviceModel: null,
      class: null,
    });
    await setParameters(tx, stage.services, actor, {
      roundId: round.roundId,
      values: { totalPoints: 100, excellentPoints: 90, passPoints: 60 },
      reason: `${year}年度考核通知(示例)`,
    });
    return round;
  });
  const cases = await stage.services.database.read((tx) =>
    sqlRows<{ carrierId: string; caseId: string }>(
      tx,
      'select carrier_id as "carrierId", case_id as "caseId" from evaluation_member where round_id = $1',
      [roundId],
    ),
  );
  return { roundId, caseOf: (carrierId: string) => cases.find((one) => one.carrierId === carrierId)?.caseId };
}

/**
 * A yearly evaluation that runs: one unit is being scored, one still fills in its self-evaluation. Where the carriers
 * hold nothing yet, because a long holiday held their notice up, nobody is evaluated. Begins at the stage’s present moment.
 */
export async function playEvaluation(
  stage: Stage,
  { packId, scored, filling }: { packId: string; scored: string; filling: string },
): Promise<void> {
  const opens = stage.clock.now();
  const { caseOf } = await announce(stage, packId, yearOf(stage.clock.today()), opens.add({ hours: 20 * 24 + 7 }));
  const [first, second] = [caseOf(scored), caseOf(filling)];
  if (first) {
    await stage.go(opens.add({ hours: 4 }));
    await stage.fill(BY, first, { ...SUMMARY, 'account.expert-points': ACCOUNT });
    await stage.attach(BY, first, 'proof.expert-points', '训练营签到(示例).jpg', '全年十二期训练营的到场人数');
    await stage.submit(BY, first);
    await stage.go(opens.add({ hours: 5 }));
    await stage.agree(OFFICER, first, '数据与日常记录一致。');
    const [expert] = await stage.assign(OFFICER, first);
    await stage.go(opens.add({ hours: 6 }));
    if (expert)
      await stage.handIn(expert, first, {
        score: null,
        items: { 'expert-points': { points: 91, comment: '辅导记录完整(示例)' } },
        opinion: '服务体系较完整，建议加强投融资对接(示例)。',
        recommendation: 'recommend',
      });
  }
  if (second) await stage.fill(BY, second, { summary: SUMMARY.summary });
}
