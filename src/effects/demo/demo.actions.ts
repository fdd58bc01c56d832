import type { CaseServices } from '../../cases/casefile/steps.ts';
import { declareInterest, keepExpert } from '../../cases/experts/expert.actions.ts';
import { lodgeObjection } from '../../cases/objections/objection.actions.ts';
import { createRound } from '../../cases/rounds/round.actions.ts';
import { askForSupplement } from '../../cases/supplements/supplement.actions.ts';
import type { TravellingClock } from '../../kernel/clock.ts';
import { yearOf } from '../../kernel/day.ts';
import { sqlRows } from '../../platform/db/database.ts';
import { applyForTenancy } from '../../records/admissions/admission.actions.ts';
import { DEMO_CARRIER_IDS, DEMO_ORGANISATION_IDS } from '../../records/demo/demo.ids.ts';
import { playEvaluation } from './demo.evaluation.ts';
import { playLastRound } from './demo.last-round.ts';
import { beginRents, payRents } from './demo.money.ts';
import { payPart, playClaim, playEndedBar, playRectification, playReport } from './demo.sanctions.ts';
import { days, Stage } from './demo.stage.ts';

const HUNAN = '430000-hunan/maker-space-2016';
const JIANGSU = '320000-jiangsu/work-plan';
const SHANGHAI = '310000-shanghai/maker-space';

/** In days: the bar of three years that began then has ended. */
const LONG_AGO = 1300;

const FORM = {
  recommender: DEMO_ORGANISATION_IDS.cityBureau,
  introduction: '本空间(示例)面向初创团队提供工位、导师辅导、路演和投融资对接，常年举办训练营和沙龙。',
  businessModel: '基础工位免费，增值服务收费；与天使投资机构合作，以股权投资分享成长收益。',
  cooperation: '与多家投资机构签有合作协议，定期举办项目路演。',
  contact: '刘运营 0731-00000000',
  commitment: true,
} as const;

/**
 * The demo's cases: in 湖南 one standing in each step of the recognition, in 上海 a filed space and a change under way,
 * in 江苏 a mentor recognised and another put forward; of evaluations last year's, released, and one that runs; rents billed month by month, some of them never paid; of breaches a bar that has ended, a claim paid in part, a
 * rectification and a charge under way.
 * The demo's people do all of it by the real actions, at days before the present. Safe at every start.
 *
 * @param at makes the services and timers of a clock that travels
 * @returns whether anything was done
 */
export async function playDemoCases(
  now: Temporal.Instant,
  at: (start: Temporal.Instant) => { services: CaseServices; clock: TravellingClock; runDue: () => Promise<unknown> },
): Promise<boolean> {
  const { services, clock, runDue } = at(days(now, LONG_AGO));
  const played = await services.database.read((tx) =>
    sqlRows(tx, 'select 1 from case_file where carrier_id = any($1::uuid[]) limit 1', [
      Object.values(DEMO_CARRIER_IDS),
    ]),
  );
  if (played.length > 0) return false;
  const stage = new Stage(services, clock, runDue);
  await playEndedBar(stage);
  await fillLibrary(stage);
  await playLastRound(stage, now, { form: FORM, phones: PHONES, reasons: REASONS });
  await stage.go(days(now, 225));
  const owing = await playClaim(stage);
  await beginRents(stage);
  await stage.go(days(now, 120));
  await payPart(stage, owing);
  await payRents(stage);
  await stage.go(days(now, 62));
  await payRents(stage);
  await playHunan(stage, now);
  await playShanghai(stage, now);
  await playMentors(stage, now);
  await payRents(stage);
  await askToMoveIn(services);
  return true;
}

/** 示例: a founder's question and a team's application, waiting for the space's answer. */
async function askToMoveIn(services: CaseServices): Promise<void> {
  const asked = {
    carrierId: DEMO_CARRIER_IDS.xingtu,
    uscc: null,
    founderType: null,
    industry: null,
    members: null,
    desks: 4,
    wantedFrom: null,
  };
  const [question, team] = [
    { kind: 'enquiry', teamName: '示例问路团队', founderName: '示例甲', phone: '13900000001' },
    { kind: 'application', teamName: '示例求驻团队', founderName: '示例乙', phone: '13900000002' },
  ] as const;
  await services.database.transact(async (tx) => {
    await applyForTenancy(tx, services, { ...asked, ...question, project: '请问四人团队可以短租三个月吗？' }, true);
    await applyForTenancy(tx, services, { ...asked, ...team, project: '面向社区的适老化改造设计，四人团队。' }, true);
  });
}

