import type { MultipartFile, MultipartValue } from '@fastify/multipart';
import { listRoutes } from '../../identity/list-route.ts';
import { type Route, route, type UploadedFile } from '../../identity/route.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Tx } from '../../platform/db/database.ts';
import { fieldsOf } from '../../platform/http/server.ts';
import type { CaseServices } from '../casefile/steps.ts';
import {
  answerObjection,
  askParty,
  type Lodging,
  lodgeObjection,
  maskedObjector,
  readSealed,
  redact,
  stateSide,
} from './objection.actions.ts';
import {
  answerInput,
  askInput,
  listObjectionsInput,
  lodgedView,
  lodgeFields,
  lodgeInput,
  type ObjectionView,
  objectionInput,
  objectionStatusInput,
  objectionStatusView,
  objectionsView,
  objectionView,
  partyObjectionView,
  readInput,
  readView,
  redactInput,
  statementInput,
} from './objection.contract.ts';
import { OBJECTIONS } from './objection.excel.ts';
import {
  byReceipt,
  listedObjection,
  listObjections,
  type ObjectionListRow,
  objectionById,
  readingsOf,
} from './objection.store.ts';
import { OBJECTION_STATES } from './objection.ts';

const tag = '异议';
const labelled = <R extends ObjectionListRow>(row: R) => ({ ...row, stateLabel: OBJECTION_STATES[row.state].zh });

async function view(tx: Tx, services: CaseServices, id: string): Promise<ObjectionView> {
  const row = await objectionById(tx, id);
  return {
    ...labelled(await listedObjection(tx, id)),
    ...maskedObjector(row, services.config.encryptionKey),
    hasSeal: row.seal_file_id !== null,
    redacted: row.redacted,
    askedAt: row.asked_at,
    dueAt: row.due_at,
    statement: row.statement,
    statedAt: row.stated_at,
    reasons: row.reasons,
    reply: row.reply,
    version: row.version,
    readings: await readingsOf(tx, id),
  };
}

async function partyView(tx: Tx, id: string) {
  const row = await objectionById(tx, id);
  const { state } = await listedObjection(tx, id);
  if (row.redacted === null || row.asked_at === null) throw new Refusal('not-found');
  return {
    id,
    caseId: row.case_id,
    state,
    stateLabel: OBJECTION_STATES[state].zh,
    redacted: row.redacted,
    askedAt: row.asked_at,
    dueOn: row.due_on,
    dueProvisional: row.due_provisional,
    statement: row.statement,
    statedAt: row.stated_at,
    decidedAt: row.decided_at,
    version: row.version,
  };
}

/** Fields of a multipart form stand beside its file; without a file the form is sent with an empty one or as fields only. */
export async function readLodging(noticeId: string, files: AsyncIterable<UploadedFile>): Promise<Lodging> {
  const given: Record<string, unknown> = {};
  let seal: Lodging['seal'] = null;
  for await (const part of files) {
    for (const [name, field] of Object.entries(part.fields)) {
      const value = (Array.isArray(field) ? field[0] : field) as MultipartValue | MultipartFile | undefined;
      if (value?.type === 'field') given[name] = value.value;
    }
    const content = await part.toBuffer();
    if (part.fieldname === 'seal' && content.length > 0) seal = { filename: part.filename, content };
  }
  const parsed = lodgeFields.safeParse({ ...given, noticeId });
  if (!parsed.success) throw new Refusal('input.invalid', {}, fieldsOf(parsed.error.issues));
  return { ...parsed.data, unit: parsed.data.unit ?? null, seal };
}

const THANKS = '异议已收到。请记下回执号，凭回执号和电话后四位可在本平台查询处理结果。您的个人信息将严格保密。';

