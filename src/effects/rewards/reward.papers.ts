import type { OutcomeContext } from '../../cases/casefile/steps.ts';
import { partiesFor } from '../../cases/papers/paper.data.ts';
import { basics, paper } from '../../cases/papers/paper.documents.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { OfficialDocument } from '../../platform/documents/document.ts';
import { findCarrier } from '../../records/carriers/carrier.store.ts';
import { CARRIER_KINDS, type CarrierKind } from '../../records/carriers/carrier.ts';
import { LEVELS, type Level } from '../designations/designation.ts';

/** 推荐函, to the level above */
export async function upwardRecommendation(tx: Tx, context: OutcomeContext): Promise<OfficialDocument> {
  const { pack, file, ordered, signed } = context;
  if (!ordered || !signed) throw new Error(`nothing was ordered in ${file.number}`);
  const parties = await partiesFor(tx, context);
  const kind = (await findCarrier(tx, file.carrier_id))?.kind as CarrierKind;
  /** 市级众创空间 */
  const what = `${LEVELS[ordered.level as Level].zh}${CARRIER_KINDS[kind].zh}`;
  return paper(context, parties, {
    head: { organ: parties.actingBody, number: signed.number },
    title: `关于推荐“${parties.carrier}”为${what}的函`,
    addressee: ordered.addressee ?? '',
    body: [
      {
        kind: 'paragraph',
        text: `依据《${pack.title}》${ordered.cites}（${ordered.says}），根据评价结果，推荐${parties.applicant}运营的“${parties.carrier}”为${what}。`,
      },
      basics(parties),
      { kind: 'paragraph', text: `计入的评价结果：${ordered.counted}。` },
      { kind: 'paragraph', text: '请予审核。' },
    ],
  });
}
