import { COOPERATION_AGREEMENT } from '../agreements/agreement.ts';
import { DESK } from '../desks/desk.ts';
import { DEVICE, LOCKER } from '../devices/device.ts';
import { EVENT } from '../events/event.ts';
import { FACILITY } from '../facilities/facility.ts';
import { FINANCE_ENTRY } from '../finance/finance-entry.ts';
import { FLOOR, ZONE } from '../floors/floor.ts';
import { GRANT_RECEIVED, INVESTMENT_CASE, SEED_FUND } from '../funding/funding.ts';
import { INSTITUTIONAL_DOCUMENT, PRIOR_DESIGNATION } from '../institution/institution.ts';
import { MENTOR, MENTOR_AGREEMENT } from '../mentors/mentor.ts';
import { ONLINE_COMMUNITY } from '../onlineCommunities/online-community.ts';
import { AREA_USE, LEASE, PREMISES } from '../premises/premises.ts';
import { ROOM } from '../rooms/room.ts';
import { SERVICE, SERVICE_DELIVERY } from '../services/service.ts';
import { SPACE_MEMBER } from '../spaceMembers/space-member.ts';
import { STAFF } from '../staff/staff.ts';
import { DIAGNOSIS, INCUBATION_STAGE, RESTART_OFFER, TEAM_GOAL, TEAM_REPORT } from '../teams/incubation-record.ts';
import { TEAM, TENANCY, TENANCY_TERMS } from '../teams/team.ts';
import {
  CERTIFICATE_HELD,
  FINANCING_ROUND,
  IP_RIGHT,
  MILESTONE,
  TEAM_PERSON,
  TEAM_PROJECT,
  TEAM_RESULT,
  TEAM_YEAR,
} from '../teams/team-record.ts';
import type { RecordKind } from './kind.ts';

/** Every kind of record an operator keeps, in the order it is shown. A new noun is a table and a row here. */
export const RECORD_KINDS = {
  premises: PREMISES,
  lease: LEASE,
  area_use: AREA_USE,
  floor: FLOOR,
  zone: ZONE,
  desk: DESK,
  room: ROOM,
  device: DEVICE,
  locker: LOCKER,
  facility: FACILITY,
  staff: STAFF,
  mentor: MENTOR,
  mentor_agreement: MENTOR_AGREEMENT,
  team: TEAM,
  tenancy: TENANCY,
  tenancy_terms: TENANCY_TERMS,
  space_member: SPACE_MEMBER,
  service: SERVICE,
  online_community: ONLINE_COMMUNITY,
  service_delivery: SERVICE_DELIVERY,
  event: EVENT,
  seed_fund: SEED_FUND,
  investment_case: INVESTMENT_CASE,
  cooperation_agreement: COOPERATION_AGREEMENT,
  grant_received: GRANT_RECEIVED,
  finance_entry: FINANCE_ENTRY,
  institutional_document: INSTITUTIONAL_DOCUMENT,
  prior_designation: PRIOR_DESIGNATION,
} as const satisfies Record<string, RecordKind>;
export type RecordKindCode = keyof typeof RECORD_KINDS;

/** Every kind of record a team keeps of itself. */
export const TEAM_RECORD_KINDS = {
  team_person: TEAM_PERSON,
  ip_right: IP_RIGHT,
  financing_round: FINANCING_ROUND,
  team_year: TEAM_YEAR,
  team_project: TEAM_PROJECT,
  team_result: TEAM_RESULT,
  certificate_held: CERTIFICATE_HELD,
  milestone: MILESTONE,
  incubation_stage: INCUBATION_STAGE,
  team_goal: TEAM_GOAL,
  team_report: TEAM_REPORT,
  diagnosis: DIAGNOSIS,
  restart_offer: RESTART_OFFER,
} as const satisfies Record<string, RecordKind>;
export type TeamRecordKindCode = keyof typeof TEAM_RECORD_KINDS;
export type AnyKindCode = RecordKindCode | TeamRecordKindCode;

export const RECORD_KIND_CODES = Object.keys(RECORD_KINDS) as [RecordKindCode, ...RecordKindCode[]];

export const TEAM_RECORD_KIND_CODES = Object.keys(TEAM_RECORD_KINDS) as [TeamRecordKindCode, ...TeamRecordKindCode[]];
export const ANY_KIND_CODES = [...RECORD_KIND_CODES, ...TEAM_RECORD_KIND_CODES] as [AnyKindCode, ...AnyKindCode[]];

const ALL: Readonly<Record<AnyKindCode, RecordKind>> = { ...RECORD_KINDS, ...TEAM_RECORD_KINDS };

export function kindOf(code: AnyKindCode): RecordKind {
  return ALL[code];
}
