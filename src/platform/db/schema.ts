// Written by `npm run db:types` from migrations/*.sql. Do not edit.
import type { ColumnType, Generated } from 'kysely';

// biome-ignore lint/suspicious/noExplicitAny: a JSON column is parsed by its noun
export type Json = ColumnType<any, string, string>;

export interface AuditEntryTable {
  seq: number;
  at: string;
  person_id: string | null;
  organisation_id: string | null;
  action: string;
  subject_kind: string | null;
  subject_id: string | null;
  body: string;
  hash: string;
}

export interface AuditHeadTable {
  only_one: Generated<boolean>;
  seq: number;
  hash: string;
}

export interface FileTable {
  id: string;
  sha256: string;
  name: string;
  media_type: string;
  size: number;
  created_at: string;
  created_by: string | null;
  about_kind: string;
  about_id: string | null;
}

export interface JobTable {
  id: string;
  kind: string;
  key: string | null;
  due_at: string;
  payload: Json;
  attempts: Generated<number>;
  last_error: string | null;
  created_at: string;
  done_at: string | null;
  dropped_at: string | null;
}

export interface MembershipTable {
  id: string;
  person_id: string;
  organisation_id: string;
  role: string;
  valid_from: string;
  valid_to: string | null;
  granted_by: string | null;
  granted_at: Generated<string>;
}

export interface OrganisationTable {
  id: string;
  kind: string;
  name: string;
  name_sort: Generated<string>;
  uscc: string | null;
  legal_form: string | null;
  legal_person: boolean | null;
  territory_id: string;
  registered_on: string | null;
  address: string | null;
  verified_at: string | null;
  example: Generated<boolean>;
  version: Generated<number>;
  created_at: Generated<string>;
}

export interface PersonTable {
  id: string;
  name: string;
  account: string | null;
  password_hash: string | null;
  password_set_at: string | null;
  phone_sealed: Buffer | null;
  phone_last4: string | null;
  id_number_sealed: Buffer | null;
  id_number_hint: string | null;
  email: string | null;
  totp_sealed: Buffer | null;
  totp_confirmed: Generated<boolean>;
  totp_last_step: number | null;
  oidc_issuer: string | null;
  oidc_subject: string | null;
  is_demo: Generated<boolean>;
  state: Generated<string>;
  created_at: Generated<string>;
}

export interface SessionTable {
  token_hash: string;
  person_id: string;
  organisation_id: string | null;
  csrf_token: string;
  second_factor: Generated<boolean>;
  created_at: string;
  seen_at: string;
  expires_at: string;
  address: string | null;
}

export interface SettingTable {
  name: string;
  value: Json;
}

export interface SignInLimitTable {
  key: string;
  points: Generated<number>;
  expire: number | null;
}

export interface TerritoryTable {
  id: string;
  code: string | null;
  name: string;
  level: string;
  parent_id: string | null;
  path: string;
  zone_kind: string | null;
  national_zone: Generated<boolean>;
}

export interface UnmaskingTable {
  id: string;
  at: string;
  by_person: string;
  of_person: string;
  field: string;
  reason: string;
}

export interface WorkingCalendarTable {
  year: number;
  source: string;
  holidays: string[];
  workdays: string[];
  added_at: string;
  added_by: string;
}

export interface DB {
  audit_entry: AuditEntryTable;
  audit_head: AuditHeadTable;
  file: FileTable;
  job: JobTable;
  membership: MembershipTable;
  organisation: OrganisationTable;
  person: PersonTable;
  session: SessionTable;
  setting: SettingTable;
  sign_in_limit: SignInLimitTable;
  territory: TerritoryTable;
  unmasking: UnmaskingTable;
  working_calendar: WorkingCalendarTable;
}
