import { generateSecret, generateURI, verify } from 'otplib';
import { toDataURL } from 'qrcode';
import type { Tx } from '../../platform/db/database.ts';
import { sqlRows } from '../../platform/db/database.ts';
import type { Services } from '../../platform/services.ts';
import { seal, unseal } from '../people/personal-data.ts';

/** RFC 6238: one step of 30 s either way, for clocks that differ. */
const TOLERANCE_SECONDS = 30;

const place = (personId: string) => ({ table: 'person', row: personId, field: 'totp' });

export interface Enrolment {
  readonly secret: string;
  /** otpauth://… for the authenticator's QR code. */
  readonly uri: string;
  readonly qr: string;
}

/** A new secret, not yet in force; it is when a code made from it has been shown. */
export async function beginEnrolment(tx: Tx, services: Services, personId: string, label: string): Promise<Enrolment> {
  const secret = generateSecret();
  await tx
    .updateTable('person')
    .set({
      totp_sealed: seal(secret, place(personId), services.config.encryptionKey),
      totp_confirmed: false,
      totp_last_step: null,
    })
    .where('id', '=', personId)
    .execute();
  const uri = generateURI({ issuer: '众创台', label, secret });
  return { secret, uri, qr: await toDataURL(uri) };
}

/** Whether the code is right and was not used before; a right code is used up by this. */
export async function spendCode(tx: Tx, services: Services, personId: string, code: string): Promise<boolean> {
  const person = await tx.selectFrom('person').select(['totp_sealed']).where('id', '=', personId).executeTakeFirst();
  if (!person?.totp_sealed || !/^\d{6}$/.test(code)) return false;
  const result = await verify({
    secret: unseal(person.totp_sealed, place(personId), services.config.encryptionKey),
    token: code,
    epoch: Math.floor(services.clock.now().epochMilliseconds / 1000),
    epochTolerance: TOLERANCE_SECONDS,
  });
  if (!result.valid || !('timeStep' in result)) return false;
  const used = await sqlRows(
    tx,
    `update person set totp_last_step = $2 where id = $1 and (totp_last_step is null or totp_last_step < $2) returning id`,
    [personId, result.timeStep],
  );
  return used.length === 1;
}
