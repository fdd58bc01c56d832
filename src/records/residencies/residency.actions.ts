import { yearOf } from '../../kernel/day.ts';
import { newId } from '../../kernel/id.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { contentHash } from '../../platform/documents/document.ts';
import { writtenAs } from '../../platform/documents/write.ts';
import { nextSerial, numberFrom } from '../../platform/serials/serial.ts';
import type { Services } from '../../platform/services.ts';
import { departureOf } from '../departures/departure.store.ts';
import type { Keeper } from '../keeping/keeping.actions.ts';
import { existingFiles } from '../keeping/keeping.store.ts';
import {
  editionsOf,
  findResidency,
  insertEdition,
  insertResidency,
  lockResidency,
  markOffered,
  type ResidencyRow,
  residencyInForce,
  updateResidency,
} from './residency.store.ts';
import {
  advance,
  changesOf,
  type ResidencyContent,
  type ResidencyState,
  type ResidencyStep,
  residencyDocument,
} from './residency.ts';

const hashOf = (number: string, edition: number, content: ResidencyContent) =>
  contentHash({ number, edition, ...content });

/** Draws an agreement up from the template: with an applicant who was selected, or to renew a tenancy. */
export async function draftResidency(
  tx: Tx,
  { actor, clock }: Keeper,
  carrierId: string,
  given: { admissionId: string | null; tenancyId: string | null; content: ResidencyContent },
  example = false,
): Promise<string> {
  const { admissionId, tenancyId, content } = given;
  const [of] = admissionId
    ? await sqlRows<{ state: string; team_id: string | null }>(
        tx,
        'select state, team_id from admission where id = $1 and carrier_id = $2 for update',
        [admissionId, carrierId],
      )
    : await sqlRows<{ state: string; team_id: string | null }>(
        tx,
        `select 'selected' as state, team_id from tenancy where id = $1 and root_id = id and carrier_id = $2 for update`,
        [tenancyId, carrierId],
      );
  if (!of || (admissionId && tenancyId)) throw new Refusal('not-found');
  if (of.state !== 'selected') throw new Refusal('admission.wrong-state', { state: of.state });
  if (tenancyId && (await departureOf(tx, tenancyId))?.state === 'noticed')
    throw new Refusal('departure.already-noticed');
  const renewed = tenancyId ? await residencyInForce(tx, tenancyId) : undefined;
  const id = newId();
  const at = clock.now().toString();
  const year = yearOf(clock.today());
  const number = numberFrom('RZXY{year}-{serial:5}', year, await nextSerial(tx, `residency:${year}`));
  await insertResidency(tx, {
    id,
    number,
    carrierId,
    admissionId,
    teamId: of.team_id,
    tenancyId,
    renews: renewed?.id ?? null,
    at,
    example,
  }).catch((error: { code?: string }) => {
    throw error.code === '23505' ? new Refusal('residency.already-drafted') : error;
  });
  await insertEdition(tx, {
    residencyId: id,
    edition: 1,
    content,
    hash: hashOf(number, 1, content),
    at,
    by: actor.personId,
  });
  recordChange(tx, { kind: 'residency', id, after: { number, admissionId, tenancyId, content } });
  return id;
}

async function take(
  tx: Tx,
  where: { id: string; carrierId?: string; teamId?: string; version: number },
  step: ResidencyStep,
  change: Parameters<typeof updateResidency>[2] = {},
): Promise<ResidencyRow> {
  const before = await lockResidency(tx, where.id);
  const isTheirs = where.carrierId === undefined || before?.carrierId === where.carrierId;
  if (!before || !isTheirs || (where.teamId !== undefined && before.teamId !== where.teamId))
    throw new Refusal('not-found');
  if (before.version !== where.version) throw new Refusal('conflict', { version: before.version });
  const state = advance(before.state, step);
  await updateResidency(tx, where.id, { state, ...change });
  recordChange(tx, { kind: 'residency', id: where.id, before: { state: before.state }, after: { state, ...change } });
  return before;
}

interface Where {
  readonly carrierId: string;
  readonly id: string;
  readonly version: number;
}

/** A new edition; what was offered goes back to draft, so that nobody signs another text than the one he read. */
export async function reviseResidency(
  tx: Tx,
  { actor, clock }: Keeper,
  where: Where,
  content: ResidencyContent,
): Promise<void> {
  const before = await lockResidency(tx, where.id);
  const edition = (before?.edition ?? 0) + 1;
  const { number } = await take(tx, where, 'revise', {});
  const at = clock.now().toString();
  const hash = hashOf(number, edition, content);
  await insertEdition(tx, { residencyId: where.id, edition, content, hash, at, by: actor.personId });
  await sqlRows(tx, 'update residency set edition = $2 where id = $1', [where.id, edition]);
}

export async function offerResidency(tx: Tx, { clock }: Pick<Services, 'clock'>, where: Where): Promise<void> {
  const { edition } = await take(tx, where, 'offer');
  await markOffered(tx, where.id, edition, clock.now().toString());
}

