import { z } from 'zod';
import { type Route, route } from '../../identity/route.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { sqlRows } from '../../platform/db/database.ts';
import { FILE_TYPES } from '../../platform/files/file-type.ts';
import {
  correctRecord,
  createRecord,
  endRecordOn,
  stateBookComplete,
  succeedRecord,
  withdrawRecord,
} from './keeping.actions.ts';
import {
  bookInput,
  bookView,
  carrierKindInput,
  correctRecordInput,
  createRecordInput,
  endRecordInput,
  importInput,
  importReport,
  kindsView,
  listRecordsInput,
  oneRecordInput,
  recordPage,
  recordView,
  succeedRecordInput,
  versionsView,
  withdrawRecordInput,
} from './keeping.contract.ts';
import { exportOf, importRecords, templateOf } from './keeping.excel.ts';
import { findRecord, listRecords, listVersions } from './keeping.store.ts';
import { type Field, isMaterial, RECORD_GROUPS, type RecordGroup } from './kind.ts';
import { type AnyKindCode, kindOf, RECORD_KIND_CODES } from './kinds.ts';

const tag = '载体记录';
const XLSX = FILE_TYPES.xlsx.mime;
const base = '/api/carriers/:carrierId/records/:kind';

export const keepingRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/record-kinds',
    permission: 'session.own',
    summary: '记录种类及其栏目',
    tag,
    input: z.object({}),
    output: kindsView,
    handle: async () => describeKinds(RECORD_KIND_CODES),
  }),
  route({
    method: 'get',
    path: '/api/carriers/:carrierId/books',
    permission: 'carrier.read',
    summary: '各类记录的登记情况',
    tag,
    input: z.object({ carrierId: z.uuid() }),
    output: bookView,
    handle: async ({ tx, input, services }) => {
      const counts = RECORD_KIND_CODES.map(
        (code) => `select '${code}' as kind, count(*) as kept,
          count(*) filter (where valid_from <= $2::date and (valid_to is null or valid_to >= $2::date)) as holding
          from ${code} where carrier_id = $1`,
      );
      const rows = await sqlRows<z.input<typeof bookView>['rows'][number]>(
        tx,
        `select c.kind, c.kept, c.holding, b.complete_from as "completeFrom", b.stated_at as "statedAt"
         from (${counts.join(' union all ')}) c left join record_book b on b.carrier_id = $1 and b.kind = c.kind`,
        [input.carrierId, services.clock.today()],
      );
      return { rows };
    },
  }),
  route({
    method: 'put',
    path: '/api/carriers/:carrierId/books/:kind',
    permission: 'carrier.edit',
    summary: '声明某类记录自某日起完整',
    tag,
    input: bookInput,
    output: z.object({}),
    handle: async ({ tx, actor, input, services }) => {
      await stateBookComplete(tx, { actor, clock: services.clock }, input.carrierId, input.kind, input.completeFrom);
      return {};
    },
  }),
  route({
    method: 'get',
    path: base,
    permission: 'carrier.read',
    summary: '记录列表',
    tag,
    input: listRecordsInput,
    output: recordPage,
    handle: ({ tx, input, services }) => {
      const kind = kindOf(input.kind);
      const on = input.history === 'true' ? null : (input.on ?? services.clock.today());
      return listRecords(tx, kind, {
        ownerId: input.carrierId,
        on,
        q: input.q,
        sort: input.sort,
        page: input.page,
        size: input.size,
        count: input.count,
      });
    },
  }),
  route({
    method: 'get',
    path: `${base}/:recordId`,
    permission: 'carrier.read',
    summary: '一条记录',
    tag,
    input: oneRecordInput,
    output: recordView,
    handle: async ({ tx, input }) => {
      const found = await findRecord(tx, kindOf(input.kind), input.carrierId, input.recordId);
      if (!found) throw new Refusal('not-found');
      return found;
    },
  }),
  route({
    method: 'get',
    path: `${base}/:recordId/versions`,
    permission: 'carrier.read',
    summary: '记录的历次更正',
    tag,
    input: oneRecordInput,
    output: versionsView,
    handle: async ({ tx, input }) => ({
      rows: await listVersions(tx, kindOf(input.kind), input.carrierId, input.recordId),
    }),
  }),
  route({
    method: 'post',
    path: base,
    permission: 'carrier.edit',
    summary: '新增记录',
    tag,
    input: createRecordInput,
    output: recordView,
    handle: ({ tx, actor, input, services }) =>
      createRecord(tx, { actor, clock: services.clock }, input.carrierId, input.kind, input),
  }),
  route({
    method: 'put',
    path: `${base}/:recordId`,
    permission: 'carrier.edit',
    summary: '更正记录(保留原内容和理由)',
    tag,
    input: correctRecordInput,
    output: recordView,
    handle: ({ tx, actor, input, services }) =>
      correctRecord(tx, { actor, clock: services.clock }, input.carrierId, input.kind, input.recordId, input),
  }),
  route({
    method: 'post',
    path: `${base}/:recordId/end`,
    permission: 'carrier.edit',
    summary: '终止记录',
    tag,
    input: endRecordInput,
    output: recordView,
    handle: ({ tx, actor, input, services }) =>
      endRecordOn(tx, { actor, clock: services.clock }, input.carrierId, input.kind, input.recordId, input),
  }),
  route({
    method: 'post',
    path: `${base}/:recordId/succeed`,
    permission: 'carrier.edit',
    summary: '自某日起变更(原记录保留)',
    tag,
    input: succeedRecordInput,
    output: recordView,
    handle: ({ tx, actor, input, services }) =>
      succeedRecord(tx, { actor, clock: services.clock }, input.carrierId, input.kind, input.recordId, input),
  }),
  route({
    method: 'post',
    path: `${base}/:recordId/withdraw`,
    permission: 'carrier.edit',
    summary: '作废误录的记录',
    tag,
    input: withdrawRecordInput,
    output: z.object({}),
    handle: async ({ tx, actor, input, services }) => {
      await withdrawRecord(tx, { actor, clock: services.clock }, input.carrierId, input.kind, input.recordId, input);
      return {};
    },
  }),
  route({
    method: 'get',
    path: '/api/carriers/:carrierId/sheets/:kind/template',
    permission: 'carrier.read',
    summary: '下载填报模板',
    tag,
    input: carrierKindInput,
    answers: 'file',
    handle: async ({ tx, input, services }) => ({
      name: `${kindOf(input.kind).zh}填报表.xlsx`,
      mediaType: XLSX,
      body: await templateOf(tx, services, input.carrierId, input.kind),
    }),
  }),
  route({
    method: 'get',
    path: '/api/carriers/:carrierId/sheets/:kind/export',
    permission: 'carrier.read',
    summary: '导出全部记录',
    tag,
    input: carrierKindInput,
    answers: 'file',
    handle: async ({ tx, input, services }) => ({
      name: `${kindOf(input.kind).zh}.xlsx`,
      mediaType: XLSX,
      body: await exportOf(tx, services, input.carrierId, input.kind),
    }),
  }),
  route({
    method: 'post',
    path: '/api/carriers/:carrierId/sheets/:kind/import/:mode',
    permission: 'carrier.edit',
    summary: '导入记录：全部无误才保存(all)，或只保存无误的行(valid)',
    tag,
    input: importInput,
    takes: 'upload',
    output: importReport,
    handle: async ({ tx, actor, input, services, files }) => {
      for await (const file of files) {
        const bytes = await file.toBuffer();
        const upload = { name: file.filename, bytes, mode: input.mode };
        return importRecords(tx, services, actor, input.carrierId, input.kind, upload);
      }
      throw new Refusal('input.invalid', {}, [{ path: 'file', code: 'required', message: '请选择文件' }]);
    },
  }),
];

