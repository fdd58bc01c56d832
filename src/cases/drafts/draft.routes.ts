import { type Context, type Route, route } from '../../identity/route.ts';
import {
  actsForDepartment,
  approve,
  createDraft,
  publish,
  rebase,
  recall,
  requireDepartment,
  returnDraft,
  saveFile,
  send,
  withdraw,
} from './draft.actions.ts';
import {
  awaitingView,
  comparisonTextsView,
  createDraftInput,
  draftCreated,
  draftDiffInput,
  draftDiffView,
  draftInput,
  draftReportView,
  draftView,
  fileVersionsInput,
  fileVersionsView,
  opinionInput,
  policiesInput,
  policiesView,
  publishInput,
  reasonInput,
  savedFileView,
  saveFileInput,
  simulationInput,
  simulationView,
} from './draft.contract.ts';
import { draftsAwaiting, fileVersions } from './draft.store.ts';
import { comparisonTexts, diffOf, policies, reportOf, viewDraft } from './draft.views.ts';
import { simulateDraft, simulationWorkbook } from './simulation.actions.ts';

const tag = '政策起草';

/** Policy is made by departments: officers of an alliance or a university handle cases and make none. */
const ofDepartment =
  <C extends Pick<Context<unknown>, 'tx' | 'actor'>, R>(handle: (context: C) => Promise<R>) =>
  async (context: C): Promise<R> => {
    await requireDepartment(context.tx, context.actor);
    return handle(context);
  };
