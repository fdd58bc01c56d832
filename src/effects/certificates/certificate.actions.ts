import { createHash } from 'node:crypto';
import type { EffectHandler, OutcomeContext, PaperWriter } from '../../cases/casefile/steps.ts';
import { MODE_VERBS } from '../../cases/notices/notice.actions.ts';
import { issuerOf } from '../../cases/notices/notice.store.ts';
import { type Day, formatDay } from '../../kernel/day.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import type { Tx } from '../../platform/db/database.ts';
import { type Certificate, certificatePdf } from '../../platform/documents/certificate.ts';
import { contentHash } from '../../platform/documents/document.ts';
import { findCarrier } from '../../records/carriers/carrier.store.ts';
import { readFile, sealFile } from '../../records/files/file.actions.ts';
import { designationOfCase } from '../designations/designation.store.ts';
import { DESIGNATION_STATES } from '../designations/designation.ts';
import { certificateOf, findCertificate, insertCertificate, type Verified } from './certificate.store.ts';

/** 核发证书: a PDF, landscape, sealed; its hash and its number verify it. */
export const issueCertificate: EffectHandler = async (tx, context) => {
  const { file, pack, now, today } = context;
  const designation = await designationOfCase(tx, file.id);
  if (!designation) throw new Refusal('designation.missing');
  const carrier = await findCarrier(tx, file.carrier_id);
  const holder = await issuerOf(tx, designation.holder_id);
  const granter = await issuerOf(tx, designation.organisation_id);
  const text = `根据《${pack.title}》，经审核，${holder}运营的“${carrier?.name ?? ''}”${MODE_VERBS[pack.mode]}为${designation.name}。\n特发此证。`;
  const { title } = pack.designation.certificate;
  const fields = [
    { label: '所在地', value: carrier?.territoryName ?? '' },
    { label: '有效期', value: validity(designation.valid_from, designation.valid_to) },
  ];
  const face = {
    title,
    number: designation.number,
    holder: carrier?.name ?? '',
    text,
    fields,
    organs: [granter],
    day: today,
  };
  const sealed = await sealCertificate(tx, context, face);
  await insertCertificate(tx, {
    designationId: designation.id,
    number: designation.number,
    issuedOn: today,
    fileId: sealed.id,
    sha256: sealed.sha256,
    at: now,
  });
  recordChange(tx, {
    kind: 'certificate',
    id: designation.id,
    after: { number: designation.number, sha256: sealed.sha256 },
  });
};

/** The PDF of a certificate, with the address at which anyone verifies its number, sealed in the case that gave it. */
export async function sealCertificate(
  tx: Tx,
  { services, actor, file, now }: OutcomeContext,
  face: Omit<Certificate, 'verification' | 'info'>,
) {
  const { title, number, organs } = face;
  const content = await certificatePdf({
    ...face,
    verification: {
      hash: contentHash(face),
      url: `${services.config.publicUrl}/verify?q=${encodeURIComponent(number)}`,
    },
    info: { author: organs.join('、'), at: Temporal.Instant.from(now) },
  });
  return sealFile(tx, services, actor, { name: `${title}-${number}.pdf`, content, about: 'case', aboutId: file.id });
}

export const validity = (from: Day, to: Day | null) => `自${formatDay(from)}起${to ? `至${formatDay(to)}` : ''}`;

/** The paper of the case is the certificate itself, byte for byte. */
export const certificatePaper: PaperWriter = async (tx, { services, file }) => {
  const designation = await designationOfCase(tx, file.id);
  const certificate = designation && (await certificateOf(tx, designation.id));
  if (!certificate) throw new Refusal('designation.missing');
  const { name, mediaType, body } = await readFile(tx, services, certificate.fileId);
  return [{ name, mediaType, body }];
};

export interface Verification extends Verified {
  readonly stateLabel: string;
  /** Held on the day of asking. */
  readonly holds: boolean;
}

/** What the register says of a certificate today, by number or by the hash of its PDF; undefined: none was issued. */
export async function verifyCertificate(
  tx: Tx,
  by: { number: string } | { sha256: string },
  today: Day,
): Promise<Verification | undefined> {
  const found = await findCertificate(tx, by);
  if (!found) return undefined;
  const { zh: stateLabel, isHeld } = DESIGNATION_STATES[found.state];
  return { ...found, stateLabel, holds: isHeld && (found.validTo === null || found.validTo >= today) };
}

/** Hash of a PDF that somebody holds in hands. It is not kept. */
export async function hashOf(content: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of content) hash.update(chunk);
  return hash.digest('hex');
}
