import type { CaseRow } from '../../cases/casefile/casefile.store.ts';
import type { CaseServices, CreditFlag, EffectHandler, Matter } from '../../cases/casefile/steps.ts';
import { signedFor } from '../../cases/decisions/decision.store.ts';
import { openForPurpose } from '../../cases/intake/intake.actions.ts';
import { consequenceWords, orderedBy } from '../../cases/sanctions/sanction.actions.ts';
import { findSanction } from '../../cases/sanctions/sanction.store.ts';
import type { Actor } from '../../kernel/actor.ts';
import { type Day, formatDay } from '../../kernel/day.ts';
import { newId } from '../../kernel/id.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import type { Tx } from '../../platform/db/database.ts';
import {
  barOfCase,
  checkedBy,
  entryToRepair,
  insertEntry,
  insertRepair,
  lockEntry,
  markRepaired,
  standingEntries,
} from './credit.store.ts';
import { CREDIT_KINDS, type CreditKind, creditState, creditTerms } from './credit.ts';

/**
 * 记入信用记录: what the signed decision says of the organisation. A sanction without consequences is a breach found;
 * what an evaluation signs is a commendation.
 */
export const recordCredit: EffectHandler = async (tx, context) => {
  const { file, pack, procedure, now, today } = context;
  const signed = await signedFor(tx, context);
  if (!signed) throw new Error(`nothing was signed in ${file.number}`);
  const sanction = await findSanction(tx, file.id);
  const ordered = sanction ? orderedBy(sanction) : [];
  const kind: CreditKind = sanction
    ? ordered.length > 0
      ? 'sanction'
      : 'breach'
    : file.purpose === 'rectification'
      ? 'rectificationFailed'
      : context.outcome === 'refused'
        ? 'breach'
        : 'commendation';
  const words = sanction ? consequenceWords(pack, ordered, sanction.breaches, today) : [];
  const says =
    words.length > 0
      ? words.join('；')
      : kind === 'rectificationFailed'
        ? '未按要求完成整改'
        : (context.ordered?.says ?? signed.reasons);
  const { until, repairable } = creditTerms(pack, today, await barOfCase(tx, file.id));
  const { isPublic, burdens } = CREDIT_KINDS[kind];
  const row = {
    id: newId(),
    organisation_id: file.applicant_id,
    carrier_id: file.carrier_id,
    territory_id: file.territory_id,
    case_id: file.id,
    pack_id: pack.id,
    kind,
    cites: signed.cites ?? procedure.cites,
    says,
    number: signed.number,
    on_day: today,
    is_public: isPublic,
    public_until: until,
    repairable_from: burdens ? repairable : null,
    created_at: now,
  };
  await insertEntry(tx, row);
  recordChange(tx, { kind: 'credit', id: row.id, after: row });
};

/** 信用修复: the entry is no longer public and no flag at intake; that it was repaired is an entry of its own. */
export const repairCredit: EffectHandler = async (tx, context) => {
  const { file, pack, procedure, now, today } = context;
  const entry = await entryToRepair(tx, file.id);
  if (!entry) throw new Error(`${file.number} repairs nothing`);
  const signed = await signedFor(tx, context);
  await markRepaired(tx, entry.id, file.id, today);
  const row = {
    id: newId(),
    organisation_id: file.applicant_id,
    carrier_id: file.carrier_id,
    territory_id: file.territory_id,
    case_id: file.id,
    pack_id: pack.id,
    kind: 'repair',
    cites: signed?.cites ?? procedure.cites,
    says: `修复${entry.number}的记录`,
    number: signed?.number ?? file.number,
    on_day: today,
    is_public: CREDIT_KINDS.repair.isPublic,
    public_until: null,
    repairable_from: null,
    created_at: now,
  };
  await insertEntry(tx, row);
  recordChange(tx, { kind: 'credit', id: entry.id, after: { repairedOn: today, caseId: file.id } });
};

/** Asks for repair of what still stands, once its time has come. */
export async function openRepair(tx: Tx, services: CaseServices, actor: Actor, creditId: string): Promise<CaseRow> {
  const entry = await lockEntry(tx, creditId);
  if (!entry) throw new Refusal('not-found', { credit: creditId });
  const today = services.clock.today();
  const times = { publicUntil: entry.public_until, repairedOn: entry.repaired_on, struckOn: entry.struck_on };
  if (entry.repairable_from === null || creditState(times, today) !== 'standing') throw new Refusal('credit.not-open');
  if (today < entry.repairable_from) throw new Refusal('credit.too-early', { from: entry.repairable_from });
  const of = { carrierId: entry.carrier_id, packId: entry.pack_id, applicantId: entry.organisation_id };
  const row = await openForPurpose(tx, services, actor, { ...of, purpose: 'repair' });
  await insertRepair(tx, row.id, entry.id);
  return row;
}

/** What intake shows of an organisation. */
export async function creditOf(tx: Tx, organisationId: string, on: Day): Promise<CreditFlag[]> {
  return (await standingEntries(tx, organisationId, on)).map((entry) => ({
    kindLabel: CREDIT_KINDS[entry.kind].zh,
    cites: entry.cites,
    says: entry.says,
    number: entry.number,
    onDay: entry.onDay,
    isPublic: entry.isPublic,
    publicUntil: entry.publicUntil,
  }));
}

/** 信用修复 as a decision sees it. */
export const repairMatter: Matter = {
  async of(tx, file) {
    const entry = await entryToRepair(tx, file.id);
    return { entry: entry && { id: entry.id, number: entry.number, kind: entry.kind } };
  },
  /** Whoever checked it is not who decides. */
  async maySign(tx, file, actor) {
    if (await checkedBy(tx, file.id, actor.personId)) throw new Refusal('credit.same-person');
  },
  async suggest(tx, { file }) {
    const entry = await entryToRepair(tx, file.id);
    return { outcome: 'granted', reasons: `对${entry?.number ?? ''}所记的行为已经纠正，佐证材料属实。` };
  },
  async letter(tx, { file, today }, outcome) {
    const entry = await entryToRepair(tx, file.id);
    const what = `申请修复的记录：${entry?.number ?? ''}(${entry ? formatDay(entry.on_day) : ''})。`;
    return outcome === 'granted' ? [what, `自${formatDay(today)}起停止公开该记录。`] : [what];
  },
};
