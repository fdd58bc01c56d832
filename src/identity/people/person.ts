import type { Role } from '../../kernel/actor.ts';
import { maskIdNumber, maskPhone, type SealedPlace } from './personal-data.ts';

/** Personal data kept sealed, how it is shown masked, and its column. */
export const PERSONAL_FIELDS = {
  phone: { zh: '手机号', en: 'Phone', column: 'phone_sealed', mask: maskPhone },
  idNumber: { zh: '身份证号', en: 'ID number', column: 'id_number_sealed', mask: maskIdNumber },
} as const;
export type PersonalField = keyof typeof PERSONAL_FIELDS;

export const STATES = {
  active: { zh: '正常', en: 'Active' },
  disabled: { zh: '已停用', en: 'Disabled' },
} as const;
export type PersonState = keyof typeof STATES;

export function sealedPlace(personId: string, field: PersonalField): SealedPlace {
  return { table: 'person', row: personId, field };
}

/**
 * Kinds of organisation in which a role may be held; a role not listed may be held in any.
 * An officer reaches the organisation's whole territory, so only a body that governs has officers.
 */
export const ROLE_HELD_IN: Partial<Record<Role, readonly string[]>> = {
  systemAdmin: ['platform'],
  securityAdmin: ['platform'],
  auditAdmin: ['platform'],
  // Universities, institutes and agencies recommend (湖南 第六条): they handle what names them, and no territory.
  officer: ['department', 'zoneCommittee', 'alliance', 'university', 'institute', 'agency'],
  director: ['department', 'zoneCommittee', 'alliance', 'university', 'institute', 'agency'],
  clerk: ['department', 'zoneCommittee'],
  founder: ['team', 'enterprise'],
  teamMember: ['team', 'enterprise'],
};

const ID_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** Resident identity number, GB 11643-1999: 17 digits and a check character (ISO 7064 mod 11-2). */
export function isIdNumber(text: string): boolean {
  if (!/^\d{17}[\dX]$/.test(text)) return false;
  const sum = ID_WEIGHTS.reduce((total, weight, index) => total + weight * Number(text[index]), 0);
  return '10X98765432'[sum % 11] === text[17];
}

/** A mobile number, or a landline with its area code. */
export function isPhone(text: string): boolean {
  return /^(1[3-9]\d{9}|0\d{2,3}-?\d{7,8}(-\d{1,6})?)$/.test(text);
}
