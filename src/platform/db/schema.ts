// Written by `npm run db:types` from migrations/*.sql. Do not edit.
import type { ColumnType, Generated } from 'kysely';

// biome-ignore lint/suspicious/noExplicitAny: a JSON column is parsed by its noun
export type Json = ColumnType<any, string, string>;
// biome-ignore lint/suspicious/noExplicitAny: the same, with a default
export type GeneratedJson = ColumnType<any, string | undefined, string>;

export interface AdmissionTable {
  id: string;
  receipt: string;
  carrier_id: string;
  state: string;
  team_name: string;
  uscc: string | null;
  founder_name: string;
  phone_sealed: Buffer;
  phone_hash: string;
  founder_type: string | null;
  industry: string | null;
  members: number | null;
  project: string;
  desks: number | null;
  wanted_from: string | null;
  visit_at: string | null;
  visit_place: string | null;
  visit_record: string | null;
  answer: string | null;
  decided_at: string | null;
  decided_by: string | null;
  team_id: string | null;
  version: Generated<number>;
  received_at: string;
  example: Generated<boolean>;
  offered_until: string | null;
}

export interface AdmissionLineTable {
  id: string | null;
  carrier_id: string | null;
  desks: number | null;
  place: number | null;
}

export interface AdmissionScoreTable {
  admission_id: string;
  person_id: string;
  criteria_id: string;
  points: Json;
  total: number;
  remark: string | null;
  scored_at: string;
}

export interface AppealTable {
  case_id: string;
  about_case: string;
  signed_id: string;
  decision_id: string | null;
  signed_by: string;
  number: string;
  due_on: string;
}

export interface AreaUseTable {
  id: string;
  carrier_id: string;
  valid_from: string;
  valid_to: string | null;
  note: string | null;
  file_id: string | null;
  case_id: string | null;
  version: Generated<number>;
  example: Generated<boolean>;
  created_at: Generated<string>;
  updated_at: Generated<string>;
  premises_id: string | null;
  name: string | null;
  use: string;
  area_m2: number;
  root_id: string;
}

export interface AssignmentRunTable {
  id: string;
  round_id: string;
  body_id: string;
  state: string;
  pins: GeneratedJson;
  forbids: GeneratedJson;
  based_on: string | null;
  done: Generated<number>;
  total: Generated<number>;
  cost: number | null;
  shortages: GeneratedJson;
  failures: GeneratedJson;
  failure: string | null;
  asked_at: string;
  asked_by: string | null;
  beat_at: string | null;
  ended_at: string | null;
}

export interface AssignmentSeatTable {
  run_id: string;
  case_id: string;
  expert_id: string;
  fits: string[];
  pinned: boolean;
}

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

export interface BarTable {
  id: string;
  case_id: string;
  carrier_id: string;
  organisation_id: string;
  pack_id: string;
  from_day: string;
  until_day: string | null;
  cites: string;
  reason: string;
  created_at: string;
  number: string | null;
  lifted_on: string | null;
  lifted_case_id: string | null;
}

export interface BillingTable {
  carrier_id: string;
  first_month: string;
  due_days: number;
}

export interface BookingTable {
  id: string;
  carrier_id: string;
  organisation_id: string;
  team_id: string | null;
  person_id: string;
  booked_by: string;
  series_id: string | null;
  starts_at: string;
  ends_at: string;
  state: string;
  attendees: number;
  purpose: string | null;
  user_group: string;
  payment: string;
  fee_fen: number;
  credits: number;
  reason: string | null;
  offered_until: string | null;
  checked_in_at: string | null;
  version: Generated<number>;
  example: Generated<boolean>;
  created_at: string;
  updated_at: string;
  waived: Generated<boolean>;
}

export interface BookingItemTable {
  booking_id: string;
  resource_id: string;
  quantity: number;
  units: string;
  during: string;
  holds: Generated<boolean>;
}

export interface CalendarFeedTable {
  id: string;
  person_id: string;
  token_hash: string;
  created_at: string;
  revoked_at: string | null;
}

export interface CarrierTable {
  id: string;
  kind: string;
  form: string | null;
  service_model: string | null;
  features: Generated<string[]>;
  territory_id: string;
  address: string | null;
  opened_on: string | null;
  closed_on: string | null;
  virtual_url: string | null;
  summary: string | null;
  source: string | null;
  change_procedure: string | null;
  name: string;
  name_sort: string;
  operator_id: string | null;
  focus: string | null;
  goals: string | null;
  search: Generated<string>;
  search_by: Generated<string>;
  example: Generated<boolean>;
  version: Generated<number>;
  created_at: Generated<string>;
  updated_at: Generated<string>;
  focus_industries: Generated<string[]>;
  class: string | null;
}

export interface CarrierPhotoTable {
  carrier_id: string;
  file_id: string;
  alt: string;
  position: number;
}

export interface CarrierVersionTable {
  id: string;
  carrier_id: string;
  valid_from: string | null;
  valid_to: string | null;
  name: string;
  operator_id: string | null;
  focus: string | null;
  goals: string | null;
  case_id: string | null;
  recorded_at: Generated<string>;
  class: string | null;
  service_model: string | null;
}

export interface CaseAnswerTable {
  case_id: string;
  field: string;
  value: Json;
  revision: number;
}

export interface CaseAnswerHistoryTable {
  case_id: string;
  revision: number;
  field: string;
  before: Json | null;
  after: Json | null;
  at: string;
  person_id: string | null;
  person_name: string;
  organisation_id: string | null;
  organisation_name: string | null;
}

export interface CaseAssessmentTable {
  id: string;
  case_id: string;
  kind: string;
  on_day: string;
  pack_hash: string;
  facts: Json;
  judgements: Json;
  findings: Json;
  verdict: string;
  at: string;
}

export interface CaseEventTable {
  case_id: string;
  seq: number;
  at: string;
  pass: number;
  step: string | null;
  task_id: string | null;
  verb: string;
  person_id: string | null;
  person_name: string;
  organisation_id: string | null;
  organisation_name: string | null;
  opinion: string | null;
  internal: boolean;
  data: GeneratedJson;
}

export interface CaseEvidenceTable {
  id: string;
  case_id: string;
  slot: string;
  file_id: string;
  added_at: string;
  added_by: string | null;
  removed_at: string | null;
  says: Generated<string>;
}

export interface CaseFileTable {
  id: string;
  number: string;
  pack_hash: string;
  pack_id: string;
  procedure_id: string;
  purpose: string;
  carrier_id: string;
  applicant_id: string;
  recommender_id: string | null;
  round_id: string | null;
  territory_id: string;
  title: string;
  state: string;
  step: string | null;
  step_kind: string | null;
  pass: Generated<number>;
  end_id: string | null;
  result: string | null;
  form_revision: Generated<number>;
  duplicates: GeneratedJson;
  judged_on: string | null;
  opened_at: string;
  opened_by: string | null;
  submitted_at: string | null;
  closed_at: string | null;
  against: Generated<boolean>;
  told_pass: number | null;
  mentor_id: string | null;
  team_id: string | null;
}

export interface CasePaperTable {
  id: string;
  case_id: string;
  pass: number;
  step: string | null;
  paper: string;
  file_id: string;
  internal: boolean;
  made_at: string;
  void_at: string | null;
  content_hash: string | null;
}

export interface CasePartyTable {
  id: string;
  case_id: string;
  person_id: string;
  part: string;
  added_at: string;
  added_by: string | null;
  removed_at: string | null;
}

export interface CaseStepTable {
  case_id: string;
  pass: number;
  step: string;
  kind: string;
  entered_at: string;
  left_at: string | null;
  outcome: string | null;
  acted: Generated<boolean>;
  due_at: string | null;
  due_on: string | null;
  due_provisional: Generated<boolean>;
  from_pass: number | null;
  left_task: string | null;
  working_days: number | null;
}

export interface CaseStopTable {
  id: string;
  case_id: string;
  pass: number;
  from_at: string;
  until_at: string | null;
  reason: string;
}

export interface CertificateTable {
  id: string;
  designation_id: string;
  number: string;
  issued_on: string;
  file_id: string;
  sha256: string;
  issued_at: string;
}

