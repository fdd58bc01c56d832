import { listRoutes } from '../../identity/list-route.ts';
import { type Route, route } from '../../identity/route.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Pack } from '../../policy/pack.ts';
import { schemeOf } from '../../policy/score.ts';
import { endOf } from '../casefile/casefile.ts';
import type { CaseServices } from '../casefile/steps.ts';
import { packByHash, packsInForce, procedureOf } from '../packs/pack.actions.ts';
import { packTerritory } from '../rounds/round.store.ts';
import { roundState } from '../rounds/round.ts';
import {
  admitLate,
  createEvaluation,
  dueFor,
  enterPast,
  establishAbsence,
  setParameters,
} from './evaluation.actions.ts';
import {
  admitLateInput,
  createEvaluationInput,
  type EvaluationView,
  evaluationDone,
  evaluationProceduresView,
  evaluationsView,
  evaluationView,
  historyInput,
  historyView,
  listEvaluationsInput,
  membersInput,
  membersView,
  pastInput,
  roundInput,
  sampleInput,
  setParametersInput,
} from './evaluation.contract.ts';
import { MEMBERS } from './evaluation.excel.ts';
import {
  countMembers,
  type EvaluationRow,
  evaluationOf,
  listEvaluations,
  listMembers,
  parametersSet,
  pastOf,
  takingPart,
} from './evaluation.store.ts';
import { hasExperts, openFor } from './evaluation.ts';
import { drawSample } from './sample.actions.ts';
import { sampleOf } from './sample.store.ts';

const tag = '评价';
const done = { done: true as const };

async function rowView(tx: Tx, row: EvaluationRow, now: string) {
  const pack = await packByHash(tx, row.packHash);
  return {
    ...row,
    packTitle: pack.title,
    procedureTitle: procedureOf(pack, row.procedureId).title,
    state: roundState(row, now),
  };
}

async function view(tx: Tx, roundId: string, now: string): Promise<EvaluationView> {
  const row = await evaluationOf(tx, roundId);
  const pack = await packByHash(tx, row.packHash);
  const set = await parametersSet(tx, roundId);
  return {
    ...(await rowView(tx, row, now)),
    hasExperts: hasExperts(procedureOf(pack, row.procedureId)),
    counts: await countMembers(tx, roundId, now),
    ...(await notHere(tx, row, pack)),
    parameters: openFor(pack, row.scheme).map(({ name, forGrades }) => {
      const { label, unit, note } = pack.parameters[name] ?? { label: name, unit: '', note: null };
      const given = set.find((one) => one.name === name);
      return {
        name,
        forGrades,
        label,
        unit,
        note,
        value: given?.value ?? null,
        reason: given?.reason ?? null,
        at: given?.at ?? null,
        by: given?.by ?? null,
      };
    }),
    grades: schemeOf(pack, row.scheme).grades.map(({ id, zh, cites }) => ({ id, zh, cites })),
    sample: await sampleOf(tx, roundId),
  };
}

/** Whose class or service model nobody registered, and whom another round has: this one has not got them, and says so. */
async function notHere(
  tx: Tx,
  row: EvaluationRow,
  pack: Pack,
): Promise<Pick<EvaluationView, 'unclassed' | 'elsewhere'>> {
  const here = new Set((await takingPart(tx, row.roundId)).map(({ carrierId }) => carrierId));
  const due = (await dueFor(tx, row, pack)).filter(({ carrierId }) => !here.has(carrierId));
  return {
    unclassed: due.filter(({ isKnown }) => !isKnown).length,
    elsewhere: due.flatMap(({ carrier, isKnown, elsewhere }) =>
      isKnown && elsewhere ? [{ carrier, ...elsewhere }] : [],
    ),
  };
}