async function fillLibrary(stage: Stage): Promise<void> {
  const experts = [
    { account: 'zhuanjia1', title: '教授', fields: ['人工智能', '工业互联网', '智能'] },
    { account: 'zhuanjia2', title: '研究员', fields: ['新材料', '集成电路', '光电'] },
    { account: 'zhuanjia3', title: '高级工程师', fields: ['智能硬件', '智能网联汽车', '工业互联网'] },
    { account: 'zhuanjia4', title: '创业导师', fields: ['数字文创', '创业孵化'] },
    { account: 'zhuanjia5', title: '投资人', fields: ['投融资', '人工智能', '新材料'] },
  ];
  for (const { account, title, fields } of experts) {
    await stage.does('sheng.jingban', async (tx, actor) => {
      const [person] = await sqlRows<{ id: string }>(tx, 'select id from person where account = $1', [account]);
      if (!person) return;
      const entry = {
        personId: person.id,
        title,
        fields,
        phones: [],
        awayFrom: null,
        awayTo: null,
        perRound: 40,
        perYear: 120,
      };
      await keepExpert(tx, stage.services, actor, entry);
      if (account !== 'zhuanjia5') return;
      // He once worked for one of the applicants, so he is never proposed for its spaces.
      await declareInterest(tx, stage.services, actor, person.id, {
        kind: 'employer',
        organisationId: DEMO_ORGANISATION_IDS.operator,
        organisationName: '示例星图创业服务有限公司',
        uscc: null,
        fromDay: '2016-04-01',
        toDay: '2019-08-31',
        sharePercent: null,
        note: null,
      });
    });
  }
}

const OPERATORS = { operator: 'yunying', second: 'yunying2', third: 'yunying3' } as const;
type Hunan =
  | 'banben'
  | 'chuying'
  | 'xiaowu'
  | 'duanzu'
  | 'juguang'
  | 'mufeng'
  | 'zhizhou'
  | 'xinyuan'
  | 'qihang'
  | 'yunshan'
  | 'lanhai'
  | 'xingtu';
/** Whose space it is, and how far its case comes. */
const HUNAN_CASES: Readonly<Record<Hunan, { by: string; scores: readonly number[] }>> = {
  banben: { by: OPERATORS.third, scores: [] },
  chuying: { by: OPERATORS.third, scores: [] },
  xiaowu: { by: OPERATORS.third, scores: [] },
  duanzu: { by: OPERATORS.second, scores: [] },
  juguang: { by: OPERATORS.operator, scores: [86, 82.5, 88] },
  mufeng: { by: OPERATORS.second, scores: [81] },
  zhizhou: { by: OPERATORS.operator, scores: [90, 84, 87] },
  xinyuan: { by: OPERATORS.operator, scores: [79, 83, 80.5] },
  qihang: { by: OPERATORS.operator, scores: [85, 88, 84] },
  yunshan: { by: OPERATORS.operator, scores: [82, 80, 86] },
  lanhai: { by: OPERATORS.second, scores: [91, 89, 93] },
  xingtu: { by: OPERATORS.operator, scores: [94, 92.5, 95] },
};
const PHONES = [
  { office: '业务处室', phone: '0731-00000001' },
  { office: '机关纪委', phone: '0731-00000002' },
];
const REASONS = '经形式审查、专家评审和现场考察，符合第五条规定的条件，公示期满无未决异议。';

