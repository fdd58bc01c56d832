import { z } from 'zod';
import { isDay } from '../../kernel/day.ts';
import { pageInput, pageTotal } from '../../platform/db/page.contract.ts';
import { RECORD_GROUPS } from './kind.ts';
import { ANY_KIND_CODES, RECORD_KIND_CODES } from './kinds.ts';

export const dayInput = z.string().refine(isDay, '日期应为 2026-01-31 的形式');
const kind = z.enum(RECORD_KIND_CODES);
const carrierId = z.uuid();
const recordId = z.uuid();
export const versionInput = z.int().min(1).max(2_147_483_647);
export const reasonInput = z.string().trim().min(2, '请说明理由').max(500, '不能超过500字');

export const asOfInput = {
  /** Rows that hold on this day; today when absent. */
  on: dayInput.optional(),
  /** Every row ever kept, ended ones too. */
  history: z.enum(['true', 'false']).default('false'),
};

/** A record as filled in. */
export const entryInput = {
  validFrom: dayInput,
  validTo: dayInput.nullish(),
  note: z.string().max(4000, '不能超过4000字').nullish(),
  fileId: z.uuid().nullish(),
  values: z.record(z.string().max(60), z.unknown()),
};

export const listRecordsInput = z.object({
  carrierId,
  kind,
  ...pageInput(),
  sort: z.string().max(60).optional(),
  q: z.string().max(100).optional(),
  ...asOfInput,
});
export const oneRecordInput = z.object({ carrierId, kind, recordId });
export const createRecordInput = z.object({ carrierId, kind, ...entryInput });
export const correctRecordInput = z.object({
  carrierId,
  kind,
  recordId,
  version: versionInput,
  reason: reasonInput,
  ...entryInput,
});
export const endRecordInput = z.object({ carrierId, kind, recordId, version: versionInput, lastDay: dayInput });
export const succeedRecordInput = z.object({ carrierId, kind, recordId, version: versionInput, ...entryInput });
export const withdrawRecordInput = z.object({ carrierId, kind, recordId, version: versionInput, reason: reasonInput });
export const bookInput = z.object({ carrierId, kind, completeFrom: dayInput.nullable() });
export const carrierKindInput = z.object({ carrierId, kind });
export const importInput = z.object({ carrierId, kind, mode: z.enum(['all', 'valid']) });

export const recordView = z.object({
  id: z.string(),
  /** What references to this record hold. */
  rootId: z.string(),
  /** The carrier, or the team of a team's own record. */
  ownerId: z.string(),
  kind: z.enum(ANY_KIND_CODES),
  label: z.string(),
  validFrom: z.string(),
  validTo: z.string().nullable(),
  note: z.string().nullable(),
  fileId: z.string().nullable(),
  fileName: z.string().nullable(),
  caseId: z.string().nullable(),
  version: z.number(),
  example: z.boolean(),
  confirmedAt: z.string().nullable(),
  createdAt: z.string(),
  updatedAt: z.string(),
  values: z.record(z.string(), z.unknown()),
  labels: z.record(z.string(), z.string().nullable()),
});
export const recordPage = z.object({ ...pageTotal, rows: z.array(recordView) });

export const versionsView = z.object({
  rows: z.array(
    z.object({
      version: z.number(),
      reason: z.string().nullable(),
      personName: z.string().nullable(),
      replacedAt: z.string(),
      content: recordView,
    }),
  ),
});

export const bookView = z.object({
  rows: z.array(
    z.object({
      kind,
      completeFrom: z.string().nullable(),
      statedAt: z.string().nullable(),
      /** Rows ever kept. */
      kept: z.number(),
      /** Rows that hold today. */
      holding: z.number(),
    }),
  ),
});

const importProblem = z.object({ row: z.number(), column: z.string(), code: z.string(), message: z.string() });
export const importReport = z.object({
  total: z.number(),
  accepted: z.number(),
  rejected: z.number(),
  problems: z.array(importProblem),
  notes: z.array(importProblem),
  ignored: z.array(z.string()),
  copyFileId: z.string().nullable(),
});

const option = z.object({ code: z.string(), zh: z.string(), en: z.string() });
export const kindsView = z.object({
  groups: z.array(
    z.object({
      code: z.enum(Object.keys(RECORD_GROUPS) as [keyof typeof RECORD_GROUPS]),
      zh: z.string(),
      en: z.string(),
    }),
  ),
  kinds: z.array(
    z.object({
      code: z.enum(ANY_KIND_CODES),
      zh: z.string(),
      en: z.string(),
      group: z.string(),
      when: z.enum(['period', 'moment']),
      startZh: z.string(),
      endZh: z.string().nullable(),
      hint: z.string().nullable(),
      carriesOver: z.array(z.string()),
      byDeed: z.boolean(),
      material: z.boolean(),
      fields: z.array(
        z.object({
          name: z.string(),
          type: z.string(),
          zh: z.string(),
          en: z.string(),
          unit: z.string().nullable(),
          required: z.boolean(),
          material: z.boolean(),
          options: z.array(option).nullable(),
          refersTo: z.string().nullable(),
          hint: z.string().nullable(),
          initial: z.union([z.string(), z.number(), z.boolean()]).nullable(),
        }),
      ),
    }),
  ),
});