export interface CertificateHeldTable {
  id: string;
  team_id: string;
  valid_from: string;
  valid_to: string | null;
  note: string | null;
  file_id: string | null;
  case_id: string | null;
  version: Generated<number>;
  example: Generated<boolean>;
  created_at: Generated<string>;
  updated_at: Generated<string>;
  root_id: string;
  confirmed_at: string | null;
  confirmed_by: string | null;
  kind: string;
  number: string | null;
}

export interface CitedStatisticTable {
  id: string;
  territory_id: string;
  indicator: string;
  value: number;
  unit: string;
  bound: Generated<string>;
  as_of: string;
  wording: string;
  source: string;
  position: number;
}

export interface ClosureTable {
  id: string;
  carrier_id: string;
  resource_id: string | null;
  starts_at: string;
  ends_at: string;
  reason: string;
  ended_by: string | null;
  created_by: string | null;
  created_at: string;
}

export interface ClusterMemberTable {
  id: string;
  cluster_id: string;
  role: string;
  carrier_id: string | null;
  organisation_id: string | null;
  services: Generated<string[]>;
  valid_from: string;
  valid_to: string | null;
  note: string | null;
  version: Generated<number>;
  example: Generated<boolean>;
  created_at: string;
  updated_at: string;
}

export interface ConsequenceTable {
  id: string;
  round_id: string;
  carrier_id: string;
  case_id: string;
  state: string;
  items: Json;
  reasons: string;
  version: Generated<number>;
  drafted_at: string;
  decided_at: string | null;
  decided_by: string | null;
  number: string | null;
  inputs: string | null;
}

export interface CooperationAgreementTable {
  id: string;
  carrier_id: string;
  valid_from: string;
  valid_to: string | null;
  note: string | null;
  file_id: string | null;
  case_id: string | null;
  version: Generated<number>;
  example: Generated<boolean>;
  created_at: Generated<string>;
  updated_at: Generated<string>;
  partner: string;
  kind: string;
  number: string | null;
  content: string | null;
  root_id: string;
}

export interface CreditAccountTable {
  id: string;
  carrier_id: string;
  team_id: string | null;
  balance: Generated<number>;
}

export interface CreditEntryTable {
  id: string;
  organisation_id: string;
  carrier_id: string;
  territory_id: string;
  case_id: string;
  pack_id: string;
  kind: string;
  cites: string;
  says: string;
  number: string;
  on_day: string;
  is_public: boolean;
  public_until: string | null;
  repairable_from: string | null;
  repaired_on: string | null;
  repair_case_id: string | null;
  struck_on: string | null;
  struck_case_id: string | null;
  created_at: string;
}

export interface CreditMovementTable {
  id: string;
  giver_id: string;
  taker_id: string;
  amount: number;
  kind: string;
  booking_id: string | null;
  note: string | null;
  person_id: string | null;
  at: string;
}

export interface CreditRepairTable {
  case_id: string;
  entry_id: string;
}

export interface CriteriaTable {
  id: string;
  carrier_id: string;
  purpose: string;
  edition: number;
  items: Json;
  pass_score: number | null;
  stated_at: string;
  stated_by: string | null;
  example: Generated<boolean>;
  panel: number | null;
  waits_by: Generated<string>;
}

export interface DecisionTable {
  id: string;
  case_id: string;
  pass: number;
  state: string;
  outcome: string;
  reasons: string;
  version: Generated<number>;
  drafted_at: string;
  drafted_by: string | null;
  organisation_id: string;
  number: string | null;
  on_day: string | null;
  assessment_id: string | null;
  seal: string | null;
  signed_at: string | null;
  signed_by: string | null;
  matter: Json | null;
  amount_fen: number | null;
}

export interface DeclaredFactTable {
  id: string;
  carrier_id: string;
  key: string;
  value: Json;
  valid_from: string;
  valid_to: string | null;
  note: string | null;
  file_id: string | null;
  version: Generated<number>;
  stated_at: string;
  stated_by: string | null;
}

export interface DeclaredFigureTable {
  id: string;
  case_id: string;
  fact: string;
  value: Json;
  reason: string;
  file_id: string;
  at: string;
  person_id: string | null;
}

export interface DepartureTable {
  id: string;
  carrier_id: string;
  tenancy_id: string;
  state: string;
  exit_kind: string;
  by_team: boolean;
  noticed_on: string;
  last_day: string;
  reason: string;
  criteria_id: string | null;
  criteria_met: GeneratedJson;
  checklist: Json;
  done_at: string | null;
  done_by: string | null;
  version: Generated<number>;
  example: Generated<boolean>;
  earliest_on: string | null;
  provisional: Generated<boolean>;
  early: string | null;
  waiver: string | null;
  former_end: string | null;
  fallen: GeneratedJson;
}

export interface DepartureSettlementTable {
  id: string;
  number: string;
  carrier_id: string;
  tenancy_id: string;
  settled_on: string;
  through: string;
  owed_fen: number;
  credit_fen: number;
  deposit_fen: number;
  credit_used_fen: number;
  deposit_used_fen: number;
  hash: string;
  settled_at: string;
  settled_by: string | null;
  example: Generated<boolean>;
}

export interface DesignationTable {
  id: string;
  carrier_id: string;
  case_id: string;
  pack_id: string;
  pack_hash: string;
  mode: string;
  name: string;
  level: string;
  number: string;
  state: string;
  territory_id: string;
  organisation_id: string;
  holder_id: string;
  valid_from: string;
  valid_to: string | null;
  ended_on: string | null;
  version: Generated<number>;
  created_at: string;
}

export interface DesignationEventTable {
  id: string;
  designation_id: string;
  at: string;
  on_day: string;
  from_state: string | null;
  to_state: string;
  case_id: string | null;
  reason: string | null;
  cites: string | null;
  from_level: string | null;
  to_level: string | null;
}

export interface DeskTable {
  id: string;
  carrier_id: string;
  valid_from: string;
  valid_to: string | null;
  note: string | null;
  file_id: string | null;
  case_id: string | null;
  version: Generated<number>;
  example: Generated<boolean>;
  created_at: Generated<string>;
  updated_at: Generated<string>;
  code: string | null;
  kind: string;
  count: Generated<number>;
  root_id: string;
  zone_id: string | null;
}

export interface DeskRegistrationTable {
  id: string;
  carrier_id: string;
  team_id: string;
  tenancy_id: string;
  kind: string;
  desk_code: string;
  slot: number;
  slot_limit: number | null;
  company_name: string;
  address: string;
  pack_hash: string;
  cites: string;
  state: string;
  applied_at: string;
  applied_by: string | null;
  certificate_number: string | null;
  certified_on: string | null;
  content_hash: string | null;
  file_id: string | null;
  uscc: string | null;
  registered_on: string | null;
  handled_by: string | null;
  reason: string | null;
  ends_on: string | null;
  ended_on: string | null;
  version: Generated<number>;
  example: Generated<boolean>;
}

export interface DeviceTable {
  id: string;
  carrier_id: string;
  valid_from: string;
  valid_to: string | null;
  note: string | null;
  file_id: string | null;
  case_id: string | null;
  version: Generated<number>;
  example: Generated<boolean>;
  created_at: Generated<string>;
  updated_at: Generated<string>;
  root_id: string;
  name: string;
  kind: string;
  model: string | null;
  count: Generated<number>;
  zone_id: string | null;
}

export interface DiagnosisTable {
  id: string;
  team_id: string;
  valid_from: string;
  valid_to: string | null;
  note: string | null;
  file_id: string | null;
  case_id: string | null;
  version: Generated<number>;
  example: Generated<boolean>;
  created_at: Generated<string>;
  updated_at: Generated<string>;
  root_id: string;
  confirmed_at: string | null;
  confirmed_by: string | null;
  by_whom: string | null;
  market: number | null;
  product: number | null;
  people: number | null;
  finance: number | null;
  advice: string;
  done_on: string | null;
  outcome: string | null;
}

export interface DueRecusalTable {
  review_id: string;
  case_id: string;
  body_id: string;
  phase: string;
  was_in: boolean;
  conflicts: Json;
  found_at: string;
  proposed_id: string | null;
  proposed_because: string | null;
  successor_id: string | null;
  answer: string | null;
  reason: string | null;
  answered_at: string | null;
  answered_by: string | null;
}

