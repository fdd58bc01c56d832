import { formatDay } from '../../kernel/day.ts';
import { formatDue } from '../../kernel/working-days.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Block, OfficialDocument } from '../../platform/documents/document.ts';
import { type Purpose, verdictWords } from '../../policy/procedure.ts';
import { appealBefore } from '../appeals/appeal.actions.ts';
import { isBurden } from '../appeals/appeal.ts';
import type { OutcomeContext } from '../casefile/steps.ts';
import { namesOfPeople, signedDecision } from '../decisions/decision.store.ts';
import { DECISION_OUTCOMES, type DecisionOutcome } from '../decisions/decision.ts';
import { findingsFor, partiesFor } from './paper.data.ts';
import { basics, conditions, paper, signedBy } from './paper.documents.ts';

const paragraph = (text: string, bold = false): Block => ({ kind: 'paragraph', text, bold });

/** 决定书: whom it concerns, what is decided and from what, from when to when, how to appeal, who signed and when. */
export async function decisionLetter(tx: Tx, context: OutcomeContext): Promise<OfficialDocument> {
  const parties = await partiesFor(tx, context);
  const { procedure, pack, file, services } = context;
  const decision = await signedDecision(tx, file.id);
  if (!decision?.number || !decision.on_day || !decision.signed_at)
    throw new Error(`no decision was signed in ${file.number}`);
  const outcome = decision.outcome as DecisionOutcome;
  const matter = services.matters[file.purpose as Purpose];
  const followsResult = file.purpose === 'evaluation';
  const verdict = followsResult ? [] : [paragraph(`${verdictWords(file.purpose, outcome).zh}。`, true)];
  const table = await matter?.counted?.(tx, context);
  const said = matter
    ? [
        paragraph(`依据《${pack.title}》，对“${file.title}”(${file.number})现决定如下：`),
        ...verdict,
        ...(await matter.letter(tx, context, outcome)).map((text) => paragraph(text)),
        ...(table ? [table] : []),
        paragraph(`理由：${decision.reasons}`),
      ]
    : [
        paragraph(
          `你单位关于“${file.title}”的申请(${file.number})收悉。依据《${pack.title}》${context.step.cites}，现决定如下：`,
        ),
        paragraph(`${DECISION_OUTCOMES[outcome].zh}${parties.carrier}的申请。`, true),
        paragraph(`理由：${decision.reasons}`),
        conditions(context, await findingsFor(tx, context)),
      ];
  const signer = decision.signed_by ? (await namesOfPeople(tx, [decision.signed_by])).get(decision.signed_by) : null;
  return paper(context, parties, {
    head: { organ: parties.actingBody, number: decision.number },
    title: `关于${procedure.title}${followsResult ? '结果处理' : ''}的决定书`,
    addressee: parties.applicant,
    body: [
      basics(parties),
      ...said,
      ...(await inForce(tx, context)),
      ...(await remedy(tx, context, outcome)),
      signedBy(signer ?? '', decision.signed_at, decision.seal ?? ''),
    ],
    signature: { organs: [parties.actingBody], day: decision.on_day },
  });
}

/** What the decision put into force, and its days. */
async function inForce(tx: Tx, { services, file }: OutcomeContext): Promise<Block[]> {
  const rows = await services.register.followedFrom(tx, file.id);
  if (rows.length === 0) return [];
  return [
    {
      kind: 'table',
      caption: '生效和截止',
      columns: [
        { title: '事项', width: 8 },
        { title: '条款', width: 4 },
        { title: '生效', width: 6 },
        { title: '截止', width: 6 },
      ],
      rows: rows.map(({ says, cites, from, ends }) => [says, cites, formatDay(from), ends]),
    },
  ];
}

/** To whom the party may turn, and until when; nothing where the decision does not burden it. */
async function remedy(tx: Tx, { services, file }: OutcomeContext, outcome: DecisionOutcome): Promise<Block[]> {
  const courts = '依法申请行政复议或者提起行政诉讼';
  const appeal = await appealBefore(tx, services, file);
  if (appeal) {
    const { body, workingDays, until, cites } = appeal;
    return [
      paragraph(
        `不服本决定的，可以自决定之日起${workingDays}个工作日内，即${formatDue(until)}前(含当日)，通过平台向${body}申诉(${cites})，也可以${courts}。`,
      ),
    ];
  }
  return isBurden(file.purpose, outcome) ? [paragraph(`不服本决定的，可以${courts}。`)] : [];
}
