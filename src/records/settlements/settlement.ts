import { type Day, formatDay } from '../../kernel/day.ts';
import { type Fen, fen, formatYuan } from '../../kernel/money.ts';
import type { OfficialDocument } from '../../platform/documents/document.ts';
import type { SetOffKind } from '../statements/statement.ts';

/** One payment of a settlement: of what, against which statement. Money in fen. */
export interface Step {
  readonly kind: SetOffKind;
  readonly statementNumber: string;
  readonly amountFen: number;
}

/** What a stay comes to when it ends: what stood there before, and the order in which it was set off. */
export interface Settlement {
  readonly number: string;
  readonly settledOn: Day;
  readonly through: Day;
  readonly owedFen: number;
  readonly creditFen: number;
  readonly depositFen: number;
  readonly creditUsedFen: number;
  readonly depositUsedFen: number;
  readonly steps: readonly Step[];
}

type Figures = Pick<Settlement, 'owedFen' | 'creditFen' | 'depositFen' | 'creditUsedFen' | 'depositUsedFen'>;

/** What is left of credit and deposit goes back to the team. */
export const refundOf = ({ creditFen, depositFen, creditUsedFen, depositUsedFen }: Figures): Fen =>
  fen(creditFen + depositFen - creditUsedFen - depositUsedFen);
/** What they do not cover the team still has to pay. */
export const claimOf = ({ owedFen, creditUsedFen, depositUsedFen }: Figures): Fen =>
  fen(owedFen - creditUsedFen - depositUsedFen);

const SOURCE = { creditSetOff: '多收和预存', depositSetOff: '押金' } as const satisfies Record<SetOffKind, string>;

export const SETTLEMENT_TITLE = '退出结算单';

/** For both sides. */
export function settlementDocument(
  row: Settlement,
  parties: {
    carrier: string;
    operator: string;
    teamName: string;
    at: Temporal.Instant;
    verification: { hash: string; url: string };
  },
): OfficialDocument {
  const yuan = (amount: number) => formatYuan(fen(amount));
  const [refund, claim] = [refundOf(row), claimOf(row)];
  const paragraph = (text: string) => ({ kind: 'paragraph' as const, text });
  const heading = (text: string) => ({ kind: 'heading' as const, level: 1 as const, text });
  return {
    head: { number: row.number },
    title: SETTLEMENT_TITLE,
    body: [
      paragraph(`运营机构：${parties.operator}`),
      paragraph(`团队：${parties.teamName}，在${parties.carrier}入驻至${formatDay(row.through)}。`),
      heading('结算前'),
      {
        kind: 'fields' as const,
        fields: [
          { label: '未付账单(含最后一张)', value: yuan(row.owedFen) },
          { label: '多收和预存', value: yuan(row.creditFen) },
          { label: '押金', value: yuan(row.depositFen) },
        ],
      },
      heading('抵扣'),
      paragraph('先以多收和预存、再以押金，从最早的账单起依次抵扣。'),
      row.steps.length > 0
        ? {
            kind: 'table' as const,
            columns: [{ title: '来源' }, { title: '抵账单' }, { title: '金额', align: 'right' as const }],
            rows: row.steps.map(({ kind, statementNumber, amountFen }) => [
              SOURCE[kind],
              statementNumber,
              yuan(amountFen),
            ]),
          }
        : paragraph('没有需要抵扣的。'),
      heading('结果'),
      paragraph(`应退团队${yuan(refund)}；团队尚应付${yuan(claim)}。`),
      { kind: 'signHere' as const, labels: ['运营机构(盖章)', '团队(签字)'] },
    ],
    verification: parties.verification,
    info: { author: parties.operator, at: parties.at },
  };
}
