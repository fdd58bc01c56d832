import { z } from 'zod';
import { dayOf, TIME_ZONE } from '../kernel/day.ts';
import { Refusal } from '../kernel/refusal.ts';
import type { Column, ColumnKind, ColumnValue } from '../platform/documents/column.ts';
import { buildWorkbook } from '../platform/documents/excel.write.ts';
import { FILE_TYPES } from '../platform/files/file-type.ts';
import type { Permission } from './access.ts';
import { type JsonRoute, type Route, route } from './route.ts';

/** Rows of one workbook; a longer list is narrowed by its filters first. */
export const MOST_ROWS = 10_000;

type Labels = Readonly<Record<string, { readonly zh: string }>>;
interface Shown {
  readonly title: string;
  /** `moment`: an instant, written as date and time in Asia/Shanghai. */
  readonly kind: ColumnKind | 'moment';
  /** For `money` the unit the fen are shown in. */
  readonly unit?: string;
}
/** One column of a list as a workbook. */
export interface SheetColumn<R> extends Shown {
  readonly of: (row: R) => ColumnValue | undefined;
}
export interface Sheet<R> {
  readonly name: string;
  readonly columns: readonly SheetColumn<R>[];
}

export const text = <R>(title: string, of: SheetColumn<R>['of']): SheetColumn<R> => ({ title, kind: 'text', of });
export const date = <R>(title: string, of: SheetColumn<R>['of']): SheetColumn<R> => ({ title, kind: 'date', of });
export const moment = <R>(title: string, of: SheetColumn<R>['of']): SheetColumn<R> => ({ title, kind: 'moment', of });
export const amount = <R>(title: string, of: SheetColumn<R>['of']): SheetColumn<R> => ({
  title,
  kind: 'money',
  unit: '元',
  of,
});
export const number = <R>(title: string, of: SheetColumn<R>['of']): SheetColumn<R> => ({ title, kind: 'number', of });
/** A code by its Chinese label. */
export const label = <R>(title: string, labels: Labels, of: (row: R) => string | null): SheetColumn<R> =>
  text(title, (row) => {
    const code = of(row);
    return code === null ? null : (labels[code]?.zh ?? code);
  });

/** The Chinese label of an option of a record's field. */
export const optionLabel = (
  options: readonly { readonly code: string; readonly zh: string }[],
  code: string | null,
): string | null => options.find((option) => option.code === code)?.zh ?? code;

type List = { rows: object[]; total: number };

/**
 * A list, and the same list as a workbook at `<path>.xlsx`: the same permission, filters and fields, all pages, in one reading.
 * Who takes a list away is audited.
 */
export function listRoutes<P extends Permission, I extends z.ZodObject, O extends z.ZodType<List>>(
  definition: JsonRoute<P, I, O>,
  sheet: Sheet<z.output<O>['rows'][number]>,
): readonly Route[] {
  const list = route(definition);
  const { page: _page, size: _size, count, ...filters } = list.input.shape;
  const columns = sheet.columns.map(
    ({ kind, of: _, ...column }, index): Column => ({
      key: String(index),
      ...column,
      kind: kind === 'moment' ? 'text' : kind,
    }),
  );
  const workbook = {
    ...list,
    path: `${list.path}.xlsx`,
    summary: `${list.summary}(Excel)`,
    input: z.object(filters),
    output: undefined,
    answers: 'file',
    audited: true,
    handle: async (context: Parameters<typeof definition.handle>[0]) => {
      const asked = { ...context.input, page: 1, size: MOST_ROWS, ...(count ? { count: 'exact' } : {}) };
      const { rows, total } = definition.output.parse(await definition.handle({ ...context, input: asked }));
      if (total > MOST_ROWS) throw new Refusal('list.too-long', { most: MOST_ROWS, total });
      const now = context.services.clock.now();
      const cells = rows.map((row) =>
        Object.fromEntries(sheet.columns.map((column, index) => [String(index), cellOf(column, row as never)])),
      );
      return {
        name: `${sheet.name}-${dayOf(now)}.xlsx`,
        mediaType: FILE_TYPES.xlsx.mime,
        body: await buildWorkbook([{ name: sheet.name, columns: fitted(columns, cells), rows: cells }], {
          author: '众创台',
          at: now,
        }),
      };
    },
  } as const;
  return [list, workbook as unknown as Route];
}

function cellOf<R>({ kind, of }: SheetColumn<R>, row: R): ColumnValue | undefined {
  const value = of(row);
  return kind === 'moment' && typeof value === 'string' ? inShanghai(value) : value;
}

/** `2026-11-23 17:00` in Asia/Shanghai: sorts as it reads. */
const inShanghai = (at: string): string => {
  const [day, time] = Temporal.Instant.from(at).toZonedDateTimeISO(TIME_ZONE).toPlainDateTime().toString().split('T');
  return `${day} ${time?.slice(0, 5)}`;
};

/** As wide as what it holds, within reason; a Chinese sign takes two places. */
function fitted(columns: readonly Column[], rows: readonly Record<string, ColumnValue | undefined>[]): Column[] {
  const places = (value: unknown) => [...String(value ?? '')].reduce((sum, sign) => sum + (sign > '\u2e7f' ? 2 : 1), 0);
  return columns.map((column) => {
    const widest = Math.max(places(column.title), ...rows.slice(0, 200).map((row) => places(row[column.key])));
    return { ...column, width: Math.min(48, Math.max(10, widest + 2)) };
  });
}