async function playHunan(stage: Stage, now: Temporal.Instant): Promise<void> {
  const officer = 'sheng.jingban';
  const director = 'sheng.qianfa';
  const ids = {} as Record<Hunan, string>;
  await stage.does(officer, (tx, actor) => {
    const year = yearOf(stage.clock.today());
    return createRound(tx, stage.services, actor, {
      packId: HUNAN,
      procedureId: 'recognition',
      year,
      title: `${year}年度湖南省众创空间认定申报(示例)`,
      opensAt: days(now, 62).toString(),
      closesAt: days(now, -20).toString(),
    });
  });
  const first: readonly Hunan[] = ['xingtu', 'juguang', 'lanhai'];
  const apply = async (key: Hunan) => {
    const { by } = HUNAN_CASES[key];
    ids[key] = await stage.open(by, DEMO_CARRIER_IDS[key], HUNAN, 'recognition');
    await stage.fill(by, ids[key], FORM);
    await stage.submit(by, ids[key]);
  };
  const recommend = (key: Hunan) => stage.agree('shi.jingban', ids[key], '材料齐全，情况属实，同意推荐。');
  const accept = async (key: Hunan) => {
    if (first.includes(key)) await stage.judge(officer, ids[key], '材料可以佐证');
    await stage.agree(officer, ids[key], '材料齐全，予以受理。');
  };
  const review = async (key: Hunan) => {
    const experts = await stage.assign(officer, ids[key]);
    await stage.review(
      experts,
      ids[key],
      HUNAN_CASES[key].scores,
      '服务体系较完善，入驻团队质量较好，建议加强投融资服务。',
    );
  };
  const visit = (key: Hunan) =>
    stage.visit(officer, ids[key], { place: '示例高新区示例路', submit: true, photograph: key === 'xingtu' });

  await stage.go(days(now, 60));
  for (const key of first) await apply(key);
  await stage.go(days(now, 56));
  for (const key of first) await recommend(key);
  await stage.go(days(now, 53));
  for (const key of first) await accept(key);
  await stage.go(days(now, 49));
  for (const key of first) await review(key);
  await stage.go(days(now, 44));
  for (const key of first) await visit(key);
  await stage.go(days(now, 41));
  await stage.release(officer, director, ids.xingtu);
  await stage.go(days(now, 40));
  await stage.publish(officer, ids.xingtu, PHONES);

  const second: readonly Hunan[] = ['qihang', 'yunshan', 'xinyuan', 'zhizhou', 'mufeng', 'duanzu', 'xiaowu', 'chuying'];
  await stage.go(days(now, 18));
  for (const key of second) await apply(key);
  await stage.go(days(now, 15));
  for (const key of second.slice(0, -1)) await recommend(key);
  await stage.go(days(now, 13));
  for (const key of second.slice(0, 5)) await accept(key);
  await stage.go(days(now, 11));
  for (const key of second.slice(0, 4)) await review(key);
  await stage.go(days(now, 8));
  for (const key of ['qihang', 'yunshan'] as const) await visit(key);

  // A period over a long holiday may not be over yet; then these stay in public notice.
  await stage.go(days(now, 7));
  if ((await stage.stepOf(ids.xingtu)) === 'decide') {
    await stage.decide(officer, director, ids.xingtu, REASONS);
    await stage.decide(officer, director, ids.juguang, REASONS);
    await stage.go(days(now, 5));
    await stage.award(officer, ids.xingtu, '刘运营');
    await playRectification(stage, DEMO_CARRIER_IDS.juguang);
  }
  await stage.go(days(now, 5));
  await playEvaluation(stage, { packId: HUNAN, scored: DEMO_CARRIER_IDS.xingtu, filling: DEMO_CARRIER_IDS.juguang });
  await stage.go(days(now, 4));
  await stage.release(officer, director, ids.qihang);
  await stage.go(days(now, 3));
  await visit('xinyuan');
  await stage.visit(officer, ids.zhizhou, { place: '示例高新区示例路13号', submit: false, photograph: true });
  await review('mufeng');
  await stage.go(days(now, 2));
  await stage.does(officer, async (tx, actor) => {
    const [task] = await sqlRows<{ id: string }>(
      tx,
      `select id from task where case_id = $1 and state = 'open' and organisation_id = $2`,
      [ids.duanzu, actor.organisationId],
    );
    if (!task) return;
    await askForSupplement(tx, stage.services, actor, task.id, [
      { kind: 'requirement', ref: 'lease-term', says: '场地租期不足三年，请补充续租协议或其他场地证明' },
      { kind: 'evidence', ref: 'premisesProof', says: '请上传租赁合同全文' },
    ]);
  });
  await stage.go(days(now, 1));
  const notice = await stage.publish(officer, ids.qihang, PHONES);
  await stage.does('yunying', (tx) =>
    lodgeObjection(
      tx,
      stage.services,
      { address: null, requestId: null },
      {
        noticeId: notice,
        caseId: ids.yunshan,
        kind: 'individual',
        name: '示例异议人',
        unit: null,
        phone: '13800000000',
        text: '据了解该空间实际入驻团队少于申报数量，请核实入驻协议和实际使用情况。',
        seal: null,
      },
    ),
  );
  await playReport(stage);
  ids.banben = await stage.open(OPERATORS.third, DEMO_CARRIER_IDS.banben, HUNAN, 'recognition');
  await stage.fill(OPERATORS.third, ids.banben, { introduction: FORM.introduction });
}

