/** The side navigation: a page is offered to whoever holds its permission. */
export interface NavigationRow {
  readonly to: string;
  readonly zh: string;
  readonly group: '' | '经营' | '办理' | '评审' | '政策' | '管理';
  /** null: everyone who is signed in. */
  readonly permission: string | null;
  /** Offered only to sessions with one of these roles. */
  readonly roles?: readonly string[];
  /** Not offered to whoever holds no other role than these. */
  readonly notFor?: readonly string[];
}

const OPERATORS = ['operator', 'operatorStaff', 'agent'];
const BOOKERS = ['founder', 'teamMember', 'mentor'];
const DEPARTMENT = ['officer', 'director'];

export const NAVIGATION: readonly NavigationRow[] = [
  { to: '/', zh: '我的待办', group: '', permission: null },
  { to: '/cases', zh: '办件', group: '', permission: 'case.list' },
  { to: '/spaces', zh: '我的空间', group: '经营', permission: 'carrier.list', roles: OPERATORS },
  { to: '/teams', zh: '团队', group: '经营', permission: 'team.list' },
  { to: '/entitlements', zh: '我的权益', group: '经营', permission: 'entitlement.apply' },
  { to: '/rewards', zh: '表彰与支持', group: '经营', permission: 'reward.list', roles: OPERATORS },
  { to: '/credit', zh: '信用记录', group: '经营', permission: 'credit.list', roles: OPERATORS },
  { to: '/claims', zh: '追回资金', group: '经营', permission: 'claim.read', roles: OPERATORS },
  { to: '/incubation', zh: '孵化看板', group: '经营', permission: 'team.list' },
  { to: '/team-reports', zh: '团队月报', group: '经营', permission: 'survival.own' },
  { to: '/follow-ups', zh: '毕业跟踪', group: '经营', permission: 'survival.own' },
  { to: '/transfers', zh: '移苗入孵', group: '经营', permission: 'transfer.list' },
  { to: '/mentoring', zh: '导师辅导', group: '经营', permission: 'mentoring.list' },
  {
    to: '/mentor-recognitions',
    zh: '认定的导师',
    group: '经营',
    permission: 'designation.list',
    roles: ['operator', 'operatorStaff'],
  },
  { to: '/book', zh: '预订', group: '经营', permission: 'booking.make' },
  { to: '/bookings', zh: '我的预订', group: '经营', permission: 'booking.list', roles: BOOKERS },
  { to: '/tenancy', zh: '我的入驻', group: '经营', permission: 'tenancy.own' },
  {
    to: '/registrations',
    zh: '工位注册',
    group: '经营',
    permission: 'registration.list',
    roles: ['operator', 'operatorStaff', 'founder', 'teamMember'],
  },
  { to: '/apply', zh: '申报与备案', group: '经营', permission: 'case.open', roles: OPERATORS },
  { to: '/reviews', zh: '我的评审', group: '评审', permission: 'review.own' },
  { to: '/spaces', zh: '载体名录', group: '办理', permission: 'carrier.list', roles: DEPARTMENT },
  { to: '/clusters', zh: '众创集聚区', group: '办理', permission: 'cluster.manage' },
  { to: '/portfolio', zh: '空间布局', group: '办理', permission: 'statistics.read' },
  { to: '/health-alerts', zh: '运营预警', group: '办理', permission: 'health.rules' },
  { to: '/rounds', zh: '批次管理', group: '办理', permission: 'round.manage' },
  { to: '/evaluations', zh: '评价', group: '办理', permission: 'evaluation.list' },
  { to: '/shortlist', zh: '拟定名单', group: '办理', permission: 'shortlist.list' },
  { to: '/notices', zh: '公示', group: '办理', permission: 'notice.list' },
  { to: '/objections', zh: '异议', group: '办理', permission: 'objection.list' },
  { to: '/designations', zh: '资格名录', group: '办理', permission: 'designation.list' },
  { to: '/mentor-recognitions', zh: '认定的导师', group: '办理', permission: 'designation.list', roles: DEPARTMENT },
  { to: '/experts', zh: '专家库', group: '办理', permission: 'expert.manage' },
  { to: '/due-recusals', zh: '应当回避', group: '办理', permission: 'recusal.list' },
  { to: '/sanctions', zh: '处理与整改', group: '办理', permission: 'case.against' },
  { to: '/rewards', zh: '表彰与支持', group: '办理', permission: 'reward.list', roles: DEPARTMENT },
  { to: '/credit', zh: '信用记录', group: '办理', permission: 'credit.list', roles: DEPARTMENT },
  { to: '/claims', zh: '追回资金', group: '办理', permission: 'claim.read', roles: DEPARTMENT },
  { to: '/history', zh: '历史分析', group: '办理', permission: 'statistics.read' },
  {
    to: '/registrations',
    zh: '窗口登记',
    group: '办理',
    permission: 'registration.list',
    roles: [...DEPARTMENT, 'clerk'],
  },
  { to: '/report', zh: '区域报表', group: '办理', permission: 'statistics.read' },
  { to: '/problems', zh: '问题线索', group: '办理', permission: 'problem.list' },
  { to: '/pack-difference', zh: '政策对比', group: '政策', permission: 'policy.read', notFor: ['clerk'] },
  { to: '/pack-coverage', zh: '条款覆盖', group: '政策', permission: 'policy.read', notFor: ['clerk'] },
  { to: '/policy-studio', zh: '政策起草', group: '政策', permission: 'policy.list' },
  { to: '/organisations', zh: '机构', group: '管理', permission: 'organisation.create' },
  { to: '/people', zh: '人员与授权', group: '管理', permission: 'people.manage' },
  { to: '/audit', zh: '审计日志', group: '管理', permission: 'audit.read' },
  { to: '/replays', zh: '决定重算', group: '管理', permission: 'audit.read' },
  { to: '/failed-jobs', zh: '后台任务', group: '管理', permission: 'platform.operate' },
  { to: '/calendars', zh: '工作日历', group: '管理', permission: 'platform.operate' },
];

export function offered(session: { permissions: readonly string[]; roles: readonly { code: string }[] }) {
  const held = new Set(session.roles.map((role) => role.code));
  return NAVIGATION.filter(
    ({ permission, roles, notFor }) =>
      (notFor === undefined || [...held].some((role) => !notFor.includes(role))) &&
      (permission === null || session.permissions.includes(permission)) &&
      (roles === undefined || roles.some((role) => held.has(role))),
  );
}