/** Everything a screen needs to draw the forms and tables of every kind. */
export function describeKinds(codes: readonly AnyKindCode[]): z.input<typeof kindsView> {
  const groups = new Set(codes.map((code) => kindOf(code).group));
  return {
    groups: (Object.keys(RECORD_GROUPS) as RecordGroup[])
      .filter((code) => groups.has(code))
      .map((code) => ({ code, ...RECORD_GROUPS[code] })),
    kinds: codes.map((code) => {
      const kind = kindOf(code);
      return {
        code,
        zh: kind.zh,
        en: kind.en,
        group: kind.group,
        when: kind.when,
        startZh: kind.startZh,
        endZh: kind.endZh ?? null,
        hint: kind.hint ?? null,
        carriesOver: [...(kind.carriesOver ?? [])],
        byDeed: kind.byDeed ?? false,
        material: isMaterial(kind),
        fields: Object.entries(kind.fields).map(([name, field]: [string, Field]) => ({
          name,
          type: field.type,
          zh: field.zh,
          en: field.en,
          unit: field.unit ?? null,
          required: field.required ?? false,
          material: field.material ?? false,
          options: field.options ? [...field.options] : null,
          refersTo: field.refersTo ?? null,
          hint: field.hint ?? null,
          initial: field.initial ?? null,
        })),
      };
    }),
  };
}
