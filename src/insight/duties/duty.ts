import { LACKS_AGREEMENT } from '../../cases/transfers/transfer.store.ts';
import type { Permission, Reach } from '../../identity/access.ts';
import { awaitingAnswer, dueToAsk, followed, unanswered } from '../../records/followUps/follow-up.store.ts';

/**
 * What somebody must do outside the cases, whose tasks are in the inbox. A row is one kind of it; `rows` gives
 * (id, name, at): the space it belongs to, or two nulls where it belongs to the reader, and since when or until when.
 * In `rows` the reader is `me` (organisation, person, path, today, now). `path`: where it is done; `{id}` is the space.
 */
export interface Duty {
  readonly zh: string;
  readonly en: string;
  readonly permission: Permission;
  readonly reach: Reach;
  readonly path: string;
  /** What `at` is: the oldest has waited since then, the first is too late from then on, or the first begins then. */
  readonly at: 'since' | 'due' | 'starts';
  readonly rows: string;
}

const OF_SPACE = 'select c.id, c.name,';
const OWN = 'null::uuid as id, null::text as name,';
const admissions = (state: string) =>
  `${OF_SPACE} a.received_at as at from admission a join carrier c on c.id = a.carrier_id, me
   where c.operator_id = me.organisation and a.state = '${state}'`;
const owed = `(select a.balance_fen from ledger_account a where a.code = 'statement:' || s.id) > 0`;
const ownTeams = '(select t.id from team t where t.organisation_id = me.organisation)';
const transfers = (where: string) =>
  `select ${OWN} x.proposed_at as at from team_transfer x join carrier g on g.id = x.to_carrier_id, me where ${where}`;
const sessions = (state: string, where: string) =>
  `select ${OWN} s.starts_at as at from mentoring_session s, me where s.state = '${state}' and ${where}`;
const consequences = (state: string) =>
  `select ${OWN} k.drafted_at as at from consequence k, me where k.state = '${state}'
     and exists (select 1 from grading g where g.round_id = k.round_id and g.organisation_id = me.organisation)`;
const asMentor = 's.mentor_id in (select m.id from mentor m where m.person_id = me.person)';

