import type { Actor, Role } from '../kernel/actor.ts';
import { Refusal } from '../kernel/refusal.ts';

/**
 * How far a role reaches.
 *   all        everything in the system
 *   territory  subjects whose territory lies in the subtree of the actor's organisation
 *   own        subjects that belong to the organisation acted for
 *   party      subjects that name the person (an assigned expert, a task's assignee, the person themselves)
 */
export type Reach = 'all' | 'territory' | 'own' | 'party';

/** What a subject is to access: where it lies, to whom it belongs, who takes part in it, who must not see it. */
export interface Subject {
  readonly territoryPath: string | null;
  /** Its owners. */
  readonly organisationIds: readonly string[];
  /**
   * The bodies that handle it (recommending body, alliance), reached by their officers and directors; owners are
   * reached by everybody else. A university may be both at once, of different cases. Absent: who owns it handles it.
   */
  readonly handlerIds?: readonly string[];
  readonly personIds: readonly string[];
  /** Organisations that may look, by the owner’s consent, and change nothing: reached by permissions that only read. */
  readonly readerIds?: readonly string[];
  /** Organisations that go on following a team which left them, by its consent: reached by permissions that follow. */
  readonly followerIds?: readonly string[];
  /** Conflict of interest: these see nothing, whatever their role. */
  readonly excludedPersonIds?: readonly string[];
  /** A draft is seen by its owner only, not by the territory's officers. */
  readonly isDraft?: boolean;
}

export const SUBJECT_KINDS = [
  'organisation',
  'person',
  'carrier',
  'team',
  'mentor',
  'mentoring',
  'transfer',
  'round',
  'case',
  'task',
  'shortlist',
  'notice',
  'objection',
  'designation',
  'registration',
  'problem',
  'packDraft',
  'credit',
  'claim',
  'booking',
  'file',
] as const;
export type SubjectKind = (typeof SUBJECT_KINDS)[number];

interface PermissionRow {
  readonly zh: string;
  readonly en: string;
  /** The subject a route under this permission names by `<about>Id`; null: none, the handler filters in SQL. */
  readonly about: SubjectKind | null;
  readonly open?: 'public' | 'signedIn';
  /** Reaches what the owner lets an organisation look at, too. */
  readonly reads?: true;
  /** Reaches a team that left and agreed to be followed, too. */
  readonly follows?: true;
  readonly roles: Partial<Record<Role, Reach | readonly Reach[]>>;
}

const department = { officer: ['territory', 'own'], director: ['territory', 'own'] } as const;
const operators = { operator: 'own', operatorStaff: 'own' } as const;
const team = { founder: 'own', teamMember: 'own' } as const;
const bookers = { ...operators, founder: 'own', teamMember: 'own', mentor: 'party' } as const;