async function playShanghai(stage: Stage, now: Temporal.Instant): Promise<void> {
  const by = 'hu.yunying';
  const carrier = DEMO_CARRIER_IDS.pujiang;
  await stage.go(days(now, 40));
  const filing = await stage.open(by, carrier, SHANGHAI, 'filing');
  await stage.fill(by, filing, {
    introduction: '本空间(示例)服务智能制造领域的早期团队。',
    focus: '智能制造',
    goals: '三年内培育一批科技型中小企业',
    services: '提供技术平台、导师、投融资和国际对接服务，线上线下联动。',
    contact: '徐运营 021-00000000',
    commitment: true,
  });
  await stage.submit(by, filing);
  await stage.go(days(now, 37));
  await stage.agree('hu.qu', filing, '符合条件，同意推荐备案。');
  await stage.go(days(now, 34));
  await stage.judge('hu.lianmeng', filing, '材料可以佐证');
  await stage.agree('hu.lianmeng', filing, '材料齐全，予以受理。');
  await stage.go(days(now, 33));
  await stage.decide('hu.lianmeng', 'hu.lianmeng.qianfa', filing, '符合第四条规定的条件，予以备案。');
  await stage.go(days(now, 30));
  await stage.award('hu.lianmeng', filing, '徐运营');
  await stage.go(days(now, 6));
  const change = await stage.open(by, carrier, SHANGHAI, 'change');
  await stage.fill(by, change, {
    'change.floorArea': 1260,
    'change.direction': '智能制造与机器人',
    'change.happenedOn': days(now, 20).toZonedDateTimeISO('Asia/Shanghai').toPlainDate().toString(),
    reason: '扩租同楼层场地，并增加机器人方向。',
    commitment: true,
  });
  await stage.submit(by, change);
}

async function playMentors(stage: Stage, now: Temporal.Instant): Promise<void> {
  const by = 'su.yunying';
  const carrier = DEMO_CARRIER_IDS.jinling;
  const mentors = await stage.services.database.read((tx) =>
    sqlRows<{ id: string }>(tx, 'select id from mentor where carrier_id = $1 order by name desc limit 2', [carrier]),
  );
  const apply = async ({ id }: { id: string }) => {
    const caseId = await stage.open(by, carrier, JIANGSU, 'mentor-recognition', id);
    await stage.fill(by, caseId, {
      career: '从事软件研发和技术管理十余年(示例)，曾带队创办两家科技企业。',
      guidance: '受聘以来为入驻团队辅导产品定位、股权设计和融资准备(示例)。',
      offer: '每年辅导不少于24小时，其中线上时段面向其他载体的团队开放。',
      contact: '严运营 025-00000000',
      commitment: true,
    });
    await stage.attach(by, caseId, 'resume', '导师履历和同意申报的签字件(示例).png');
    await stage.submit(by, caseId);
    return caseId;
  };
  const [first, second] = mentors;
  if (!first || !second) return;
  await stage.go(days(now, 45));
  const recognised = await apply(first);
  await stage.go(days(now, 42));
  await stage.agree('su.shi', recognised, '情况属实，同意推荐。');
  await stage.go(days(now, 38));
  await stage.agree('su.sheng', recognised, '从业经历和辅导成效符合要求，同意公示。');
  await stage.go(days(now, 37));
  await stage.publish('su.sheng', recognised, [{ office: '业务处室', phone: '025-00000001' }]);
  await stage.go(days(now, 20));
  const reasons = '经推荐、审核和公示，公示期满无异议，予以认定。';
  if ((await stage.stepOf(recognised)) === 'recognise')
    await stage.decide('su.sheng', 'su.sheng.qianfa', recognised, reasons);
  await stage.go(days(now, 5));
  const asked = await apply(second);
  await stage.go(days(now, 3));
  await stage.agree('su.shi', asked, '情况属实，同意推荐。');
}