const EXCEL = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export const draftRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/policies',
    permission: 'policy.list',
    summary: '现行、待施行的政策与草稿',
    tag,
    input: policiesInput,
    output: policiesView,
    handle: ({ tx, services, actor }) => policies(tx, services, actor),
  }),
  route({
    method: 'get',
    path: '/api/policies/awaiting',
    permission: 'policy.list',
    summary: '等我批准、发布或修改的政策草稿',
    tag,
    input: policiesInput,
    output: awaitingView,
    handle: async ({ tx, actor }) => ({
      rows: (await actsForDepartment(tx, actor)) ? await draftsAwaiting(tx, actor) : [],
    }),
  }),
  route({
    method: 'post',
    path: '/api/policy-drafts',
    permission: 'policy.create',
    summary: '新建草稿',
    tag,
    input: createDraftInput,
    output: draftCreated,
    handle: ofDepartment(async ({ tx, services, actor, input }) => ({
      packDraftId: await createDraft(tx, services, actor, input),
    })),
  }),
  route({
    method: 'get',
    path: '/api/policy-drafts/:packDraftId',
    permission: 'policy.draft',
    summary: '草稿',
    tag,
    input: draftInput,
    output: draftView,
    handle: ofDepartment(({ tx, services, actor, input }) => viewDraft(tx, services, actor, input.packDraftId)),
  }),
  route({
    method: 'get',
    path: '/api/policy-drafts/:packDraftId/comparison',
    permission: 'policy.draft',
    summary: '底本与现行版本的文本',
    tag,
    input: draftInput,
    output: comparisonTextsView,
    handle: ofDepartment(({ tx, services, input }) => comparisonTexts(tx, services, input.packDraftId)),
  }),
  route({
    method: 'put',
    path: '/api/policy-drafts/:packDraftId/files/:name',
    permission: 'policy.draft',
    summary: '保存草稿的一个文件',
    tag,
    input: saveFileInput,
    output: savedFileView,
    handle: ofDepartment(({ tx, services, actor, input }) => saveFile(tx, services, actor, input)),
  }),
  route({
    method: 'get',
    path: '/api/policy-drafts/:packDraftId/files/:name/versions',
    permission: 'policy.draft',
    summary: '一个文件保存过的各份文本',
    tag,
    input: fileVersionsInput,
    output: fileVersionsView,
    handle: ofDepartment(async ({ tx, input }) => ({
      rows: (await fileVersions(tx, input.packDraftId, input.name, 100)).map(({ body: text, ...row }) => ({
        ...row,
        text,
      })),
    })),
  }),
  route({
    method: 'get',
    path: '/api/policy-drafts/:packDraftId/report',
    permission: 'policy.draft',
    summary: '草稿的错误、示例与条款覆盖',
    tag,
    input: draftInput,
    output: draftReportView,
    handle: ofDepartment(({ tx, input }) => reportOf(tx, input.packDraftId)),
  }),
  route({
    method: 'get',
    path: '/api/policy-drafts/:packDraftId/differences',
    permission: 'policy.draft',
    summary: '草稿与现行版本或底本的差异',
    tag,
    input: draftDiffInput,
    output: draftDiffView,
    handle: ofDepartment(({ tx, services, input }) => diffOf(tx, services, input.packDraftId, input.against)),
  }),
  route({
    method: 'get',
    path: '/api/policy-drafts/:packDraftId/simulation',
    permission: 'policy.draft',
    summary: '按名录试算草稿',
    tag,
    input: simulationInput,
    output: simulationView,
    handle: ofDepartment(({ tx, services, input }) => simulateDraft(tx, services, input)),
  }),
  route({
    method: 'get',
    path: '/api/policy-drafts/:packDraftId/simulation.xlsx',
    permission: 'policy.draft',
    summary: '导出试算结果',
    tag,
    input: simulationInput,
    answers: 'file',
    handle: ofDepartment(async ({ tx, services, input }) => ({
      name: '政策试算.xlsx',
      mediaType: EXCEL,
      body: await simulationWorkbook(tx, services, input),
    })),
  }),
  ...(
    [
      ['rebase', '认可底本的变化', rebase],
      ['submission', '送审', send],
    ] as const
  ).map(([path, summary, act]) =>
    route({
      method: 'post',
      path: `/api/policy-drafts/:packDraftId/${path}`,
      permission: 'policy.draft',
      summary,
      tag,
      input: draftInput,
      output: draftView,
      handle: ofDepartment(async ({ tx, services, actor, input }) => {
        await act(tx, services, actor, input.packDraftId);
        return viewDraft(tx, services, actor, input.packDraftId);
      }),
    }),
  ),
  route({
    method: 'post',
    path: '/api/policy-drafts/:packDraftId/withdrawal',
    permission: 'policy.draft',
    summary: '撤销草稿',
    tag,
    input: reasonInput,
    output: draftView,
    handle: ofDepartment(async ({ tx, services, actor, input }) => {
      await withdraw(tx, services, actor, input.packDraftId, input.reason);
      return viewDraft(tx, services, actor, input.packDraftId);
    }),
  }),
  route({
    method: 'post',
    path: '/api/policy-drafts/:packDraftId/approval',
    permission: 'policy.approve',
    summary: '批准草稿',
    tag,
    input: opinionInput,
    output: draftView,
    handle: ofDepartment(async ({ tx, services, actor, input }) => {
      await approve(tx, services, actor, input.packDraftId, input.opinion);
      return viewDraft(tx, services, actor, input.packDraftId);
    }),
  }),
  route({
    method: 'post',
    path: '/api/policy-drafts/:packDraftId/return',
    permission: 'policy.approve',
    summary: '退回草稿',
    tag,
    input: reasonInput,
    output: draftView,
    handle: ofDepartment(async ({ tx, services, actor, input }) => {
      await returnDraft(tx, services, actor, input.packDraftId, input.reason);
      return viewDraft(tx, services, actor, input.packDraftId);
    }),
  }),
  route({
    method: 'post',
    path: '/api/policy-drafts/:packDraftId/publication',
    permission: 'policy.publish',
    summary: '发布草稿',
    tag,
    input: publishInput,
    output: draftView,
    handle: ofDepartment(async ({ tx, services, actor, input }) => {
      await publish(tx, services, actor, input);
      return viewDraft(tx, services, actor, input.packDraftId);
    }),
  }),
  route({
    method: 'post',
    path: '/api/policy-drafts/:packDraftId/recall',
    permission: 'policy.publish',
    summary: '收回已发布、尚未施行的版本',
    tag,
    input: reasonInput,
    output: draftView,
    handle: ofDepartment(async ({ tx, services, actor, input }) => {
      await recall(tx, services, actor, input.packDraftId, input.reason);
      return viewDraft(tx, services, actor, input.packDraftId);
    }),
  }),
];