/** Deny by default: a route names one of these rows, and a role not listed in it may not call it. */
export const PERMISSIONS = {
  'public.read': { zh: '公开信息', en: 'Public information', about: null, open: 'public', roles: {} },
  'public.submit': { zh: '公众提交', en: 'Public submission', about: null, open: 'public', roles: {} },
  'session.open': { zh: '登录', en: 'Sign in', about: null, open: 'public', roles: {} },
  'session.own': { zh: '本人会话', en: 'One’s own session', about: null, open: 'signedIn', roles: {} },
  'demo.travel': { zh: '演示时钟', en: 'Move the demo’s clock', about: null, open: 'signedIn', roles: {} },
  'platform.operate': { zh: '系统运行维护', en: 'Operate the platform', about: null, roles: { systemAdmin: 'all' } },
  'organisation.list': { zh: '查看机构', en: 'List organisations', about: null, open: 'signedIn', roles: {} },
  'organisation.create': {
    zh: '登记机构',
    en: 'Register an organisation',
    about: null,
    roles: { ...department, securityAdmin: 'all' },
  },
  'organisation.verify': {
    zh: '核验机构',
    en: 'Verify an organisation',
    about: 'organisation',
    roles: { officer: 'territory', director: 'territory', securityAdmin: 'all' },
  },
  'organisation.edit': {
    zh: '维护机构信息',
    en: 'Edit an organisation',
    about: 'organisation',
    roles: { operator: 'own', ...department },
  },
  'people.manage': { zh: '人员与授权', en: 'People and roles', about: null, roles: { securityAdmin: 'all' } },
  'people.unmask': {
    zh: '查看完整个人信息',
    en: 'See personal data in the clear',
    about: 'person',
    roles: { officer: 'territory', operator: 'own' },
  },
  'audit.read': { zh: '查看审计日志', en: 'Read the audit log', about: null, roles: { auditAdmin: 'all' } },
  'carrier.list': {
    zh: '查看载体名录',
    en: 'List carriers',
    about: null,
    roles: { ...department, ...operators, agent: 'own', expert: 'party' },
  },
  'carrier.create': { zh: '登记载体', en: 'Register a carrier', about: null, roles: { ...operators, ...department } },
  'carrier.amend': {
    zh: '修改载体基本信息',
    en: 'Edit a carrier’s own data',
    about: 'carrier',
    roles: { ...operators, ...department },
  },
  'carrier.read': { zh: '查看载体', en: 'Read a carrier', about: 'carrier', roles: { ...department, ...operators } },
  'carrier.edit': { zh: '维护载体记录', en: 'Keep a carrier’s records', about: 'carrier', roles: operators },
  'tenancy.manage': { zh: '办理入驻和账单', en: 'Handle tenancies', about: 'carrier', roles: operators },
  'tenancy.sign': { zh: '签署入驻协议', en: 'Sign an agreement', about: 'carrier', roles: { operator: 'own' } },
  'registration.list': {
    zh: '查看工位注册',
    en: 'List registrations at desks',
    about: null,
    roles: { ...department, clerk: 'territory', ...operators, founder: 'own', teamMember: 'own' },
  },
  'registration.read': {
    zh: '下载住所证明',
    en: 'Read a certificate of domicile',
    about: 'registration',
    roles: { ...department, clerk: 'territory', ...operators, founder: 'own', teamMember: 'own' },
  },
  'registration.handle': {
    zh: '窗口登记企业',
    en: 'Register companies at the window',
    about: 'registration',
    roles: { clerk: 'territory' },
  },
  'tenancy.own': {
    zh: '本团队的入驻',
    en: 'One’s own tenancy',
    about: null,
    roles: { founder: 'own', teamMember: 'own' },
  },
  'tenancy.read': {
    zh: '查看团队的入驻',
    en: 'Read a team’s tenancy',
    about: 'team',
    roles: { founder: 'own', teamMember: 'own' },
  },
  'tenancy.act': { zh: '代表团队办理', en: 'Act for a team', about: 'team', roles: { founder: 'own' } },
  'cluster.manage': {
    zh: '管理集聚区成员',
    en: 'Keep the members of a cluster',
    about: 'carrier',
    roles: { officer: 'territory', director: 'territory' },
  },
  'carrier.standing': {
    zh: '查看达标情况',
    en: 'See where a carrier stands',
    about: 'carrier',
    roles: { ...department, ...operators },
  },
  'team.list': { zh: '查看团队', en: 'List teams', about: null, roles: { ...operators, ...team } },
  'team.read': {
    zh: '查看团队档案',
    en: 'Read a team’s own records',
    about: 'team',
    reads: true,
    roles: { ...operators, ...team },
  },
  'team.keep': { zh: '维护团队档案', en: 'Keep a team’s own records', about: 'team', roles: { ...operators, ...team } },
  'team.confirm': {
    zh: '核实团队数据',
    en: 'Confirm what a team entered',
    about: 'team',
    follows: true,
    roles: operators,
  },
  'team.follow': {
    zh: '跟踪离开的团队',
    en: 'Follow a team that has left',
    about: 'team',
    follows: true,
    roles: operators,
  },
  'team.stage': { zh: '办理孵化阶段', en: 'Move a team along the chain', about: 'team', roles: operators },
  'team.seen': { zh: '知悉团队提醒', en: 'Take note of a reminder to the team', about: 'team', roles: team },
  'team.consent': {
    zh: '同意他人查看',
    en: 'Let others see the team’s records',
    about: 'team',
    roles: { founder: 'own' },
  },
  'entitlement.apply': {
    zh: '申请创业者待遇',
    en: 'Apply for an entitlement',
    about: 'team',
    roles: { founder: 'own' },
  },
  'health.own': {
    zh: '设定本空间的预警值',
    en: 'Set when one’s own space warns',
    about: 'carrier',
    roles: { operator: 'own' },
  },
  'health.rules': {
    zh: '设定区域的预警值',
    en: 'Set when spaces of the territory warn',
    about: null,
    roles: { officer: 'territory', director: 'territory' },
  },
  'survival.own': {
    zh: '查看孵化团队的存续',
    en: 'See what became of one’s teams',
    about: null,
    roles: operators,
  },
  'standing.alerts': {
    zh: '达标预警',
    en: 'Alerts before a condition lapses',
    about: null,
    roles: { ...department, ...operators },
  },
  'transfer.list': {
    zh: '查看团队转移',
    en: 'List moves of teams',
    about: null,
    roles: { operator: 'own', operatorStaff: 'own', founder: 'own', teamMember: 'own' },
  },
  'transfer.act': {
    zh: '办理团队转移',
    en: 'Act on the move of a team',
    about: 'transfer',
    roles: { operator: 'own', founder: 'own' },
  },
  'mentoring.list': {
    zh: '查看辅导记录',
    en: 'List mentoring sessions',
    about: null,
    roles: { ...operators, ...team, mentor: 'party' },
  },
  'mentoring.read': {
    zh: '查看一次辅导',
    en: 'Read a mentoring session',
    about: 'mentoring',
    roles: { ...operators, ...team, mentor: 'party' },
  },
  'mentoring.act': {
    zh: '办理辅导',
    en: 'Act on a mentoring session',
    about: 'mentoring',
    roles: { ...operators, ...team, mentor: 'party' },
  },
  'mentor.hours': {
    zh: '公布可约时间',
    en: 'Say when a mentor has time',
    about: 'mentor',
    roles: { ...operators, mentor: 'party' },
  },
  'mentor.revoke': {
    zh: '撤销导师认定',
    en: 'Revoke a mentor’s recognition',
    about: null,
    roles: { officer: 'territory' },
  },
  'mentor.manage': { zh: '管理导师', en: 'Manage a mentor', about: 'mentor', roles: operators },
  'file.read': {
    zh: '下载文件',
    en: 'Download a file',
    about: 'file',
    reads: true,
    roles: { ...department, ...operators, ...team, agent: 'party', expert: 'party' },
  },
  'round.list': { zh: '查看批次', en: 'List rounds', about: null, open: 'signedIn', roles: {} },
  'round.manage': { zh: '管理批次', en: 'Manage rounds', about: null, roles: department },
  'policy.list': { zh: '查看政策与草稿', en: 'List policies and drafts', about: null, roles: department },
  'policy.read': { zh: '查看政策', en: 'Read policies', about: null, open: 'signedIn', roles: {} },
  'policy.create': {
    zh: '起草政策',
    en: 'Begin a draft of a policy',
    about: null,
    roles: { officer: 'territory', director: 'territory' },
  },
  'policy.draft': {
    zh: '修改政策草稿',
    en: 'Write a draft of a policy',
    about: 'packDraft',
    roles: { officer: 'territory', director: 'territory' },
  },
  'policy.approve': {
    zh: '批准政策草稿',
    en: 'Approve a draft of a policy',
    about: 'packDraft',
    roles: { director: 'territory' },
  },
  'policy.publish': {
    zh: '发布政策',
    en: 'Publish a policy',
    about: 'packDraft',
    roles: { director: 'territory' },
  },
  'case.list': {
    zh: '查看办件',
    en: 'List cases',
    about: null,
    roles: { ...department, ...operators, ...team, agent: 'party', expert: 'party' },
  },
  'case.open': { zh: '发起申报', en: 'Open a case', about: 'carrier', roles: operators },
  'case.read': {
    zh: '查看办件',
    en: 'Read a case',
    about: 'case',
    roles: { ...department, ...operators, ...team, agent: 'party', expert: 'party' },
  },
  'case.replay': {
    zh: '重算已决办件',
    en: 'Judge a decided case again',
    about: 'case',
    roles: { ...department, auditAdmin: 'all' },
  },
  'case.fill': {
    zh: '填写申报书',
    en: 'Fill in an application',
    about: 'case',
    roles: { ...operators, ...team, agent: 'party' },
  },
  'case.contact': {
    zh: '查看申报联系方式',
    en: 'See the contact of an application in the clear',
    about: 'case',
    roles: { ...department, ...operators, ...team, agent: 'party' },
  },
  'case.submit': {
    zh: '提交申报',
    en: 'Submit an application',
    about: 'case',
    roles: { operator: 'own', founder: 'own' },
  },
  'case.urge': { zh: '催办', en: 'Urge', about: 'case', roles: { ...department, ...operators, ...team } },
  'case.end': {
    zh: '作废办件',
    en: 'Void a case',
    about: 'case',
    roles: { ...department, operator: 'own', founder: 'own' },
  },
  'case.handle': { zh: '办理', en: 'Handle a case', about: 'case', roles: department },
  'case.state': { zh: '当事人陈述', en: 'Speak as the party', about: 'case', roles: { operator: 'own' } },
  'case.against': { zh: '立案', en: 'Open a case against a party', about: 'carrier', roles: { officer: 'territory' } },
  'case.sign': { zh: '签发', en: 'Sign', about: 'case', roles: { director: ['territory', 'own'] } },
  'case.review': { zh: '评审', en: 'Review as an expert', about: 'case', roles: { expert: 'party' } },
  'task.list': { zh: '我的待办', en: 'My tasks', about: null, open: 'signedIn', roles: {} },
  'task.act': {
    zh: '处理待办',
    en: 'Act on a task',
    about: 'task',
    roles: { ...department, ...operators, ...team, expert: 'party', agent: 'party' },
  },
  'assignment.manage': { zh: '批量选派专家', en: 'Assign experts to a round', about: 'round', roles: department },
  'recusal.list': { zh: '查看应当回避的专家', en: 'List experts who had to recuse', about: null, roles: department },
  'expert.manage': { zh: '维护专家库', en: 'Keep the library of experts', about: null, roles: department },
  'expert.own': { zh: '本人专家信息', en: 'One’s own entry as an expert', about: null, roles: { expert: 'party' } },
  'review.own': { zh: '本人评审', en: 'One’s own reviews', about: null, roles: { expert: 'party' } },
  'shortlist.list': { zh: '查看拟定名单', en: 'List sittings', about: null, roles: department },
  'shortlist.manage': { zh: '拟定名单', en: 'Draw up a list', about: 'shortlist', roles: department },
  'shortlist.sign': { zh: '签发名单', en: 'Sign a list', about: 'shortlist', roles: { director: 'own' } },
  'evaluation.list': { zh: '查看评价', en: 'List evaluations', about: null, roles: department },
  'evaluation.manage': {
    zh: '组织评价',
    en: 'Run an evaluation',
    about: 'round',
    roles: { officer: 'territory', director: 'territory' },
  },
  'evaluation.sign': {
    zh: '审定和发布评价结果',
    en: 'Approve and release results',
    about: 'round',
    roles: { director: 'territory' },
  },
  'notice.list': { zh: '查看公示', en: 'List notices', about: null, roles: department },
  'notice.manage': { zh: '发布公示', en: 'Put up a notice', about: 'notice', roles: department },
  'objection.list': { zh: '查看异议', en: 'List objections', about: null, roles: { ...department, ...operators } },
  'objection.hear': { zh: '陈述意见', en: 'State one’s side', about: 'objection', roles: operators },
  'problem.list': {
    zh: '查看反映的问题',
    en: 'List reported problems',
    about: null,
    roles: { ...department, systemAdmin: 'all' },
  },
  'problem.answer': {
    zh: '答复反映的问题',
    en: 'Answer a reported problem',
    about: 'problem',
    roles: { ...department, systemAdmin: 'all' },
  },
  'statistics.read': { zh: '查看区域统计', en: 'Read a territory’s statistics', about: null, roles: department },
  'designation.list': {
    zh: '查看资格名录',
    en: 'List designations',
    about: null,
    roles: { ...department, ...operators },
  },
  'designation.read': {
    zh: '查看资格',
    en: 'Read a designation',
    about: 'designation',
    roles: { ...department, ...operators },
  },
  'objection.handle': { zh: '处理异议', en: 'Handle objections', about: 'objection', roles: department },
  'credit.list': {
    zh: '查看信用记录',
    en: 'See the credit file',
    about: null,
    roles: { ...department, ...operators },
  },
  'reward.list': {
    zh: '查看表彰、推荐和奖补',
    en: 'See commendations, recommendations and awards',
    about: null,
    roles: { ...department, ...operators },
  },
  'credit.repair': { zh: '申请信用修复', en: 'Ask for repair of credit', about: 'credit', roles: { operator: 'own' } },
  'claim.read': {
    zh: '查看追回资金',
    en: 'Read a claim for recovery',
    about: 'claim',
    roles: { ...department, ...operators },
  },
  'claim.record': {
    zh: '登记追回缴款',
    en: 'Enter what is paid towards a claim',
    about: 'claim',
    roles: { officer: 'own' },
  },
  'booking.list': { zh: '查看预订', en: 'List bookings', about: null, roles: bookers },
  'booking.make': { zh: '预订场地与设备', en: 'Book rooms, desks and devices', about: null, roles: bookers },
  'booking.read': { zh: '查看预订', en: 'Read a booking', about: 'booking', roles: bookers },
  'booking.change': { zh: '变更预订', en: 'Change a booking', about: 'booking', roles: bookers },
  'booking.decide': { zh: '审批预订', en: 'Approve or decline a booking', about: 'booking', roles: operators },
  'register.manage': { zh: '管理名录', en: 'Manage the register', about: 'designation', roles: department },
} as const satisfies Record<string, PermissionRow>;
export type Permission = keyof typeof PERMISSIONS;