export const objectionRoutes = (services: CaseServices): readonly Route[] => [
  route({
    method: 'post',
    path: '/api/public/notices/:noticeId/objections',
    permission: 'public.submit',
    summary: '个人实名提出异议',
    tag,
    input: lodgeFields,
    output: lodgedView,
    handle: async ({ tx, actor, input }) => {
      const lodged = await lodgeObjection(tx, services, actor, { ...input, unit: input.unit ?? null, seal: null });
      return { ...lodged, message: THANKS };
    },
  }),
  route({
    method: 'post',
    path: '/api/public/notices/:noticeId/objections/with-seal',
    permission: 'public.submit',
    summary: '提出异议并上传加盖公章的扫描件(单位)',
    tag,
    input: lodgeInput,
    takes: 'upload',
    output: lodgedView,
    handle: async ({ tx, actor, input, files }) => ({
      ...(await lodgeObjection(tx, services, actor, await readLodging(input.noticeId, files))),
      message: THANKS,
    }),
  }),
  route({
    method: 'post',
    path: '/api/public/objections/status',
    permission: 'public.submit',
    summary: '凭回执号和电话后四位查询异议处理结果',
    tag,
    input: objectionStatusInput,
    output: objectionStatusView,
    handle: async ({ tx, input }) => {
      const found = await byReceipt(tx, input.receipt, input.phoneLast4);
      if (!found) throw new Refusal('not-found');
      return { ...found, stateLabel: OBJECTION_STATES[found.state].publicName };
    },
  }),
  ...listRoutes(
    {
      method: 'get',
      path: '/api/objections',
      permission: 'objection.list',
      summary: '异议列表',
      tag,
      input: listObjectionsInput,
      output: objectionsView,
      handle: async ({ tx, actor, input }) => {
        const query = { ...input, state: input.state, caseId: input.caseId, open: input.open };
        const { rows, ...total } = await listObjections(tx, actor, query);
        return { rows: rows.map(labelled), ...total };
      },
    },
    OBJECTIONS,
  ),
  route({
    method: 'get',
    path: '/api/objections/:objectionId',
    permission: 'objection.handle',
    summary: '异议及其办理情况(异议人信息已隐去)',
    tag,
    input: objectionInput,
    output: objectionView,
    handle: ({ tx, input }) => view(tx, services, input.objectionId),
  }),
  route({
    method: 'post',
    path: '/api/objections/:objectionId/readings',
    permission: 'objection.handle',
    summary: '查看异议原文、异议人或公章扫描件(留痕)',
    tag,
    input: readInput,
    output: readView,
    handle: ({ tx, actor, input }) => readSealed(tx, services, actor, input.objectionId, input.what, input.reason),
  }),
  route({
    method: 'put',
    path: '/api/objections/:objectionId/redaction',
    permission: 'objection.handle',
    summary: '制作隐去异议人信息的文本',
    tag,
    input: redactInput,
    output: objectionView,
    handle: async ({ tx, actor, input }) => {
      await redact(tx, services, actor, input.objectionId, input.version, input.text);
      return view(tx, services, input.objectionId);
    },
  }),
  route({
    method: 'post',
    path: '/api/objections/:objectionId/hearing',
    permission: 'objection.handle',
    summary: '听取被异议方意见',
    tag,
    input: askInput,
    output: objectionView,
    handle: async ({ tx, actor, input }) => {
      await askParty(tx, services, actor, input.objectionId, input.version, input.workingDays);
      return view(tx, services, input.objectionId);
    },
  }),
  route({
    method: 'get',
    path: '/api/objections/:objectionId/party',
    permission: 'objection.hear',
    summary: '对本单位的异议(不含异议人信息)',
    tag,
    input: objectionInput,
    output: partyObjectionView,
    handle: ({ tx, input }) => partyView(tx, input.objectionId),
  }),
  route({
    method: 'post',
    path: '/api/objections/:objectionId/statement',
    permission: 'objection.hear',
    summary: '陈述意见',
    tag,
    input: statementInput,
    output: partyObjectionView,
    handle: async ({ tx, actor, input }) => {
      await stateSide(tx, services, actor, input.objectionId, input.version, input.text);
      return partyView(tx, input.objectionId);
    },
  }),
  route({
    method: 'post',
    path: '/api/objections/:objectionId/answer',
    permission: 'objection.handle',
    summary: '作出异议处理决定并答复',
    tag,
    input: answerInput,
    output: objectionView,
    handle: async ({ tx, actor, input: { objectionId, version, ...answer } }) => {
      await answerObjection(tx, services, actor, objectionId, version, answer);
      return view(tx, services, objectionId);
    },
  }),
];
