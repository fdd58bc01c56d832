import { z } from 'zod';
import { type Route, route } from '../../identity/route.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { sqlRows } from '../../platform/db/database.ts';
import { FILE_TYPES } from '../../platform/files/file-type.ts';
import { sealFile } from '../files/file.actions.ts';
import { fileView } from '../files/file.contract.ts';
import { correctRecord, createRecord, endRecordOn, succeedRecord, withdrawRecord } from '../keeping/keeping.actions.ts';
import { importReport, kindsView, recordPage, recordView, versionsView } from '../keeping/keeping.contract.ts';
import { exportOf, importRecords, templateOf } from '../keeping/keeping.excel.ts';
import { describeKinds } from '../keeping/keeping.routes.ts';
import { findRecord, listRecords, listVersions } from '../keeping/keeping.store.ts';
import { kindOf, TEAM_RECORD_KIND_CODES, type TeamRecordKindCode } from '../keeping/kinds.ts';
import { confirmRecord, stateTeamBook } from './team.actions.ts';
import {
  confirmTeamRecordInput,
  correctTeamRecordInput,
  createTeamRecordInput,
  endTeamRecordInput,
  listTeamRecordsInput,
  oneTeamInput,
  oneTeamRecordInput,
  succeedTeamRecordInput,
  teamBookInput,
  teamBooksView,
  teamImportInput,
  teamKindInput,
  withdrawTeamRecordInput,
} from './team.contract.ts';

const tag = '团队档案';
const XLSX = FILE_TYPES.xlsx.mime;
const base = '/api/teams/:teamId/records/:kind';

/** @throws Refusal `record.by-deed` for what has a door of its own */
function freely(kind: TeamRecordKindCode): TeamRecordKindCode {
  if (kindOf(kind).byDeed) throw new Refusal('record.by-deed', { kind });
  return kind;
}