export const evaluationRoutes = (services: CaseServices): readonly Route[] => {
  const now = () => services.clock.now().toString();
  return [
    route({
      method: 'get',
      path: '/api/evaluations',
      permission: 'evaluation.list',
      summary: '评价批次列表',
      tag,
      input: listEvaluationsInput,
      output: evaluationsView,
      handle: async ({ tx, actor, input }) => {
        const territoryPath = actor.isSystem ? '/' : (actor.territoryPath ?? '-');
        const { rows, total } = await listEvaluations(tx, {
          ...input,
          year: input.year,
          withinId: input.withinId,
          class: input.class,
          serviceModel: input.serviceModel,
          territoryPath,
        });
        return {
          total,
          rows: await Promise.all(
            rows.map(async (row) => ({
              ...(await rowView(tx, row, now())),
              members: row.members,
              submitted: row.submitted,
            })),
          ),
        };
      },
    }),
    route({
      method: 'get',
      path: '/api/evaluation-procedures',
      permission: 'round.manage',
      summary: '可以组织的评价',
      tag,
      input: listEvaluationsInput.pick({}),
      output: evaluationProceduresView,
      handle: async ({ tx, actor }) => {
        const rows = [];
        for (const { pack } of await packsInForce(tx, services.clock.today())) {
          const territory = await packTerritory(tx, pack.territory.code);
          if (!territory || !actor.territoryPath || !territory.path.startsWith(actor.territoryPath)) continue;
          for (const { id, title, purpose } of pack.procedures)
            if (purpose === 'evaluation')
              rows.push({
                packId: pack.id,
                packTitle: pack.title,
                procedureId: id,
                procedureTitle: title,
                territoryId: territory.id,
              });
        }
        return { rows };
      },
    }),
    route({
      method: 'post',
      path: '/api/evaluations',
      permission: 'round.manage',
      summary: '发布一轮评价',
      tag,
      input: createEvaluationInput,
      output: evaluationView,
      handle: async ({ tx, actor, input }) => {
        const { roundId } = await createEvaluation(tx, services, actor, input);
        return view(tx, roundId, now());
      },
    }),
    route({
      method: 'get',
      path: '/api/evaluations/:roundId',
      permission: 'evaluation.manage',
      summary: '一轮评价的进度、参数和抽查',
      tag,
      input: roundInput,
      output: evaluationView,
      handle: ({ tx, input }) => view(tx, input.roundId, now()),
    }),
    ...listRoutes(
      {
        method: 'get',
        path: '/api/evaluations/:roundId/members',
        permission: 'evaluation.manage',
        summary: '进度数字背后的名单',
        tag,
        input: membersInput,
        output: membersView,
        handle: async ({ tx, input: { roundId, ...query } }) => {
          const { packHash, procedureId } = await evaluationOf(tx, roundId);
          const procedure = procedureOf(await packByHash(tx, packHash), procedureId);
          const { rows, total } = await listMembers(tx, roundId, { ...query, q: query.q, now: now() });
          return {
            total,
            rows: rows.map(({ stepId, endId, ...row }) => {
              const place =
                procedure.steps.find(({ id }) => id === stepId)?.title ?? (endId && endOf(procedure, endId)?.title);
              return { ...row, state: row.state as 'open' | null, standing: place || '没有运营机构' };
            }),
          };
        },
      },
      MEMBERS,
    ),
    route({
      method: 'put',
      path: '/api/evaluations/:roundId/parameters',
      permission: 'evaluation.manage',
      summary: '设定文件没有规定的数值',
      tag,
      input: setParametersInput,
      output: evaluationView,
      handle: async ({ tx, actor, input }) => {
        await setParameters(tx, services, actor, input);
        return view(tx, input.roundId, now());
      },
    }),
    route({
      method: 'post',
      path: '/api/evaluations/:roundId/late',
      permission: 'evaluation.manage',
      summary: '准许一个单位逾期提交',
      tag,
      input: admitLateInput,
      output: evaluationDone,
      handle: async ({ tx, actor, input }) => {
        await admitLate(tx, services, actor, input);
        return done;
      },
    }),
    route({
      method: 'post',
      path: '/api/evaluations/:roundId/absence',
      permission: 'evaluation.manage',
      summary: '认定缺席单位',
      tag,
      input: roundInput,
      output: evaluationView,
      handle: async ({ tx, actor, input }) => {
        await establishAbsence(tx, services, actor, input.roundId);
        return view(tx, input.roundId, now());
      },
    }),
    route({
      method: 'get',
      path: '/api/evaluations/:roundId/history/:carrierId',
      permission: 'evaluation.manage',
      summary: '一个载体历年的结果',
      tag,
      input: historyInput,
      output: historyView,
      handle: async ({ tx, input }) => {
        const { packId, procedureId, packHash, scheme } = await evaluationOf(tx, input.roundId);
        const { grades } = schemeOf(await packByHash(tx, packHash), scheme);
        const rows = await pastOf(tx, { carrierId: input.carrierId, packId, procedureId });
        return {
          rows: rows.map(({ year, participated, grade, label, source }) => ({
            year,
            participated,
            label: grades.find(({ id }) => id === grade)?.zh ?? label,
            source,
          })),
        };
      },
    }),
    route({
      method: 'post',
      path: '/api/evaluations/:roundId/past',
      permission: 'evaluation.manage',
      summary: '补录以往年度的结果',
      tag,
      input: pastInput,
      output: evaluationDone,
      handle: async ({ tx, actor, input }) => {
        await enterPast(tx, services, actor, input);
        return done;
      },
    }),
    route({
      method: 'post',
      path: '/api/evaluations/:roundId/sample',
      permission: 'evaluation.manage',
      summary: '抽取现场核查的单位',
      tag,
      input: sampleInput,
      output: evaluationView,
      handle: async ({ tx, actor, input }) => {
        await drawSample(tx, services, actor, input);
        return view(tx, input.roundId, now());
      },
    }),
  ];
};
