import { formatDay } from '../../kernel/day.ts';
import type { Block, OfficialDocument } from '../../platform/documents/document.ts';
import { OUTCOMES } from '../../policy/finding.ts';
import { REQUIREMENT_KINDS } from '../../policy/requirement.ts';
import type { StandingView } from './standing.contract.ts';

const VERDICTS = { met: '符合全部应当具备的条件', unmet: '有条件不符合', unknown: '材料不足,尚不能判断' } as const;

/** 逐条说明: each condition with its clause, what was found, where the figures come from and what is missing. */
export function standingPaper(standing: StandingView, at: Temporal.Instant): OfficialDocument {
  const { carrierName, packTitle, on, accounts, remedy, ripens, lapses, packHash } = standing;
  const { met, unmet, unknown, notApplicable } = standing.counts;
  return {
    title: `${carrierName}\n达标情况逐条说明`,
    body: [
      {
        kind: 'fields',
        fields: [
          { label: '对照文件', value: packTitle },
          { label: '对照日期', value: formatDay(on) },
          { label: '总结论', value: VERDICTS[standing.verdict] },
          {
            label: '逐条结果',
            value: `符合${met}项,不符合${unmet}项,材料不足${unknown}项,不适用${notApplicable}项`,
          },
          { label: '规则版本', value: packHash },
        ],
      },
      { kind: 'heading', level: 1, text: '逐条情况' },
      ...accounts.flatMap(accountBlocks),
      { kind: 'heading', level: 1, text: '怎样达到' },
      ...remedyBlocks(remedy),
      { kind: 'heading', level: 1, text: '时间的影响' },
      ...lines(
        [
          ...ripens.map(({ day, says }) => `${formatDay(day)}起:${says ?? '全部应当具备的条件'}自行符合。`),
          ...lapses.map(({ lapsesOn, says, cites }) => `${formatDay(lapsesOn)}起:${says}(${cites})将不再保持。`),
        ],
        '两年之内没有仅因时间而变化的条件。',
      ),
    ],
    note: '本说明由登记的记录自动生成,不是决定',
    info: { author: carrierName, at },
  };
}

function accountBlocks(account: StandingView['accounts'][number]): Block[] {
  const { says, outcome, kind, decides, lines: found, asks, clause, cites, sources, evidence, notApplicable } = account;
  const soft = decides ? '' : `(${REQUIREMENT_KINDS[kind].zh},不影响总结论)`;
  const from = sources.map(({ label, from: records, obtained }) => {
    const names = records.slice(0, 10).map((record) => record.label);
    const more = records.length > names.length ? `等${records.length}条` : '';
    return `${label}:${obtained === 'unknown' ? '没有登记' : `${names.join('、') || '登记'}${more}`}`;
  });
  return [
    { kind: 'heading', level: 2, text: `${says}:${OUTCOMES[outcome].zh}${soft}` },
    ...found.map((line): Block => ({ kind: 'paragraph', text: `${'　'.repeat(line.depth)}${line.text}` })),
    ...(asks ? [{ kind: 'paragraph', text: `要求:${asks}` } as const] : []),
    ...(notApplicable ? [{ kind: 'paragraph', text: `不适用的原因:${notApplicable}` } as const] : []),
    ...(from.length > 0 ? [{ kind: 'paragraph', text: `数据来源:${from.join(';')}` } as const] : []),
    ...(evidence.length > 0
      ? [{ kind: 'paragraph', text: `佐证材料:${evidence.map(({ label }) => label).join('、')}` } as const]
      : []),
    ...(clause ? [{ kind: 'paragraph', text: `条文(${cites}):${clause}` } as const] : []),
  ];
}

function remedyBlocks(remedy: StandingView['remedy']): Block[] {
  if (!remedy) return [{ kind: 'paragraph', text: '有的条件无法靠整改达到。' }];
  return lines(
    remedy.steps.map(({ text, cites, effort }) => `${text}(${cites},难度${effort})。`),
    '各项条件已经符合。',
  );
}

const lines = (texts: readonly string[], none: string): Block[] =>
  (texts.length > 0 ? texts : [none]).map((text): Block => ({ kind: 'paragraph', text }));