export function permissionRow(permission: Permission): PermissionRow {
  return PERMISSIONS[permission];
}

/** Every reach the actor's roles give under this permission. Empty: not permitted at all. */
export function reaches(actor: Actor, permission: Permission): ReadonlySet<Reach> {
  const row = permissionRow(permission);
  const found = new Set<Reach>();
  for (const role of actor.roles) {
    for (const reach of [row.roles[role] ?? []].flat()) found.add(reach);
  }
  return found;
}

/**
 * The path of a department's own territory: what lies at it and below is its.
 *
 * @throws Refusal `not-found` for whoever acts for no territory
 */
export function territoryOf({ territoryPath }: Actor): string {
  if (!territoryPath) throw new Refusal('not-found');
  return territoryPath;
}

const HANDLERS: readonly Role[] = ['officer', 'director'];

/** In which capacity the actor's roles reach what is the own organisation's: as its owner, as the body that handles it. */
export function ownAs(actor: Actor, permission: Permission): { owner: boolean; handler: boolean } {
  const row = permissionRow(permission);
  const own = actor.roles.filter((role) => [row.roles[role] ?? []].flat().includes('own'));
  return {
    owner: own.some((role) => !HANDLERS.includes(role)),
    handler: own.some((role) => HANDLERS.includes(role)),
  };
}