export const DUTIES = {
  'booking-today': {
    zh: '今天的预订',
    en: 'Booked for today',
    permission: 'booking.make',
    reach: 'own',
    path: '/bookings',
    at: 'starts',
    rows: `select ${OWN} b.starts_at as at from booking b, me where b.person_id = me.person and b.state = 'confirmed'
      and b.ends_at > me.now and b.starts_at < (me.today + 1)::timestamp at time zone 'Asia/Shanghai'`,
  },
  'booking-offered': {
    zh: '候补有空位，待确认',
    en: 'Offered from the waiting list',
    permission: 'booking.make',
    reach: 'own',
    path: '/bookings',
    at: 'due',
    rows: `select ${OWN} b.offered_until as at from booking b, me where me.person in (b.person_id, b.booked_by) and b.state = 'offered'`,
  },
  'booking-requested': {
    zh: '预订待审批',
    en: 'Bookings to approve',
    permission: 'booking.decide',
    reach: 'own',
    path: '/spaces/{id}/bookings',
    at: 'starts',
    rows: `${OF_SPACE} b.starts_at as at from booking b join carrier c on c.id = b.carrier_id, me
      where c.operator_id = me.organisation and b.state = 'requested'`,
  },
  enquiry: {
    zh: '咨询待答复',
    en: 'Enquiries to answer',
    permission: 'tenancy.manage',
    reach: 'own',
    path: '/spaces/{id}/admissions?state=enquiry',
    at: 'since',
    rows: admissions('enquiry'),
  },
  application: {
    zh: '入驻申请待遴选',
    en: 'Applications to select from',
    permission: 'tenancy.manage',
    reach: 'own',
    path: '/spaces/{id}/admissions?state=received',
    at: 'since',
    rows: admissions('received'),
  },
  'place-free': {
    zh: '有空工位，通知候补的下一位',
    en: 'Desks are free: tell the next on the waiting list',
    permission: 'tenancy.manage',
    reach: 'own',
    path: '/spaces/{id}/admissions?state=waiting',
    at: 'since',
    rows: `select c.id, c.name || '，' || n.team_name as name, n.since as at from me join carrier c on c.operator_id = me.organisation
      join lateral (select a.team_name, coalesce(a.decided_at, a.received_at) as since from admission_line l join admission a on a.id = l.id
        where l.carrier_id = c.id and place_free_from(c.id, l.desks, me.today) is not null order by l.place limit 1) n on true`,
  },
  'agreement-to-sign': {
    zh: '入驻协议待签',
    en: 'Agreements to sign',
    permission: 'tenancy.sign',
    reach: 'own',
    path: '/spaces/{id}/tenancies',
    at: 'since',
    rows: `${OF_SPACE} r.team_signed_at as at from residency r join carrier c on c.id = r.carrier_id, me
      where c.operator_id = me.organisation and r.state = 'teamSigned'`,
  },
  'agreement-offered': {
    zh: '入驻协议待签',
    en: 'Agreements to sign',
    permission: 'tenancy.act',
    reach: 'own',
    path: '/tenancy',
    at: 'since',
    rows: `select ${OWN} r.created_at as at from residency r, me where r.state = 'offered' and r.team_id in ${ownTeams}`,
  },
  'statement-overdue': {
    zh: '账单逾期未付',
    en: 'Statements overdue',
    permission: 'tenancy.manage',
    reach: 'own',
    path: '/spaces/{id}/tenancies',
    at: 'due',
    rows: `${OF_SPACE} (s.due_on + 1)::timestamp at time zone 'Asia/Shanghai' as at from statement s join carrier c on c.id = s.carrier_id, me
      where c.operator_id = me.organisation and s.due_on < me.today and ${owed}`,
  },
  'statement-owed': {
    zh: '账单待付',
    en: 'Statements to pay',
    permission: 'tenancy.own',
    reach: 'own',
    path: '/tenancy',
    at: 'due',
    rows: `select ${OWN} (s.due_on + 1)::timestamp at time zone 'Asia/Shanghai' as at from statement s join tenancy n on n.id = s.tenancy_id, me
      where n.team_id in ${ownTeams} and ${owed}`,
  },
  'tenancy-ending': {
    zh: '入驻30天内到期',
    en: 'Tenancies that end within 30 days',
    permission: 'tenancy.manage',
    reach: 'own',
    path: '/spaces/{id}/tenancies',
    at: 'due',
    rows: `${OF_SPACE} (n.valid_to + 1)::timestamp at time zone 'Asia/Shanghai' as at from tenancy n join carrier c on c.id = n.carrier_id, me
      where c.operator_id = me.organisation and n.valid_to between me.today and me.today + 30
        and not exists (select 1 from tenancy later where later.root_id = n.root_id and later.valid_from > n.valid_from)
        and not exists (select 1 from departure d where d.tenancy_id = n.root_id and d.state = 'done')`,
  },
  'departure-to-complete': {
    zh: '退出待办结',
    en: 'Departures to complete',
    permission: 'tenancy.manage',
    reach: 'own',
    path: '/spaces/{id}/tenancies',
    at: 'due',
    rows: `${OF_SPACE} (d.last_day + 1)::timestamp at time zone 'Asia/Shanghai' as at from departure d join carrier c on c.id = d.carrier_id, me
      where c.operator_id = me.organisation and d.state = 'noticed' and d.last_day <= me.today`,
  },
  'domicile-to-certify': {
    zh: '工位注册待开具住所证明',
    en: 'Certificates of domicile to issue',
    permission: 'tenancy.sign',
    reach: 'own',
    path: '/registrations',
    at: 'since',
    rows: `${OF_SPACE} r.applied_at as at from desk_registration r join carrier c on c.id = r.carrier_id, me
      where c.operator_id = me.organisation and r.state in ('applied', 'returned')`,
  },
  'registration-returned': {
    zh: '登记被窗口退回',
    en: 'Registrations returned by the window',
    permission: 'tenancy.act',
    reach: 'own',
    path: '/registrations?state=returned',
    at: 'since',
    rows: `select ${OWN} r.applied_at as at from desk_registration r, me where r.state = 'returned' and r.team_id in ${ownTeams}`,
  },
  'registration-ending': {
    zh: '公司限期变更住所',
    en: 'Addresses of companies to change',
    permission: 'tenancy.act',
    reach: 'own',
    path: '/registrations?state=ending',
    at: 'due',
    rows: `select ${OWN} (r.ends_on + 1)::timestamp at time zone 'Asia/Shanghai' as at from desk_registration r, me
      where r.state = 'ending' and r.team_id in ${ownTeams}`,
  },
  'company-to-register': {
    zh: '企业待窗口登记',
    en: 'Companies to register at the window',
    permission: 'registration.handle',
    reach: 'territory',
    path: '/registrations?state=certified',
    at: 'since',
    rows: `select ${OWN} r.applied_at as at from desk_registration r join carrier c on c.id = r.carrier_id
      join territory p on p.id = c.territory_id, me where r.state = 'certified' and p.path like me.path || '%'`,
  },
  'transfer-to-agree': {
    zh: '团队转移待同意',
    en: 'Moves to agree to',
    permission: 'transfer.act',
    reach: 'own',
    path: '/transfers',
    at: 'since',
    rows: transfers(`x.state = 'proposed' and x.team_id in ${ownTeams}`),
  },
  'restart-to-answer': {
    zh: '受挫帮扶待答复',
    en: 'Offers of a new start to answer',
    permission: 'tenancy.act',
    reach: 'own',
    path: '/teams/{id}',
    at: 'since',
    rows: `select r.team_id as id, null::text as name, r.confirmed_at as at from restart_offer r, me
      where r.accepted is null and r.confirmed_at is not null and r.team_id in ${ownTeams}`,
  },
  'team-to-ask': {
    zh: '离开的团队待提醒填报',
    en: 'Teams that left, to be asked for their figures',
    permission: 'team.follow',
    reach: 'own',
    path: '/follow-ups',
    at: 'since',
    rows: `select ${OWN} date_trunc('year', me.today)::timestamp at time zone 'Asia/Shanghai' as at
      from me cross join ${followed('me.organisation', 'me.today')} and ${dueToAsk('me.today')}`,
  },
  'figures-asked': {
    zh: '原载体提醒填报年度数据',
    en: 'Figures of the year, asked for by a former space',
    permission: 'team.seen',
    reach: 'own',
    path: '/teams/{id}/records?kind=team_year',
    at: 'since',
    rows: `select u.team_id as id, null::text as name, u.done_at as at from follow_up u, me
      where ${unanswered('u')} and u.team_id in ${ownTeams}`,
  },
  'offer-to-answer': {
    zh: '原载体提供的服务待答复',
    en: 'Help offered by a former space, to answer',
    permission: 'tenancy.act',
    reach: 'own',
    path: '/teams/{id}',
    at: 'since',
    rows: `select u.team_id as id, null::text as name, u.done_at as at from follow_up u, me
      where ${awaitingAnswer('u')} and u.team_id in ${ownTeams}`,
  },
  'transfer-to-receive': {
    zh: '团队待接收或转入',
    en: 'Teams to receive',
    permission: 'transfer.act',
    reach: 'own',
    path: '/transfers',
    at: 'since',
    rows: transfers(`x.state in ('agreed', 'accepted') and g.operator_id = me.organisation`),
  },
  'agreement-after-move': {
    zh: '转入团队待拟订入驻协议',
    en: 'Agreements to draw up with teams that moved in',
    permission: 'tenancy.manage',
    reach: 'own',
    path: '/transfers?state=done',
    at: 'since',
    rows: `select ${OWN} x.done_at as at from team_transfer x join carrier g on g.id = x.to_carrier_id, me
      where ${LACKS_AGREEMENT} and g.operator_id = me.organisation`,
  },
  'mentoring-to-answer': {
    zh: '辅导预约待答复',
    en: 'Sessions to answer',
    permission: 'mentoring.act',
    reach: 'party',
    path: '/mentoring?state=requested',
    at: 'starts',
    rows: sessions('requested', asMentor),
  },
  'mentoring-held': {
    zh: '辅导待确认',
    en: 'Sessions to confirm',
    permission: 'mentoring.act',
    reach: 'party',
    path: '/mentoring?state=booked',
    at: 'since',
    rows: sessions('booked', `s.ends_at <= me.now and s.mentor_confirmed_at is null and ${asMentor}`),
  },
  'mentoring-team': {
    zh: '辅导待本团队确认',
    en: 'Sessions for the team to confirm',
    permission: 'mentoring.act',
    reach: 'own',
    path: '/mentoring?state=booked',
    at: 'since',
    rows: sessions('booked', `s.ends_at <= me.now and s.team_confirmed_at is null and s.team_id in ${ownTeams}`),
  },
  objection: {
    zh: '异议待处理',
    en: 'Objections to handle',
    permission: 'objection.handle',
    reach: 'own',
    path: '/objections?open=true',
    at: 'since',
    rows: `select ${OWN} j.received_at as at from objection j join notice n on n.id = j.notice_id, me
      where n.organisation_id = me.organisation and j.decided_at is null`,
  },
  'due-recusal': {
    zh: '专家利害关系待处理',
    en: 'Interests of experts to deal with',
    permission: 'recusal.list',
    reach: 'own',
    path: '/due-recusals?open=true',
    at: 'since',
    rows: `select ${OWN} d.found_at as at from due_recusal d, me where d.body_id = me.organisation and d.answer is null`,
  },
  problem: {
    zh: '问题线索待处理',
    en: 'Reported problems to answer',
    permission: 'problem.answer',
    reach: 'territory',
    path: '/problems?state=received',
    at: 'since',
    rows: `select ${OWN} p.received_at as at from problem_report p join territory t on t.id = p.territory_id, me
      where p.state = 'received' and t.path like me.path || '%'`,
  },
  'evaluation-absence': {
    zh: '评价已截止，待认定缺席',
    en: 'Evaluations closed, absence to be established',
    permission: 'evaluation.manage',
    reach: 'territory',
    path: '/evaluations',
    at: 'since',
    rows: `select ${OWN} r.closes_at as at from evaluation e join round r on r.id = e.round_id join territory t on t.id = r.territory_id, me
      where e.opened_at is not null and e.closed_at is null and r.closes_at <= me.now and t.path = me.path`,
  },
  'evaluation-grades': {
    zh: '评价等次待评定',
    en: 'Grades to be drawn up',
    permission: 'evaluation.manage',
    reach: 'territory',
    path: '/evaluations',
    at: 'since',
    rows: `select ${OWN} g.opened_at as at from grading g join evaluation e on e.round_id = g.round_id, me
      where g.organisation_id = me.organisation and g.state = 'draft' and e.closed_at is not null
        and not exists (select 1 from evaluation_member m join case_file c on c.id = m.case_id
          where m.round_id = g.round_id and c.state <> 'closed' and c.step_kind in ('form', 'review', 'expertReview'))`,
  },
  'consequence-check': {
    zh: '评价结果的处理待核定',
    en: 'Consequences of grades to be checked',
    permission: 'evaluation.manage',
    reach: 'territory',
    path: '/evaluations',
    at: 'since',
    rows: consequences('draft'),
  },
  'consequence-signature': {
    zh: '评价结果的处理待签发',
    en: 'Consequences of grades to be signed',
    permission: 'evaluation.sign',
    reach: 'territory',
    path: '/evaluations',
    at: 'since',
    rows: consequences('proposed'),
  },
} as const satisfies Record<string, Duty>;
export type DutyKey = keyof typeof DUTIES;
export const DUTY_KEYS = Object.keys(DUTIES) as [DutyKey, ...DutyKey[]];