export interface EntitlementGrantTable {
  id: string;
  case_id: string;
  team_id: string;
  pack_id: string;
  pack_hash: string;
  procedure_id: string;
  says: string;
  term: string;
  organisation_id: string;
  number: string;
  granted_on: string;
  amount_fen: number | null;
}

export interface EvaluationTable {
  round_id: string;
  pack_hash: string;
  scheme: string;
  members_on: string;
  facts_on: string;
  opened_at: string | null;
  closed_at: string | null;
}

export interface EvaluationMemberTable {
  round_id: string;
  carrier_id: string;
  designation: string | null;
  case_id: string | null;
  late_until: string | null;
  late_reason: string | null;
  late_by: string | null;
  absent_at: string | null;
  pack_id: string;
  procedure_id: string;
  year: number;
}

export interface EvaluationParameterTable {
  id: string;
  round_id: string;
  name: string;
  value: number;
  reason: string;
  at: string;
  person_id: string | null;
}

export interface EvaluationPastTable {
  id: string;
  carrier_id: string;
  pack_id: string;
  procedure_id: string;
  year: number;
  participated: boolean;
  grade: string | null;
  source: string;
  entered_at: string;
  entered_by: string | null;
}

export interface EvaluationResultTable {
  round_id: string;
  carrier_id: string;
  case_id: string | null;
  participated: boolean;
  points: number | null;
  place: number | null;
  grade: string | null;
  label: string | null;
  because: string | null;
  exception: string | null;
  grading_id: string | null;
  released_at: string;
}

export interface EvaluationSampleTable {
  round_id: string;
  carrier_id: string;
  method: string;
  seed: string | null;
  place: number;
  reason: string;
  at: string;
  person_id: string | null;
}

export interface EventTable {
  id: string;
  carrier_id: string;
  valid_from: string;
  valid_to: string | null;
  note: string | null;
  file_id: string | null;
  case_id: string | null;
  version: Generated<number>;
  example: Generated<boolean>;
  created_at: Generated<string>;
  updated_at: Generated<string>;
  title: string;
  kind: string;
  attendance: number | null;
  place: string | null;
  root_id: string;
}

export interface ExhibitTable {
  id: string;
  case_id: string;
  side: string;
  held: Generated<boolean>;
  item: string | null;
  says: string;
  file_id: string | null;
  added_at: string;
  added_by: string | null;
  removed_at: string | null;
}

export interface ExpertTable {
  person_id: string;
  territory_id: string;
  title: string | null;
  fields: string[];
  phone_hashes: Generated<string[]>;
  away_from: string | null;
  away_to: string | null;
  added_at: string;
  added_by: string | null;
  removed_at: string | null;
  per_round: Generated<number>;
  per_year: Generated<number>;
}

export interface ExpertInterestTable {
  id: string;
  expert_id: string;
  kind: string;
  organisation_id: string | null;
  organisation_name: string;
  uscc: string | null;
  from_day: string | null;
  to_day: string | null;
  share_percent: number | null;
  note: string | null;
  declared_at: string;
  declared_by: string | null;
  withdrawn_at: string | null;
  withdrawn_by: string | null;
  withdrawn_because: string | null;
}

export interface FacilityTable {
  id: string;
  carrier_id: string;
  valid_from: string;
  valid_to: string | null;
  note: string | null;
  file_id: string | null;
  case_id: string | null;
  version: Generated<number>;
  example: Generated<boolean>;
  created_at: Generated<string>;
  updated_at: Generated<string>;
  kind: string;
  description: string | null;
  root_id: string;
}