/** Whether the actor may use the permission at all, before any subject is looked at. */
export function mayUse(actor: Actor, permission: Permission): boolean {
  const { open } = permissionRow(permission);
  if (open === 'public' || actor.isSystem) return true;
  if (open === 'signedIn') return actor.personId !== null;
  return reaches(actor, permission).size > 0;
}

/** Whether the actor may use the permission on this subject. */
export function mayReach(actor: Actor, permission: Permission, subject: Subject): boolean {
  if (actor.isSystem) return true;
  if (actor.personId && subject.excludedPersonIds?.includes(actor.personId)) return false;
  const { territoryPath, organisationId, personId } = actor;
  for (const reach of reaches(actor, permission)) {
    if (reach === 'all') return true;
    if (reach === 'territory' && !subject.isDraft && territoryPath && subject.territoryPath?.startsWith(territoryPath))
      return true;
    if (reach === 'own' && organisationId && isOwn(actor, permission, organisationId, subject)) return true;
    if (reach === 'party' && personId && subject.personIds.includes(personId)) return true;
  }
  return false;
}

function isOwn(actor: Actor, permission: Permission, organisationId: string, subject: Subject): boolean {
  const { owner, handler } = ownAs(actor, permission);
  const { organisationIds, handlerIds = organisationIds, readerIds = [], followerIds = [] } = subject;
  const { reads, follows } = permissionRow(permission);
  const owners = [...organisationIds, ...(reads ? readerIds : []), ...(follows ? followerIds : [])];
  return (owner && owners.includes(organisationId)) || (handler && handlerIds.includes(organisationId));
}

/** Throws `not-signed-in` or `not-permitted`. A subject out of reach is `not-found`: its existence is not told. */
export function requirePermission(actor: Actor, permission: Permission, subject?: Subject): void {
  if (!mayUse(actor, permission)) throw new Refusal(actor.personId ? 'not-permitted' : 'not-signed-in', { permission });
  if (subject && permissionRow(permission).open === undefined && !mayReach(actor, permission, subject))
    throw new Refusal('not-found');
}
