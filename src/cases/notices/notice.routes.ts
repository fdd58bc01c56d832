import { listRoutes } from '../../identity/list-route.ts';
import { type Route, route } from '../../identity/route.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { readFile } from '../../records/files/file.actions.ts';
import type { CaseServices } from '../casefile/steps.ts';
import { publishNotice, saveDraft } from './notice.actions.ts';
import {
  listNoticesInput,
  noticeFileInput,
  noticeInput,
  noticesView,
  noticeView,
  publicNoticesInput,
  publicNoticesView,
  publicNoticeView,
  publishNoticeInput,
  saveNoticeInput,
} from './notice.contract.ts';
import { NOTICES } from './notice.excel.ts';
import { listNotices, noticeById, noticeFile } from './notice.store.ts';
import { noticeRow, viewNotice, viewPublicNotice } from './notice.views.ts';

const tag = '公示';

export const noticeRoutes = (services: CaseServices): readonly Route[] => [
  route({
    method: 'get',
    path: '/api/public/notices',
    permission: 'public.read',
    summary: '公示列表',
    tag,
    input: publicNoticesInput,
    output: publicNoticesView,
    handle: async ({ tx, input }) => {
      const { rows, ...total } = await listNotices(tx, { ...input, state: input.state, publicOnly: true });
      return { rows: rows.map(noticeRow), ...total };
    },
  }),
  route({
    method: 'get',
    path: '/api/public/notices/:noticeId',
    permission: 'public.read',
    summary: '公示内容',
    tag,
    input: noticeInput,
    output: publicNoticeView,
    handle: ({ tx, input }) => viewPublicNotice(tx, input.noticeId, services.clock.now()),
  }),
  route({
    method: 'get',
    path: '/api/public/notices/:noticeId/files/:format',
    permission: 'public.read',
    summary: '下载公示文件(Word 或 PDF)',
    tag,
    input: noticeFileInput,
    answers: 'file',
    handle: async ({ tx, input }) => {
      const notice = await noticeById(tx, input.noticeId);
      const file = notice.state === 'draft' ? undefined : await noticeFile(tx, notice.id, input.format);
      if (!file) throw new Refusal('not-found');
      return readFile(tx, services, file);
    },
  }),
  ...listRoutes(
    {
      method: 'get',
      path: '/api/notices',
      permission: 'notice.list',
      summary: '本机构的公示',
      tag,
      input: listNoticesInput,
      output: noticesView,
      handle: async ({ tx, actor, input }) => {
        const organisationId = actor.organisationId ?? '00000000-0000-0000-0000-000000000000';
        const { rows, ...total } = await listNotices(tx, {
          ...input,
          state: input.state,
          publicOnly: false,
          organisationId,
        });
        return { rows: rows.map(noticeRow), ...total };
      },
    },
    NOTICES,
  ),
  route({
    method: 'get',
    path: '/api/notices/:noticeId',
    permission: 'notice.manage',
    summary: '公示及其办理情况',
    tag,
    input: noticeInput,
    output: noticeView,
    handle: ({ tx, input }) => viewNotice(tx, input.noticeId),
  }),
  route({
    method: 'put',
    path: '/api/notices/:noticeId',
    permission: 'notice.manage',
    summary: '修改公示稿',
    tag,
    input: saveNoticeInput,
    output: noticeView,
    handle: async ({ tx, input: { noticeId, version, plannedOn, ...text } }) => {
      await saveDraft(tx, services, noticeId, version, text, plannedOn);
      return viewNotice(tx, noticeId);
    },
  }),
  route({
    method: 'post',
    path: '/api/notices/:noticeId/publication',
    permission: 'notice.manage',
    summary: '发布公示',
    tag,
    input: publishNoticeInput,
    output: noticeView,
    handle: async ({ tx, actor, input }) => {
      await publishNotice(tx, services, actor, input.noticeId, input.version);
      return viewNotice(tx, input.noticeId);
    },
  }),
];