/** A team's own records are kept as a carrier's are; the operator's confirmation comes on top. */
export const teamRecordRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/team-record-kinds',
    permission: 'session.own',
    summary: '团队档案的种类及其栏目',
    tag,
    input: z.object({}),
    output: kindsView,
    handle: async () => describeKinds(TEAM_RECORD_KIND_CODES),
  }),
  route({
    method: 'get',
    path: '/api/teams/:teamId/books',
    permission: 'team.read',
    summary: '团队各类档案的登记情况',
    tag,
    input: oneTeamInput,
    output: teamBooksView,
    handle: async ({ tx, input, services }) => {
      const counts = TEAM_RECORD_KIND_CODES.map(
        (
          code,
        ) => `select '${code}' as kind, count(*) as kept, count(*) filter (where confirmed_at is null) as unconfirmed,
          count(*) filter (where valid_from <= $2::date and (valid_to is null or valid_to >= $2::date)) as holding
          from ${code} where team_id = $1`,
      );
      const rows = await sqlRows<z.input<typeof teamBooksView>['rows'][number]>(
        tx,
        `select c.*, b.complete_from as "completeFrom", iso(b.stated_at) as "statedAt"
         from (${counts.join(' union all ')}) c left join team_book b on b.team_id = $1 and b.kind = c.kind`,
        [input.teamId, services.clock.today()],
      );
      return { rows };
    },
  }),
  route({
    method: 'put',
    path: '/api/teams/:teamId/books/:kind',
    permission: 'team.keep',
    summary: '声明团队某类档案自某日起完整',
    tag,
    input: teamBookInput,
    output: z.object({}),
    handle: async ({ tx, actor, input, services }) => {
      await stateTeamBook(tx, { actor, clock: services.clock }, input.teamId, input.kind, input.completeFrom);
      return {};
    },
  }),
  route({
    method: 'get',
    path: base,
    permission: 'team.read',
    summary: '团队档案列表',
    tag,
    input: listTeamRecordsInput,
    output: recordPage,
    handle: ({ tx, input, services }) => {
      const { teamId, kind, history, ...asked } = input;
      const on = history === 'true' ? null : (asked.on ?? services.clock.today());
      return listRecords(tx, kindOf(kind), { ...asked, ownerId: teamId, on, q: asked.q, sort: asked.sort });
    },
  }),
  route({
    method: 'get',
    path: `${base}/:recordId`,
    permission: 'team.read',
    summary: '一条团队档案',
    tag,
    input: oneTeamRecordInput,
    output: recordView,
    handle: async ({ tx, input }) => {
      const found = await findRecord(tx, kindOf(input.kind), input.teamId, input.recordId);
      if (!found) throw new Refusal('not-found');
      return found;
    },
  }),
  route({
    method: 'get',
    path: `${base}/:recordId/versions`,
    permission: 'team.read',
    summary: '团队档案的历次更正',
    tag,
    input: oneTeamRecordInput,
    output: versionsView,
    handle: async ({ tx, input }) => ({
      rows: await listVersions(tx, kindOf(input.kind), input.teamId, input.recordId),
    }),
  }),
  route({
    method: 'post',
    path: base,
    permission: 'team.keep',
    summary: '新增团队档案',
    tag,
    input: createTeamRecordInput,
    output: recordView,
    handle: ({ tx, actor, input, services }) =>
      createRecord(tx, { actor, clock: services.clock }, input.teamId, freely(input.kind), input),
  }),
  route({
    method: 'put',
    path: `${base}/:recordId`,
    permission: 'team.keep',
    summary: '更正团队档案(须重新核实)',
    tag,
    input: correctTeamRecordInput,
    output: recordView,
    handle: ({ tx, actor, input, services }) =>
      correctRecord(tx, { actor, clock: services.clock }, input.teamId, freely(input.kind), input.recordId, input),
  }),
  route({
    method: 'post',
    path: `${base}/:recordId/end`,
    permission: 'team.keep',
    summary: '终止团队档案',
    tag,
    input: endTeamRecordInput,
    output: recordView,
    handle: ({ tx, actor, input, services }) =>
      endRecordOn(tx, { actor, clock: services.clock }, input.teamId, freely(input.kind), input.recordId, input),
  }),
  route({
    method: 'post',
    path: `${base}/:recordId/succeed`,
    permission: 'team.keep',
    summary: '团队档案自某日起变更(原记录保留)',
    tag,
    input: succeedTeamRecordInput,
    output: recordView,
    handle: ({ tx, actor, input, services }) =>
      succeedRecord(tx, { actor, clock: services.clock }, input.teamId, freely(input.kind), input.recordId, input),
  }),
  route({
    method: 'post',
    path: `${base}/:recordId/withdraw`,
    permission: 'team.keep',
    summary: '作废误录的团队档案',
    tag,
    input: withdrawTeamRecordInput,
    output: z.object({}),
    handle: async ({ tx, actor, input, services }) => {
      await withdrawRecord(tx, { actor, clock: services.clock }, input.teamId, input.kind, input.recordId, input);
      return {};
    },
  }),
  route({
    method: 'post',
    path: `${base}/:recordId/confirm`,
    permission: 'team.confirm',
    summary: '核实团队填报的一项',
    tag,
    input: confirmTeamRecordInput,
    output: z.object({}),
    handle: async ({ tx, actor, input, services }) => {
      await confirmRecord(tx, { actor, clock: services.clock }, input.teamId, input.kind, input);
      return {};
    },
  }),
  route({
    method: 'get',
    path: '/api/teams/:teamId/sheets/:kind/template',
    permission: 'team.read',
    summary: '下载团队档案填报模板',
    tag,
    input: teamKindInput,
    answers: 'file',
    handle: async ({ tx, input, services }) => ({
      name: `${kindOf(input.kind).zh}填报表.xlsx`,
      mediaType: XLSX,
      body: await templateOf(tx, services, input.teamId, input.kind),
    }),
  }),
  route({
    method: 'get',
    path: '/api/teams/:teamId/sheets/:kind/export',
    permission: 'team.read',
    summary: '导出全部团队档案',
    tag,
    input: teamKindInput,
    answers: 'file',
    handle: async ({ tx, input, services }) => ({
      name: `${kindOf(input.kind).zh}.xlsx`,
      mediaType: XLSX,
      body: await exportOf(tx, services, input.teamId, input.kind),
    }),
  }),
  route({
    method: 'post',
    path: '/api/teams/:teamId/sheets/:kind/import/:mode',
    permission: 'team.keep',
    summary: '导入团队档案：全部无误才保存(all)，或只保存无误的行(valid)',
    tag,
    input: teamImportInput,
    takes: 'upload',
    output: importReport,
    handle: async ({ tx, actor, input, services, files }) => {
      for await (const file of files) {
        const upload = { name: file.filename, bytes: await file.toBuffer(), mode: input.mode };
        return importRecords(tx, services, actor, input.teamId, freely(input.kind), upload);
      }
      throw new Refusal('input.invalid', {}, [{ path: 'file', code: 'required', message: '请选择文件' }]);
    },
  }),
  route({
    method: 'post',
    path: '/api/teams/:teamId/files',
    permission: 'team.keep',
    summary: '上传团队档案的佐证文件',
    tag,
    input: oneTeamInput,
    takes: 'upload',
    output: z.object({ files: z.array(fileView) }),
    handle: async ({ tx, services, actor, input, files }) => {
      const sealed = [];
      for await (const { filename, file } of files) {
        const about = { about: 'team', aboutId: input.teamId } as const;
        sealed.push(await sealFile(tx, services, actor, { name: filename, content: file, ...about }));
      }
      if (sealed.length === 0)
        throw new Refusal('input.invalid', {}, [{ path: 'file', code: 'required', message: '请选择文件' }]);
      return { files: sealed };
    },
  }),
];