export interface FigureVerificationTable {
  id: string;
  case_id: string;
  fact: string;
  outcome: string;
  note: string;
  at: string;
  person_id: string | null;
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

export interface FinanceEntryTable {
  id: string;
  carrier_id: string;
  valid_from: string;
  valid_to: string | null;
  note: string | null;
  file_id: string | null;
  case_id: string | null;
  version: Generated<number>;
  example: Generated<boolean>;
  created_at: Generated<string>;
  updated_at: Generated<string>;
  source: string;
  amount_fen: number;
  root_id: string;
}

export interface FinancingRoundTable {
  id: string;
  team_id: string;
  valid_from: string;
  valid_to: string | null;
  note: string | null;
  file_id: string | null;
  case_id: string | null;
  version: Generated<number>;
  example: Generated<boolean>;
  created_at: Generated<string>;
  updated_at: Generated<string>;
  root_id: string;
  confirmed_at: string | null;
  confirmed_by: string | null;
  kind: string;
  round: string | null;
  investor: string | null;
  amount_fen: number;
}

export interface FloorTable {
  id: string;
  carrier_id: string;
  valid_from: string;
  valid_to: string | null;
  note: string | null;
  file_id: string | null;
  case_id: string | null;
  version: Generated<number>;
  example: Generated<boolean>;
  created_at: Generated<string>;
  updated_at: Generated<string>;
  root_id: string;
  name: string;
  level: number | null;
}

export interface FloorPlanTable {
  id: string;
  carrier_id: string;
  floor_id: string;
  version: number;
  picture_id: string | null;
  width: number;
  height: number;
  shapes: Json;
  drawn_by: string | null;
  drawn_at: string;
}

export interface FollowUpTable {
  id: string;
  team_id: string;
  organisation_id: string;
  kind: string;
  year: number | null;
  mentor_id: string | null;
  content: string;
  done_at: string;
  done_by: string | null;
  accepted: boolean | null;
  remark: string | null;
  answered_at: string | null;
  answered_by: string | null;
}

export interface GradingTable {
  id: string;
  round_id: string;
  step: string;
  organisation_id: string;
  state: string;
  version: Generated<number>;
  inputs: string | null;
  results: string | null;
  seal: string | null;
  opened_at: string;
  proposed_at: string | null;
  proposed_by: string | null;
  signed_at: string | null;
  signed_by: string | null;
}

export interface GradingExceptionTable {
  grading_id: string;
  case_id: string;
  grade: string;
  reason: string;
  at: string;
  person_id: string | null;
}

export interface GradingLineTable {
  grading_id: string;
  case_id: string;
  pass: number;
  grade: string | null;
  label: string | null;
}

export interface GrantReceivedTable {
  id: string;
  carrier_id: string;
  valid_from: string;
  valid_to: string | null;
  note: string | null;
  file_id: string | null;
  case_id: string | null;
  version: Generated<number>;
  example: Generated<boolean>;
  created_at: Generated<string>;
  updated_at: Generated<string>;
  level: string | null;
  payer: string | null;
  purpose: string | null;
  amount_fen: number;
  root_id: string;
}

export interface HealthAlertTable {
  id: string;
  carrier_id: string;
  signal: string;
  since: string;
  month: string;
  value: number;
  threshold: number;
  says: string;
  says_en: string;
  found_at: string;
  ended_at: string | null;
}

export interface HealthAlertSeenTable {
  alert_id: string;
  organisation_id: string;
  person_id: string | null;
  seen_at: string;
}

export interface HealthThresholdTable {
  territory_id: string | null;
  carrier_id: string | null;
  signal: string;
  value: number;
  set_by: string | null;
  set_at: string;
}

export interface IncubationStageTable {
  id: string;
  team_id: string;
  valid_from: string;
  valid_to: string | null;
  note: string | null;
  file_id: string | null;
  case_id: string | null;
  version: Generated<number>;
  example: Generated<boolean>;
  created_at: Generated<string>;
  updated_at: Generated<string>;
  root_id: string;
  confirmed_at: string | null;
  confirmed_by: string | null;
  stage: string;
  services: string | null;
  owner_id: string | null;
  basis: string | null;
}

export interface InstitutionalDocumentTable {
  id: string;
  carrier_id: string;
  valid_from: string;
  valid_to: string | null;
  note: string | null;
  file_id: string | null;
  case_id: string | null;
  version: Generated<number>;
  example: Generated<boolean>;
  created_at: Generated<string>;
  updated_at: Generated<string>;
  kind: string;
  title: string;
  edition: string | null;
  root_id: string;
}

export interface InvestmentCaseTable {
  id: string;
  carrier_id: string;
  valid_from: string;
  valid_to: string | null;
  note: string | null;
  file_id: string | null;
  case_id: string | null;
  version: Generated<number>;
  example: Generated<boolean>;
  created_at: Generated<string>;
  updated_at: Generated<string>;
  team_id: string | null;
  team_name: string | null;
  investor: string | null;
  own_fund: boolean | null;
  amount_fen: number | null;
  stage: string | null;
  root_id: string;
}

export interface InvitationTable {
  id: string;
  token_hash: string;
  name: string;
  organisation_id: string;
  role: string;
  phone_sealed: Buffer | null;
  invited_by: string | null;
  created_at: string;
  expires_at: string;
  used_at: string | null;
  person_id: string | null;
}

export interface IpRightTable {
  id: string;
  team_id: string;
  valid_from: string;
  valid_to: string | null;
  note: string | null;
  file_id: string | null;
  case_id: string | null;
  version: Generated<number>;
  example: Generated<boolean>;
  created_at: Generated<string>;
  updated_at: Generated<string>;
  root_id: string;
  confirmed_at: string | null;
  confirmed_by: string | null;
  kind: string;
  title: string;
  number: string | null;
  granted_on: string | null;
  fee_due_on: string | null;
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

export interface JudgementTable {
  id: string;
  case_id: string;
  leaf: string;
  outcome: string;
  reason: string;
  pass: number;
  at: string;
  person_id: string | null;
  organisation_id: string | null;
}

export interface LeaseTable {
  id: string;
  carrier_id: string;
  valid_from: string;
  valid_to: string | null;
  note: string | null;
  file_id: string | null;
  case_id: string | null;
  version: Generated<number>;
  example: Generated<boolean>;
  created_at: Generated<string>;
  updated_at: Generated<string>;
  premises_id: string;
  landlord: string | null;
  number: string | null;
  rent_fen: number | null;
  root_id: string;
}

export interface LedgerAccountTable {
  id: string;
  code: string;
  kind: string;
  carrier_id: string | null;
  owner_id: string | null;
  name: string;
  balance_fen: Generated<number>;
  floored: Generated<boolean>;
  opened_at: string;
}

export interface LedgerEntryTable {
  transaction_id: string;
  account_id: string;
  amount_fen: number;
}

export interface LedgerTransactionTable {
  id: string;
  kind: string;
  on_day: string;
  says: string;
  subject_kind: string;
  subject_id: string;
  once: string | null;
  reverses: string | null;
  person_id: string | null;
  case_id: string | null;
  example: Generated<boolean>;
  posted_at: string;
  posted_in: Generated<number>;
}

export interface LockerTable {
  id: string;
  carrier_id: string;
  valid_from: string;
  valid_to: string | null;
  note: string | null;
  file_id: string | null;
  case_id: string | null;
  version: Generated<number>;
  example: Generated<boolean>;
  created_at: Generated<string>;
  updated_at: Generated<string>;
  root_id: string;
  code: string | null;
  count: Generated<number>;
  zone_id: string | null;
}

export interface MaterialChangeTable {
  id: string;
  case_id: string;
  carrier_id: string;
  field: string;
  before: Json | null;
  after: Json;
  happened_on: string;
  reported_on: string;
  report_by: string | null;
  late: boolean;
  late_by: Generated<number>;
  applied_at: string;
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

export interface MentorTable {
  id: string;
  carrier_id: string;
  valid_from: string;
  valid_to: string | null;
  note: string | null;
  file_id: string | null;
  case_id: string | null;
  version: Generated<number>;
  example: Generated<boolean>;
  created_at: Generated<string>;
  updated_at: Generated<string>;
  name: string;
  kind: string | null;
  full_time: boolean | null;
  employer: string | null;
  title: string | null;
  fields: string | null;
  root_id: string;
  person_id: string | null;
  industries: string[] | null;
}

export interface MentorAbsenceTable {
  id: string;
  calendar_id: string;
  from_day: string;
  to_day: string;
}

export interface MentorAgreementTable {
  id: string;
  carrier_id: string;
  valid_from: string;
  valid_to: string | null;
  note: string | null;
  file_id: string | null;
  case_id: string | null;
  version: Generated<number>;
  example: Generated<boolean>;
  created_at: Generated<string>;
  updated_at: Generated<string>;
  mentor_id: string;
  number: string | null;
  duties: string | null;
  root_id: string;
  mode: string | null;
  hour_fee_fen: number | null;
  team_hours: number | null;
  network: boolean | null;
}

export interface MentorHoursTable {
  id: string;
  calendar_id: string;
  weekday: number;
  from_time: string;
  to_time: string;
}

export interface MentorRecognitionTable {
  id: string;
  mentor_id: string;
  carrier_id: string;
  case_id: string;
  pack_id: string;
  pack_hash: string;
  mentor_name: string;
  name: string;
  number: string;
  territory_id: string;
  organisation_id: string;
  valid_from: string;
  valid_to: string | null;
  issued_at: string;
  file_id: string;
  sha256: string;
  ended_on: string | null;
  ending: string | null;
  end_reason: string | null;
  end_cites: string | null;
  end_number: string | null;
  end_case_id: string | null;
}

export interface MentoringSessionTable {
  id: string;
  number: string;
  carrier_id: string;
  mentor_id: string;
  agreement_id: string;
  calendar_id: string;
  team_id: string;
  starts_at: string;
  ends_at: string;
  topic: string;
  online: boolean;
  state: string;
  reason: string | null;
  requested_at: string;
  requested_by: string | null;
  answered_at: string | null;
  team_confirmed_at: string | null;
  team_confirmed_by: string | null;
  mentor_confirmed_at: string | null;
  mentor_confirmed_by: string | null;
  shared_note: string | null;
  private_note: string | null;
  team_rating: number | null;
  team_remark: string | null;
  mentor_rating: number | null;
  mentor_remark: string | null;
  settlement_id: string | null;
  version: Generated<number>;
  example: Generated<boolean>;
  mode: string;
  hour_fee_fen: number;
}

export interface MentoringSettlementTable {
  id: string;
  number: string;
  carrier_id: string;
  mentor_id: string;
  month: string;
  minutes: number;
  total_fen: number;
  settled_at: string;
  settled_by: string | null;
  paid_on: string | null;
  paid_by: string | null;
}

export interface MilestoneTable {
  id: string;
  team_id: string;
  valid_from: string;
  valid_to: string | null;
  note: string | null;
  file_id: string | null;
  case_id: string | null;
  version: Generated<number>;
  example: Generated<boolean>;
  created_at: Generated<string>;
  updated_at: Generated<string>;
  root_id: string;
  confirmed_at: string | null;
  confirmed_by: string | null;
  kind: string;
  title: string;
  description: string | null;
  contest_level: string | null;
}

export interface NoticeTable {
  id: string;
  pack_hash: string;
  pack_id: string;
  procedure_id: string;
  step: string;
  round_id: string | null;
  organisation_id: string;
  territory_id: string;
  state: string;
  index_number: string | null;
  title: string;
  basis: string;
  passed: string;
  how_to_object: string;
  phones: Json;
  attachments: GeneratedJson;
  working_days: number;
  planned_on: string | null;
  planned_last_day: string | null;
  published_at: string | null;
  published_by: string | null;
  first_day: string | null;
  last_day: string | null;
  ends_at: string | null;
  provisional: Generated<boolean>;
  closed_at: string | null;
  version: Generated<number>;
  created_at: string;
}

export interface NoticeCaseTable {
  notice_id: string;
  case_id: string;
  pass: number;
  outcome: string | null;
  ended_at: string | null;
}

export interface NoticeFileTable {
  notice_id: string;
  format: string;
  file_id: string;
  made_at: string;
}

export interface ObjectionTable {
  id: string;
  receipt: string;
  notice_id: string;
  case_id: string;
  pass: number;
  kind: string;
  name_sealed: Buffer;
  unit_sealed: Buffer | null;
  phone_sealed: Buffer;
  phone_last4: string;
  phone_hash: string;
  original_sealed: Buffer;
  seal_file_id: string | null;
  received_at: string;
  state: string;
  redacted: string | null;
  redacted_at: string | null;
  redacted_by: string | null;
  asked_at: string | null;
  due_on: string | null;
  due_at: string | null;
  due_provisional: Generated<boolean>;
  statement: string | null;
  stated_at: string | null;
  stated_by: string | null;
  reply: string | null;
  reasons: string | null;
  decided_at: string | null;
  decided_by: string | null;
  version: Generated<number>;
  due_working_days: number | null;
}

export interface ObjectionReadingTable {
  id: string;
  objection_id: string;
  at: string;
  by_person: string;
  what: string;
  reason: string;
}

export interface OnlineCommunityTable {
  id: string;
  carrier_id: string;
  valid_from: string;
  valid_to: string | null;
  note: string | null;
  file_id: string | null;
  case_id: string | null;
  version: Generated<number>;
  example: Generated<boolean>;
  created_at: Generated<string>;
  updated_at: Generated<string>;
  root_id: string;
  name: string;
  url: string | null;
  members: number | null;
}

export interface OpeningTable {
  id: string;
  carrier_id: string;
  resource_id: string | null;
  day_kind: string;
  opens: number;
  closes: number;
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

export interface PackTable {
  hash: string;
  id: string;
  title: string;
  territory_code: string;
  in_force_from: string;
  in_force_until: string | null;
  files: Json;
  installed_at: string;
  replaced_at: string | null;
}

export interface PackDraftTable {
  id: string;
  pack_id: string;
  title: string;
  territory_id: string;
  organisation_id: string;
  base_hash: string;
  follows: number;
  state: string;
  revision: Generated<number>;
  created_at: string;
  created_by: string;
  sent_by: string | null;
  approved_by: string | null;
}

export interface PackDraftEventTable {
  id: string;
  draft_id: string;
  kind: string;
  revision: number;
  reason: string | null;
  at: string;
  person_id: string;
}

export interface PackDraftFileTable {
  draft_id: string;
  name: string;
  revision: number;
  body: string | null;
  saved_at: string;
  saved_by: string;
}

export interface PackVersionTable {
  pack_id: string;
  number: number;
  hash: string;
  draft_id: string;
  starts_on: string;
  published_at: string;
  published_by: string;
}

export interface PackVersionRecallTable {
  pack_id: string;
  number: number;
  reason: string;
  recalled_at: string;
  recalled_by: string;
}

export interface PanelExceptionTable {
  id: string;
  case_id: string;
  pass: number;
  item: string;
  from_points: number;
  to_points: number;
  reason: string;
  at: string;
  person_id: string | null;
}

export interface PersonTable {
  id: string;
  name: string;
  account: string | null;
  password_hash: string | null;
  password_set_at: string | null;
  phone_sealed: Buffer | null;
  id_number_sealed: Buffer | null;
  email: string | null;
  totp_sealed: Buffer | null;
  totp_confirmed: Generated<boolean>;
  totp_last_step: number | null;
  oidc_issuer: string | null;
  oidc_subject: string | null;
  is_demo: Generated<boolean>;
  state: Generated<string>;
  created_at: Generated<string>;
  password_must_change: Generated<boolean>;
}

export interface PlaqueTable {
  id: string;
  designation_id: string;
  token: string;
  awarded_on: string;
  awarded_by: string;
  received_by: string;
  place: string | null;
  file_id: string;
  recorded_at: string;
  recorded_by: string | null;
}

export interface PremisesTable {
  id: string;
  carrier_id: string;
  valid_from: string;
  valid_to: string | null;
  note: string | null;
  file_id: string | null;
  case_id: string | null;
  version: Generated<number>;
  example: Generated<boolean>;
  created_at: Generated<string>;
  updated_at: Generated<string>;
  name: string | null;
  address: string;
  tenure: string | null;
  area_m2: number | null;
  root_id: string;
}

export interface PriorDesignationTable {
  id: string;
  carrier_id: string;
  valid_from: string;
  valid_to: string | null;
  note: string | null;
  file_id: string | null;
  case_id: string | null;
  version: Generated<number>;
  example: Generated<boolean>;
  created_at: Generated<string>;
  updated_at: Generated<string>;
  level: string;
  title: string;
  issuer: string | null;
  number: string | null;
  root_id: string;
}

export interface ProblemReportTable {
  id: string;
  receipt: string;
  topic: string;
  carrier_id: string | null;
  territory_id: string | null;
  plaque_token: string | null;
  page: string | null;
  says: string;
  name_sealed: Buffer | null;
  phone_sealed: Buffer | null;
  phone_last4: string | null;
  received_at: string;
  state: string;
  answer: string | null;
  answered_at: string | null;
  answered_by: string | null;
  version: Generated<number>;
}

export interface ProblemReportFileTable {
  problem_id: string;
  file_id: string;
}

export interface QuotaCountTable {
  organisation_id: string;
  pack_id: string;
  quota: string;
  year: number;
  counted: number;
  source: string;
  stated_at: string;
  stated_by: string | null;
}

export interface RecordBookTable {
  carrier_id: string;
  kind: string;
  complete_from: string;
  stated_at: string;
  stated_by: string | null;
}

export interface RecordVersionTable {
  id: Generated<number>;
  kind: string;
  record_id: string;
  version: number;
  content: Json;
  reason: string | null;
  person_id: string | null;
  replaced_at: string;
}

export interface RecoveryClaimTable {
  id: string;
  case_id: string;
  organisation_id: string;
  carrier_id: string;
  territory_id: string;
  pack_id: string;
  amount: number;
  cites: string;
  reason: string;
  number: string | null;
  ordered_on: string;
  cancelled_on: string | null;
  cancelled_case_id: string | null;
  created_at: string;
  ordered_by: string;
}

export interface RecoveryPaymentTable {
  id: string;
  claim_id: string;
  transaction_id: string;
  refund: boolean;
  amount: number;
  on_day: string;
  voucher: string;
  recorded_at: string;
  recorded_by: string | null;
  reversed_by: string | null;
}

export interface RectificationTable {
  id: string;
  case_id: string | null;
  designation_id: string | null;
  opened_on: string;
  due_on: string | null;
  reason: string;
  closed_on: string | null;
  closing: string | null;
  carrier_id: string;
  run_by: string | null;
  findings: GeneratedJson;
  term_days: number | null;
  term_reason: string | null;
  issued_at: string | null;
  report: string | null;
  reported_at: string | null;
  reported_by: string | null;
  extended_days: number | null;
  extension_reason: string | null;
  opinion: string | null;
  outcome: string | null;
  version: Generated<number>;
}

export interface ReminderTable {
  id: string;
  case_id: string;
  task_id: string;
  kind: string;
  at: string;
  by_name: string | null;
}

export interface ResidencyTable {
  id: string;
  number: string;
  carrier_id: string;
  admission_id: string | null;
  team_id: string | null;
  tenancy_id: string | null;
  renews: string | null;
  state: string;
  edition: number;
  team_signed_by: string | null;
  team_signed_at: string | null;
  signed_by: string | null;
  signed_at: string | null;
  scan_file_id: string | null;
  version: Generated<number>;
  created_at: string;
  example: Generated<boolean>;
}

export interface ResidencyEditionTable {
  residency_id: string;
  edition: number;
  content: Json;
  hash: string;
  made_at: string;
  made_by: string | null;
}

export interface ResidencyEditionOfferTable {
  residency_id: string;
  edition: number;
  offered_at: string;
}

export interface ResourceTable {
  id: string;
  carrier_id: string;
  desk_id: string | null;
  room_id: string | null;
  device_id: string | null;
  locker_id: string | null;
  use: string;
  period: string;
  step_minutes: number;
  least_minutes: number;
  most_minutes: number;
  buffer_minutes: number;
  notice_minutes: number;
  ahead_days: number;
  refund_minutes: number;
  approval: boolean;
  check_in: boolean;
  grace_minutes: number;
  offer_minutes: number;
  features: string[];
  qr_token: string;
  version: Generated<number>;
  example: Generated<boolean>;
  created_at: string;
  updated_at: string;
}

export interface ResourcePhotoTable {
  resource_id: string;
  file_id: string;
  alt: string;
  position: number;
}

export interface ResourcePriceTable {
  resource_id: string;
  user_group: string;
  period: string;
  fee_fen: number;
  credits: number | null;
}

export interface RestartOfferTable {
  id: string;
  team_id: string;
  valid_from: string;
  valid_to: string | null;
  note: string | null;
  file_id: string | null;
  case_id: string | null;
  version: Generated<number>;
  example: Generated<boolean>;
  created_at: Generated<string>;
  updated_at: Generated<string>;
  root_id: string;
  confirmed_at: string | null;
  confirmed_by: string | null;
  kind: string;
  content: string;
  accepted: boolean | null;
  outcome: string | null;
}

export interface ReviewTable {
  id: string;
  case_id: string;
  pass: number;
  expert_id: string;
  task_id: string | null;
  state: string;
  because: string;
  assigned_at: string;
  assigned_by: string | null;
  score: number | null;
  items: GeneratedJson;
  opinion: string | null;
  recommendation: string | null;
  revision: Generated<number>;
  saved_at: string | null;
  ended_at: string | null;
  recusal: string | null;
  sheet_version: Generated<number>;
  due_at: string | null;
  released_because: string | null;
  second_look: string | null;
  second_look_at: string | null;
  late_at: string | null;
  replacement_id: string | null;
  replacement_because: string | null;
  first_score: number | null;
  first_opinion: string | null;
}

export interface ReviewPanelTable {
  case_id: string;
  pass: number;
  seats: number;
  confirmed_at: string;
  confirmed_by: string | null;
  method: string;
  score: number | null;
  finished_at: string | null;
  items: GeneratedJson;
}

export interface RewardTable {
  id: string;
  kind: string;
  case_id: string;
  consequence: string;
  carrier_id: string;
  organisation_id: string;
  territory_id: string;
  pack_id: string;
  cites: string;
  says: string;
  counted: string;
  number: string;
  on_day: string;
  level: string | null;
  addressee: string | null;
  amount: number | null;
  shares: GeneratedJson;
  categories: Generated<string[]>;
  struck_on: string | null;
  struck_case_id: string | null;
  created_at: string;
}

export interface RoomTable {
  id: string;
  carrier_id: string;
  valid_from: string;
  valid_to: string | null;
  note: string | null;
  file_id: string | null;
  case_id: string | null;
  version: Generated<number>;
  example: Generated<boolean>;
  created_at: Generated<string>;
  updated_at: Generated<string>;
  name: string | null;
  kind: string;
  count: Generated<number>;
  seats: number | null;
  area_m2: number | null;
  root_id: string;
  zone_id: string | null;
}

export interface RoundTable {
  id: string;
  pack_id: string;
  procedure_id: string;
  territory_id: string;
  year: number;
  title: string;
  opens_at: string;
  closes_at: string;
  created_at: string;
  created_by: string | null;
  late_experts: Generated<string>;
  class: string | null;
  service_model: string | null;
  within: string;
}

export interface RoundExtensionTable {
  id: string;
  round_id: string;
  at: string;
  by_person: string | null;
  before: string;
  after: string;
  reason: string;
}

export interface SanctionTable {
  case_id: string;
  source: string;
  problem_id: string | null;
  says: string;
  breaches: GeneratedJson;
  found: Generated<string>;
  consequences: GeneratedJson;
  ordered: Json | null;
  served_at: string | null;
  served_by: string | null;
  statement: string | null;
  hearing_asked: boolean | null;
  stated_at: string | null;
  stated_by: string | null;
  hearing_on: string | null;
  hearing_at: string | null;
  hearing_place: string | null;
  hearing_people: GeneratedJson;
  minutes: string | null;
  held_at: string | null;
  version: Generated<number>;
}

export interface ScoresheetTable {
  id: string;
  round_id: string | null;
  case_id: string | null;
  pack_id: string;
  step: string;
  scheme: string;
  version: number;
  items: Json;
  reason: string;
  published_at: string;
  published_by: string | null;
}

export interface SeedFundTable {
  id: string;
  carrier_id: string;
  valid_from: string;
  valid_to: string | null;
  note: string | null;
  file_id: string | null;
  case_id: string | null;
  version: Generated<number>;
  example: Generated<boolean>;
  created_at: Generated<string>;
  updated_at: Generated<string>;
  name: string;
  amount_fen: number;
  investors: string | null;
  root_id: string;
}

export interface SerialTable {
  name: string;
  last: number;
}

export interface ServiceTable {
  id: string;
  carrier_id: string;
  valid_from: string;
  valid_to: string | null;
  note: string | null;
  file_id: string | null;
  case_id: string | null;
  version: Generated<number>;
  example: Generated<boolean>;
  created_at: Generated<string>;
  updated_at: Generated<string>;
  kind: string;
  description: string | null;
  provider: string | null;
  online: boolean | null;
  root_id: string;
}

export interface ServiceDeliveryTable {
  id: string;
  carrier_id: string;
  valid_from: string;
  valid_to: string | null;
  note: string | null;
  file_id: string | null;
  case_id: string | null;
  version: Generated<number>;
  example: Generated<boolean>;
  created_at: Generated<string>;
  updated_at: Generated<string>;
  root_id: string;
  kind: string;
  title: string;
  team_id: string | null;
  hours: number | null;
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

export interface ShortlistTable {
  id: string;
  pack_id: string;
  procedure_id: string;
  step: string;
  round_id: string | null;
  case_id: string | null;
  organisation_id: string;
  territory_id: string;
  state: string;
  version: Generated<number>;
  opened_at: string;
  proposed_at: string | null;
  proposed_by: string | null;
  released_at: string | null;
  released_by: string | null;
  quota_exceptions: GeneratedJson;
}

export interface ShortlistLineTable {
  shortlist_id: string;
  case_id: string;
  pass: number;
  outcome: string | null;
  exception: string | null;
  rank: number | null;
  score: number | null;
  decided_at: string | null;
  decided_by: string | null;
  preferences: GeneratedJson;
}

export interface SignInLimitTable {
  key: string;
  points: Generated<number>;
  expire: number | null;
}

export interface SiteVisitTable {
  id: string;
  case_id: string;
  pass: number;
  state: string;
  visited_on: string | null;
  place: string | null;
  people: GeneratedJson;
  findings: GeneratedJson;
  summary: string | null;
  version: Generated<number>;
  saved_at: string;
  saved_by: string | null;
  submitted_at: string | null;
  figures: GeneratedJson;
}

export interface SiteVisitPhotoTable {
  id: string;
  site_visit_id: string;
  file_id: string;
  caption: Generated<string>;
  added_at: string;
  added_by: string | null;
  removed_at: string | null;
}

export interface SpaceMemberTable {
  id: string;
  carrier_id: string;
  valid_from: string;
  valid_to: string | null;
  note: string | null;
  file_id: string | null;
  case_id: string | null;
  version: Generated<number>;
  example: Generated<boolean>;
  created_at: Generated<string>;
  updated_at: Generated<string>;
  root_id: string;
  team_id: string;
  number: string | null;
}

export interface StaffTable {
  id: string;
  carrier_id: string;
  valid_from: string;
  valid_to: string | null;
  note: string | null;
  file_id: string | null;
  case_id: string | null;
  version: Generated<number>;
  example: Generated<boolean>;
  created_at: Generated<string>;
  updated_at: Generated<string>;
  name: string;
  post: string | null;
  full_time: boolean | null;
  education: string | null;
  qualification: string | null;
  qualification_no: string | null;
  skills: string[] | null;
  root_id: string;
}

export interface StageStandardTable {
  carrier_id: string;
  stage: string;
  services: string | null;
  criteria: GeneratedJson;
  version: Generated<number>;
  stated_at: string;
  stated_by: string | null;
}

export interface StandingAlertTable {
  id: string;
  carrier_id: string;
  pack_id: string;
  requirement: string;
  cites: string;
  says: string;
  lapses_on: string;
  becomes: string;
  found_at: string;
  ended_at: string | null;
  seen_at: string | null;
  seen_by: string | null;
}

export interface StandingPackVersionTable {
  pack_id: string | null;
  number: number | null;
  hash: string | null;
  draft_id: string | null;
  starts_on: string | null;
  published_at: string | null;
  published_by: string | null;
}

export interface StatementTable {
  id: string;
  number: string;
  carrier_id: string;
  tenancy_id: string;
  through: string;
  issued_on: string;
  due_on: string;
  total_fen: number;
  issued_at: string;
  example: Generated<boolean>;
}

export interface StatementBookingTable {
  statement_id: string;
  booking_id: string;
  month: string;
  amount_fen: number;
}

export interface StatementLineTable {
  statement_id: string;
  month: string;
  charge: string;
  days: number;
  amount_fen: number;
}

export interface StatementReminderTable {
  statement_id: string;
  kind: string;
  at: string;
}

export interface SupersessionTable {
  signed_id: string;
  by_decision_id: string;
  on_day: string;
}

export interface SupplementTable {
  id: string;
  case_id: string;
  pass: number;
  task_id: string;
  number: number;
  items: Json;
  asked_at: string;
  asked_by: string | null;
  due_at: string;
  due_on: string;
  due_provisional: Generated<boolean>;
  state: string;
  answer: string | null;
  ended_at: string | null;
}

export interface TaskTable {
  id: string;
  case_id: string;
  pass: number;
  step: string;
  kind: string;
  state: string;
  organisation_id: string | null;
  role: string;
  person_id: string | null;
  parent_id: string | null;
  place: string | null;
  verb: string | null;
  opinion: string | null;
  decided_by: string | null;
  decided_at: string | null;
  ended_by: string | null;
  ended_from: string | null;
  urged_at: string | null;
  created_at: string;
  data: GeneratedJson;
}

export interface TeamTable {
  id: string;
  carrier_id: string;
  valid_from: string;
  valid_to: string | null;
  note: string | null;
  file_id: string | null;
  case_id: string | null;
  version: Generated<number>;
  example: Generated<boolean>;
  created_at: Generated<string>;
  updated_at: Generated<string>;
  name: string;
  industry: string | null;
  project: string | null;
  founder_type: string | null;
  members: number | null;
  company_name: string | null;
  uscc: string | null;
  registered_on: string | null;
  root_id: string;
  organisation_id: string | null;
}

export interface TeamBookTable {
  team_id: string;
  kind: string;
  complete_from: string;
  stated_at: string;
  stated_by: string | null;
}

export interface TeamConsentTable {
  id: string;
  team_id: string;
  organisation_id: string;
  purpose: string;
  valid_from: string;
  valid_to: string | null;
  given_at: string;
  given_by: string;
  withdrawn_at: string | null;
  scope: Generated<string>;
}

export interface TeamGoalTable {
  id: string;
  team_id: string;
  valid_from: string;
  valid_to: string | null;
  note: string | null;
  file_id: string | null;
  case_id: string | null;
  version: Generated<number>;
  example: Generated<boolean>;
  created_at: Generated<string>;
  updated_at: Generated<string>;
  root_id: string;
  confirmed_at: string | null;
  confirmed_by: string | null;
  title: string;
  due_on: string;
  reached_on: string | null;
  evidence: string | null;
}

export interface TeamPersonTable {
  id: string;
  team_id: string;
  valid_from: string;
  valid_to: string | null;
  note: string | null;
  file_id: string | null;
  case_id: string | null;
  version: Generated<number>;
  example: Generated<boolean>;
  created_at: Generated<string>;
  updated_at: Generated<string>;
  root_id: string;
  confirmed_at: string | null;
  confirmed_by: string | null;
  name: string;
  post: string | null;
  is_founder: boolean | null;
  education: string | null;
  category: string | null;
  fresh_graduate: boolean | null;
}

export interface TeamProjectTable {
  id: string;
  team_id: string;
  valid_from: string;
  valid_to: string | null;
  note: string | null;
  file_id: string | null;
  case_id: string | null;
  version: Generated<number>;
  example: Generated<boolean>;
  created_at: Generated<string>;
  updated_at: Generated<string>;
  root_id: string;
  confirmed_at: string | null;
  confirmed_by: string | null;
  title: string;
  level: string | null;
  number: string | null;
  amount_fen: number | null;
}

export interface TeamReminderTable {
  id: string;
  team_id: string;
  kind: string;
  record_id: string;
  due_on: string;
  stage: number;
  told_at: string;
  seen_at: string | null;
  seen_by: string | null;
}

export interface TeamReportTable {
  id: string;
  team_id: string;
  valid_from: string;
  valid_to: string | null;
  note: string | null;
  file_id: string | null;
  case_id: string | null;
  version: Generated<number>;
  example: Generated<boolean>;
  created_at: Generated<string>;
  updated_at: Generated<string>;
  root_id: string;
  confirmed_at: string | null;
  confirmed_by: string | null;
  month: string;
  progress: string;
  problems: string | null;
  needs: string | null;
  people: number | null;
  revenue_fen: number | null;
}

export interface TeamResultTable {
  id: string;
  team_id: string;
  valid_from: string;
  valid_to: string | null;
  note: string | null;
  file_id: string | null;
  case_id: string | null;
  version: Generated<number>;
  example: Generated<boolean>;
  created_at: Generated<string>;
  updated_at: Generated<string>;
  root_id: string;
  confirmed_at: string | null;
  confirmed_by: string | null;
  title: string;
  transferred_on: string | null;
  transfer_kind: string | null;
  amount_fen: number | null;
}

export interface TeamTransferTable {
  id: string;
  number: string;
  team_id: string;
  from_carrier_id: string | null;
  to_carrier_id: string;
  state: string;
  reason: string;
  answer: string | null;
  starts_on: string | null;
  desks: number | null;
  free_months: number | null;
  proposed_at: string;
  proposed_by: string | null;
  agreed_at: string | null;
  agreed_by: string | null;
  accepted_at: string | null;
  accepted_by: string | null;
  done_at: string | null;
  tenancy_id: string | null;
  version: Generated<number>;
  example: Generated<boolean>;
}

export interface TeamYearTable {
  id: string;
  team_id: string;
  valid_from: string;
  valid_to: string | null;
  note: string | null;
  file_id: string | null;
  case_id: string | null;
  version: Generated<number>;
  example: Generated<boolean>;
  created_at: Generated<string>;
  updated_at: Generated<string>;
  root_id: string;
  confirmed_at: string | null;
  confirmed_by: string | null;
  year: number;
  revenue_fen: number | null;
  tax_fen: number | null;
  rd_fen: number | null;
  employees: number | null;
  high_tech_revenue_fen: number | null;
  assets_fen: number | null;
  tech_staff: number | null;
}

export interface TenancyTable {
  id: string;
  carrier_id: string;
  valid_from: string;
  valid_to: string | null;
  note: string | null;
  file_id: string | null;
  case_id: string | null;
  version: Generated<number>;
  example: Generated<boolean>;
  created_at: Generated<string>;
  updated_at: Generated<string>;
  team_id: string;
  number: string | null;
  free_months: number | null;
  includes: string[] | null;
  desks: number | null;
  area_m2: number | null;
  rent_fen: number | null;
  exit_kind: string | null;
  root_id: string;
  desk_codes: string | null;
  rent_month_fen: number | null;
  service_month_fen: number | null;
  internet_month_fen: number | null;
  water_month_fen: number | null;
  power_month_fen: number | null;
  remote: boolean | null;
  virtual_desks: number | null;
}

export interface TenancyDeskTable {
  tenancy_id: string;
  desk_id: string;
  unit: number;
  during: string;
}

export interface TenancyPaymentTable {
  id: string;
  carrier_id: string;
  tenancy_id: string;
  statement_id: string | null;
  kind: string;
  amount_fen: number;
  on_day: string;
  method: string | null;
  reason: string | null;
  transaction_id: string;
  reversed_by: string | null;
  received_at: string;
  received_by: string | null;
  example: Generated<boolean>;
  settlement_id: string | null;
}

export interface TenancyTermsTable {
  id: string;
  carrier_id: string;
  valid_from: string;
  valid_to: string | null;
  note: string | null;
  file_id: string | null;
  case_id: string | null;
  version: Generated<number>;
  example: Generated<boolean>;
  created_at: Generated<string>;
  updated_at: Generated<string>;
  name: string | null;
  free_months: number;
  free_months_max: number | null;
  includes: string[];
  root_id: string;
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
  full_name: Generated<string>;
  name_sort: Generated<string>;
  initials: Generated<string>;
}

export interface UnmaskingTable {
  id: string;
  at: string;
  by_person: string;
  of_person: string;
  field: string;
  reason: string;
}

export interface WarningAnswerTable {
  case_id: string;
  warning: string;
  answer: string;
  at: string;
  person_id: string | null;
}

export interface WorkingCalendarTable {
  year: number;
  source: string;
  holidays: string[];
  workdays: string[];
  added_at: string;
  added_by: string;
}

export interface ZoneTable {
  id: string;
  carrier_id: string;
  valid_from: string;
  valid_to: string | null;
  note: string | null;
  file_id: string | null;
  case_id: string | null;
  version: Generated<number>;
  example: Generated<boolean>;
  created_at: Generated<string>;
  updated_at: Generated<string>;
  root_id: string;
  floor_id: string | null;
  name: string;
  use: string | null;
}

export interface DB {
  admission: AdmissionTable;
  admission_line: AdmissionLineTable;
  admission_score: AdmissionScoreTable;
  appeal: AppealTable;
  area_use: AreaUseTable;
  assignment_run: AssignmentRunTable;
  assignment_seat: AssignmentSeatTable;
  audit_entry: AuditEntryTable;
  audit_head: AuditHeadTable;
  bar: BarTable;
  billing: BillingTable;
  booking: BookingTable;
  booking_item: BookingItemTable;
  calendar_feed: CalendarFeedTable;
  carrier: CarrierTable;
  carrier_photo: CarrierPhotoTable;
  carrier_version: CarrierVersionTable;
  case_answer: CaseAnswerTable;
  case_answer_history: CaseAnswerHistoryTable;
  case_assessment: CaseAssessmentTable;
  case_event: CaseEventTable;
  case_evidence: CaseEvidenceTable;
  case_file: CaseFileTable;
  case_paper: CasePaperTable;
  case_party: CasePartyTable;
  case_step: CaseStepTable;
  case_stop: CaseStopTable;
  certificate: CertificateTable;
  certificate_held: CertificateHeldTable;
  cited_statistic: CitedStatisticTable;
  closure: ClosureTable;
  cluster_member: ClusterMemberTable;
  consequence: ConsequenceTable;
  cooperation_agreement: CooperationAgreementTable;
  credit_account: CreditAccountTable;
  credit_entry: CreditEntryTable;
  credit_movement: CreditMovementTable;
  credit_repair: CreditRepairTable;
  criteria: CriteriaTable;
  decision: DecisionTable;
  declared_fact: DeclaredFactTable;
  declared_figure: DeclaredFigureTable;
  departure: DepartureTable;
  departure_settlement: DepartureSettlementTable;
  designation: DesignationTable;
  designation_event: DesignationEventTable;
  desk: DeskTable;
  desk_registration: DeskRegistrationTable;
  device: DeviceTable;
  diagnosis: DiagnosisTable;
  due_recusal: DueRecusalTable;
  entitlement_grant: EntitlementGrantTable;
  evaluation: EvaluationTable;
  evaluation_member: EvaluationMemberTable;
  evaluation_parameter: EvaluationParameterTable;
  evaluation_past: EvaluationPastTable;
  evaluation_result: EvaluationResultTable;
  evaluation_sample: EvaluationSampleTable;
  event: EventTable;
  exhibit: ExhibitTable;
  expert: ExpertTable;
  expert_interest: ExpertInterestTable;
  facility: FacilityTable;
  figure_verification: FigureVerificationTable;
  file: FileTable;
  finance_entry: FinanceEntryTable;
  financing_round: FinancingRoundTable;
  floor: FloorTable;
  floor_plan: FloorPlanTable;
  follow_up: FollowUpTable;
  grading: GradingTable;
  grading_exception: GradingExceptionTable;
  grading_line: GradingLineTable;
  grant_received: GrantReceivedTable;
  health_alert: HealthAlertTable;
  health_alert_seen: HealthAlertSeenTable;
  health_threshold: HealthThresholdTable;
  incubation_stage: IncubationStageTable;
  institutional_document: InstitutionalDocumentTable;
  investment_case: InvestmentCaseTable;
  invitation: InvitationTable;
  ip_right: IpRightTable;
  job: JobTable;
  judgement: JudgementTable;
  lease: LeaseTable;
  ledger_account: LedgerAccountTable;
  ledger_entry: LedgerEntryTable;
  ledger_transaction: LedgerTransactionTable;
  locker: LockerTable;
  material_change: MaterialChangeTable;
  membership: MembershipTable;
  mentor: MentorTable;
  mentor_absence: MentorAbsenceTable;
  mentor_agreement: MentorAgreementTable;
  mentor_hours: MentorHoursTable;
  mentor_recognition: MentorRecognitionTable;
  mentoring_session: MentoringSessionTable;
  mentoring_settlement: MentoringSettlementTable;
  milestone: MilestoneTable;
  notice: NoticeTable;
  notice_case: NoticeCaseTable;
  notice_file: NoticeFileTable;
  objection: ObjectionTable;
  objection_reading: ObjectionReadingTable;
  online_community: OnlineCommunityTable;
  opening: OpeningTable;
  organisation: OrganisationTable;
  pack: PackTable;
  pack_draft: PackDraftTable;
  pack_draft_event: PackDraftEventTable;
  pack_draft_file: PackDraftFileTable;
  pack_version: PackVersionTable;
  pack_version_recall: PackVersionRecallTable;
  panel_exception: PanelExceptionTable;
  person: PersonTable;
  plaque: PlaqueTable;
  premises: PremisesTable;
  prior_designation: PriorDesignationTable;
  problem_report: ProblemReportTable;
  problem_report_file: ProblemReportFileTable;
  quota_count: QuotaCountTable;
  record_book: RecordBookTable;
  record_version: RecordVersionTable;
  recovery_claim: RecoveryClaimTable;
  recovery_payment: RecoveryPaymentTable;
  rectification: RectificationTable;
  reminder: ReminderTable;
  residency: ResidencyTable;
  residency_edition: ResidencyEditionTable;
  residency_edition_offer: ResidencyEditionOfferTable;
  resource: ResourceTable;
  resource_photo: ResourcePhotoTable;
  resource_price: ResourcePriceTable;
  restart_offer: RestartOfferTable;
  review: ReviewTable;
  review_panel: ReviewPanelTable;
  reward: RewardTable;
  room: RoomTable;
  round: RoundTable;
  round_extension: RoundExtensionTable;
  sanction: SanctionTable;
  scoresheet: ScoresheetTable;
  seed_fund: SeedFundTable;
  serial: SerialTable;
  service: ServiceTable;
  service_delivery: ServiceDeliveryTable;
  session: SessionTable;
  setting: SettingTable;
  shortlist: ShortlistTable;
  shortlist_line: ShortlistLineTable;
  sign_in_limit: SignInLimitTable;
  site_visit: SiteVisitTable;
  site_visit_photo: SiteVisitPhotoTable;
  space_member: SpaceMemberTable;
  staff: StaffTable;
  stage_standard: StageStandardTable;
  standing_alert: StandingAlertTable;
  standing_pack_version: StandingPackVersionTable;
  statement: StatementTable;
  statement_booking: StatementBookingTable;
  statement_line: StatementLineTable;
  statement_reminder: StatementReminderTable;
  supersession: SupersessionTable;
  supplement: SupplementTable;
  task: TaskTable;
  team: TeamTable;
  team_book: TeamBookTable;
  team_consent: TeamConsentTable;
  team_goal: TeamGoalTable;
  team_person: TeamPersonTable;
  team_project: TeamProjectTable;
  team_reminder: TeamReminderTable;
  team_report: TeamReportTable;
  team_result: TeamResultTable;
  team_transfer: TeamTransferTable;
  team_year: TeamYearTable;
  tenancy: TenancyTable;
  tenancy_desk: TenancyDeskTable;
  tenancy_payment: TenancyPaymentTable;
  tenancy_terms: TenancyTermsTable;
  territory: TerritoryTable;
  unmasking: UnmaskingTable;
  warning_answer: WarningAnswerTable;
  working_calendar: WorkingCalendarTable;
  zone: ZoneTable;
}
