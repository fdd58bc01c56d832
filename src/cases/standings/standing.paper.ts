import { formatDay } from '../../kernel/day.ts';
import type { Block, OfficialDocument } from '../../platform/documents/document.ts';
import { OUTCOMES } from '../../policy/finding.ts';
import { REQUIREMENT_KINDS } from '../../policy/requirement.ts';
import type { Language } from '../../policy/unit.ts';
import type { StandingView } from './standing.contract.ts';

type Say = (zh: string, en: string) => string;
const VERDICTS = {
  met: { zh: '符合全部应当具备的条件', en: 'All mandatory conditions are met' },
  unmet: { zh: '有条件不符合', en: 'There are conditions that are not met' },
  unknown: { zh: '材料不足，尚不能判断', en: 'Cannot be judged yet: something is missing' },
} as const;

/**
 * 逐条说明: each condition with its clause, what was found, where the figures come from and what is missing.
 * The clauses stay in the language of the document they come from.
 */
export function standingPaper(standing: StandingView, at: Temporal.Instant, language: Language): OfficialDocument {
  const { carrierName, packTitle, on, accounts, remedy, ripens, lapses, packHash } = standing;
  const { met, unmet, unknown, notApplicable } = standing.counts;
  const say: Say = (zh, en) => (language === 'zh' ? zh : en);
  const day = (one: string) => (language === 'zh' ? formatDay(one) : one);
  return {
    title: `${carrierName}\n${say('达标情况逐条说明', 'Standing, condition by condition')}`,
    body: [
      {
        kind: 'fields',
        fields: [
          { label: say('对照文件', 'Document'), value: packTitle },
          { label: say('对照日期', 'On'), value: day(on) },
          { label: say('总结论', 'Verdict'), value: VERDICTS[standing.verdict][language] },
          {
            label: say('逐条结果', 'Conditions'),
            value: say(
              `符合${met}项，不符合${unmet}项，材料不足${unknown}项，不适用${notApplicable}项`,
              `${met} met, ${unmet} not met, ${unknown} unknown, ${notApplicable} not applicable`,
            ),
          },
          { label: say('规则版本', 'Version of the rules'), value: packHash },
        ],
      },
      { kind: 'heading', level: 1, text: say('逐条情况', 'Each condition') },
      ...accounts.flatMap((account) => accountBlocks(account, say, language)),
      { kind: 'heading', level: 1, text: say('怎样达到', 'How to get there') },
      ...remedyBlocks(remedy, say),
      { kind: 'heading', level: 1, text: say('时间的影响', 'What time alone changes') },
      ...lines(
        [
          ...ripens.map(({ day: from, says }) =>
            say(
              `${day(from)}起：${says ?? '全部应当具备的条件'}自行符合。`,
              `From ${from}: ${says ?? 'all mandatory conditions'} will be met by itself.`,
            ),
          ),
          ...lapses.map(({ lapsesOn, says, cites }) =>
            say(
              `${day(lapsesOn)}起：${says}(${cites})将不再保持。`,
              `From ${lapsesOn}: ${says} (${cites}) will no longer hold.`,
            ),
          ),
        ],
        say('两年之内没有仅因时间而变化的条件。', 'Within two years time alone changes no condition.'),
      ),
    ],
    note: say('本说明由登记的记录自动生成，不是决定', 'Made from the records that are kept; it is no decision'),
    info: { author: carrierName, at },
  };
}

function accountBlocks(account: StandingView['accounts'][number], say: Say, language: Language): Block[] {
  const { says, outcome, kind, decides, lines: found, asks, clause, cites, sources, evidence, notApplicable } = account;
  const soft = decides
    ? ''
    : say(`(${REQUIREMENT_KINDS[kind].zh}，不影响总结论)`, ` (${REQUIREMENT_KINDS[kind].en}, does not decide)`);
  const from = sources.map(({ label, from: records, obtained }) => {
    const names = records.slice(0, 10).map((record) => record.label);
    const more =
      records.length > names.length ? say(`等${records.length}条`, ` and others, ${records.length} in all`) : '';
    const kept = names.join(say('、', ', ')) || say('登记', 'kept');
    return `${label}${say(':', ': ')}${obtained === 'unknown' ? say('没有登记', 'not kept') : `${kept}${more}`}`;
  });
  const paragraph = (label: string, text: string): Block => ({
    kind: 'paragraph',
    text: `${label}${say(':', ': ')}${text}`,
  });
  return [
    { kind: 'heading', level: 2, text: `${says}${say(':', ': ')}${OUTCOMES[outcome][language]}${soft}` },
    ...found.map((line): Block => ({ kind: 'paragraph', text: `${'　'.repeat(line.depth)}${line.text}` })),
    ...(asks ? [paragraph(say('要求', 'Asked'), asks)] : []),
    ...(notApplicable ? [paragraph(say('不适用的原因', 'Does not apply because'), notApplicable)] : []),
    ...(from.length > 0 ? [paragraph(say('数据来源', 'Sources'), from.join(say(';', '; ')))] : []),
    ...(evidence.length > 0
      ? [paragraph(say('佐证材料', 'Evidence'), evidence.map(({ label }) => label).join(say('、', ', ')))]
      : []),
    ...(clause ? [paragraph(say(`条文(${cites})`, `Clause (${cites})`), clause)] : []),
  ];
}

function remedyBlocks(remedy: StandingView['remedy'], say: Say): Block[] {
  if (!remedy)
    return [
      { kind: 'paragraph', text: say('有的条件无法靠整改达到。', 'Some condition cannot be reached by change.') },
    ];
  return lines(
    remedy.steps.map(({ text, cites, effort }) =>
      say(`${text}(${cites}，难度${effort})。`, `${text} (${cites}, effort ${effort}).`),
    ),
    say('各项条件已经符合。', 'All conditions are met.'),
  );
}

const lines = (texts: readonly string[], none: string): Block[] =>
  (texts.length > 0 ? texts : [none]).map((text): Block => ({ kind: 'paragraph', text }));