/** By the founder: before there is an account with receipt and phone, later in the workspace. */
export async function signByTeam(
  tx: Tx,
  { clock }: Pick<Services, 'clock'>,
  where: { id: string; teamId?: string; version: number },
  name: string,
): Promise<void> {
  const before = await findResidency(tx, where.id);
  if (!before || (where.teamId !== undefined && before.teamId !== where.teamId)) throw new Refusal('not-found');
  if (before.content.founderName !== name.trim())
    throw new Refusal('input.invalid', {}, [
      { path: 'name', code: 'name.differs', message: `请填写协议上的负责人姓名“${before.content.founderName}”` },
    ]);
  await take(tx, where, 'teamSign', { team_signed_by: name.trim(), team_signed_at: clock.now().toString() });
}

export async function signByOperator(tx: Tx, { actor, clock }: Keeper, where: Where): Promise<void> {
  await take(tx, where, 'sign', { signed_by: actor.personId, signed_at: clock.now().toString() });
}

export async function cancelResidency(tx: Tx, where: Where): Promise<void> {
  await take(tx, where, 'cancel');
}

/** A renewal that would begin after the last day of a notice falls away with it. */
export async function lapseResidency(tx: Tx, id: string): Promise<void> {
  const before = await lockResidency(tx, id);
  if (!before) throw new Refusal('not-found');
  await putState(tx, before, advance(before.state, 'lapse'));
}

/** The notice was withdrawn: it stands where it stood. */
export async function reviveResidency(tx: Tx, id: string, state: ResidencyState): Promise<void> {
  const before = await lockResidency(tx, id);
  if (before?.state !== 'lapsed') throw new Refusal('not-found');
  await putState(tx, before, state);
}

async function putState(tx: Tx, { id, state: before }: ResidencyRow, state: ResidencyState): Promise<void> {
  await updateResidency(tx, id, { state });
  recordChange(tx, { kind: 'residency', id, before: { state: before }, after: { state } });
}

/** The paper both have signed and stamped; the file is sealed by its hash. */
export async function attachScan(tx: Tx, where: Where, fileId: string): Promise<void> {
  const row = await lockResidency(tx, where.id);
  if (row?.carrierId !== where.carrierId) throw new Refusal('not-found');
  if (row.version !== where.version) throw new Refusal('conflict', { version: row.version });
  if (row.state !== 'signed' && row.state !== 'inForce')
    throw new Refusal('residency.wrong-state', { step: 'scan', state: row.state });
  if (!(await existingFiles(tx, 'carrier', where.carrierId, [fileId])).has(fileId))
    throw new Refusal('input.invalid', {}, [{ path: 'fileId', code: 'reference', message: '未找到所选文件' }]);
  await updateResidency(tx, where.id, { scan_file_id: fileId });
  recordChange(tx, { kind: 'residency', id: where.id, after: { scanFileId: fileId } });
}

/** Signed by both, it becomes the terms of a tenancy. */
export async function startResidency(
  tx: Tx,
  where: Where,
  { teamId, tenancyId }: { teamId: string; tenancyId: string },
): Promise<ResidencyRow> {
  return take(tx, where, 'start', { team_id: teamId, tenancy_id: tenancyId });
}

interface Reader {
  readonly id: string;
  /** The operator's: every edition. */
  readonly carrierId?: string;
  /** The team's, or the applicant's: those that were given to it. */
  readonly teamId?: string;
}

async function read(tx: Tx, { id, carrierId, teamId }: Reader) {
  const row = await findResidency(tx, id);
  if (!row || (carrierId ?? row.carrierId) !== row.carrierId || (teamId ?? row.teamId) !== row.teamId)
    throw new Refusal('not-found');
  const editions = await editionsOf(tx, id);
  return { row, editions: carrierId === undefined ? editions.filter(({ offeredAt }) => offeredAt !== null) : editions };
}

/** 历次稿, newest first: who made each and when, and what it says otherwise than the one before that the reader knows. */
export async function readEditions(tx: Tx, reader: Reader) {
  const { editions } = await read(tx, reader);
  return editions.map(({ content, ...edition }, at) => {
    const before = editions[at + 1];
    return { ...edition, changes: before ? changesOf(before.content, content) : [] };
  });
}

/** As Word or PDF, with the hash of what is agreed on it: the edition that stands, or an earlier one, which nobody has signed. */
export async function residencyPaper(
  tx: Tx,
  { config }: Pick<Services, 'config'>,
  reader: Reader,
  format: 'word' | 'pdf',
  asked?: number,
) {
  const { row, editions } = await read(tx, reader);
  const edition = asked ?? row.edition;
  const found = editions.find((one) => one.edition === edition);
  if (!found) throw new Refusal('not-found');
  const [names] = await sqlRows<{ carrier: string; operator: string | null }>(
    tx,
    'select c.name as carrier, o.name as operator from carrier c left join organisation o on o.id = c.operator_id where c.id = $1',
    [row.carrierId],
  );
  const parties = {
    number: row.number,
    edition,
    carrier: names?.carrier ?? '',
    operator: names?.operator ?? '',
    at: Temporal.Instant.from(found.madeAt),
    verification: { hash: found.hash, url: `${config.publicUrl}/verify?q=${found.hash}` },
  };
  const unsigned = { teamSignedBy: null, teamSignedAt: null, signedByName: null, signedAt: null };
  const document = residencyDocument(found.content, parties, edition === row.edition ? row : unsigned);
  const name = edition === row.edition ? `入驻协议-${row.number}` : `入驻协议-${row.number}-第${edition}稿`;
  return writtenAs(format === 'word' ? 'docx' : 'pdf', name, document);
}
