import { HOLDS, IN_RESIDENCE } from '../../facts/derivation.ts';

/** SQL over $1 (whose: the path of a territory, or a cluster) and $2 (day): the records one figure is counted from, each with what it adds. */
const TO_DATE = 'r.valid_from <= $2::date';
const TEAM = 'join team t on t.id = r.team_id';
const teamName = 'coalesce(t.company_name, t.name)';

export interface Indicator {
  readonly zh: string;
  readonly en: string;
  readonly unit: string;
  /** The figure of a published report with the same meaning, by its name there; null: no report has it. */
  readonly cited: string | null;
  /** null: the report names a total and nothing shows which; it is cited, not counted. */
  readonly rows: string | null;
}

/**
 * 河东 二: the report's table, each figure counted from records as of a day. A new figure is a row here.
 *
 * @param scope SQL over $1, the carrier `c` and its territory `p`: whose figures they are
 */
export function indicatorsOf(scope: string) {
  const rows = (kind: string, label: string, value: string, where: string, join = '') =>
    `select r.carrier_id, c.name as carrier_name, '${kind}' as kind, r.id, ${label} as label, (${value})::numeric as value,
       r.valid_from as day, r.example
     from ${kind} r join carrier c on c.id = r.carrier_id join territory p on p.id = c.territory_id ${join}
     where ${scope} and ${where}`;
  /** What a team keeps of itself, confirmed: it counts for the space with which the team stayed on the day it is about. */
  const ofTeams = (kind: string, label: string, value: string, where: string, day = 'r.valid_from') =>
    `select y.carrier_id, y.name as carrier_name, '${kind}' as kind, r.id, ${label} as label, (${value})::numeric as value, ${day} as day, r.example
     from ${kind} r join lateral (select c.id as carrier_id, c.name from tenancy s join carrier c on c.id = s.carrier_id
         join territory p on p.id = c.territory_id
       where s.team_id = r.team_id and s.valid_from <= ${day} and (s.valid_to is null or s.valid_to >= ${day})
         and ${scope} order by s.valid_from desc, s.id limit 1) y on true
     where r.confirmed_at is not null and ${where}`;
  return {
    spaces: {
      zh: '众创空间数',
      en: 'Maker spaces',
      unit: '家',
      cited: '众创空间数',
      rows: `select c.id as carrier_id, c.name as carrier_name, 'carrier' as kind, c.id, c.name as label, 1::numeric as value,
          coalesce(c.opened_on, c.created_at::date) as day, c.example
        from carrier c join territory p on p.id = c.territory_id
        where ${scope} and (c.opened_on is null or c.opened_on <= $2::date)
          and (c.closed_on is null or c.closed_on > $2::date)`,
    },
    floorArea: {
      zh: '众创空间总面积',
      en: 'Floor area',
      unit: '平方米',
      cited: '众创空间总面积',
      rows: rows('premises', 'coalesce(r.name, r.address)', 'r.area_m2', `${HOLDS} and r.area_m2 is not null`),
    },
    desks: {
      zh: '工位数',
      en: 'Desks',
      unit: '个',
      cited: '工位数',
      rows: rows('desk', `coalesce(r.code, '工位')`, 'r.count', `${HOLDS} and r.kind <> 'virtual'`),
    },
    cityRecognised: {
      zh: '市级众创空间数',
      en: 'Recognised by the city',
      unit: '家',
      cited: '市级众创空间数',
      rows: null,
    },
    national: {
      zh: '纳入国家级孵化器管理服务体系的众创空间数',
      en: 'Filed nationally',
      unit: '家',
      cited: '纳入国家级孵化器管理服务体系的众创空间数',
      rows: rows('prior_designation', 'r.title', '1', `${HOLDS} and r.level = 'national'`),
    },
    mentors: {
      zh: '创业导师人数',
      en: 'Mentors',
      unit: '人',
      cited: '创业导师人数',
      rows: rows('mentor_agreement', 'm.name', '1', HOLDS, 'join mentor m on m.id = r.mentor_id'),
    },
    trainings: {
      zh: '创业辅导培训场次',
      en: 'Trainings',
      unit: '次',
      cited: '创业辅导培训场次',
      rows: rows('event', 'r.title', '1', `${TO_DATE} and r.kind = 'training'`),
    },
    events: {
      zh: '创新创业活动场次',
      en: 'Events',
      unit: '场',
      cited: '创新创业活动场次',
      rows: rows('event', 'r.title', '1', `${TO_DATE} and r.kind <> 'training'`),
    },
    makers: {
      zh: '入驻创客人数',
      en: 'Makers in residence',
      unit: '人',
      cited: '入驻创客人数',
      rows: rows('tenancy', teamName, 't.members', `${HOLDS} and ${IN_RESIDENCE} and t.members is not null`, TEAM),
    },
    teams: {
      zh: '入驻创业团队数',
      en: 'Teams in residence',
      unit: '个',
      cited: '入驻创业团队数',
      rows: rows('tenancy', teamName, '1', `${HOLDS} and ${IN_RESIDENCE}`, TEAM),
    },
    graduates: {
      zh: '吸纳应届毕业大学生就业人数',
      en: 'Fresh graduates employed',
      unit: '人',
      cited: '吸纳应届毕业大学生就业人数',
      rows: ofTeams('team_person', 'r.name', '1', `${HOLDS} and r.fresh_graduate`),
    },
    financing: {
      zh: '累计获得投融资',
      en: 'Financing to date',
      unit: '万元',
      cited: '累计获得投融资',
      rows: ofTeams('financing_round', `coalesce(r.round, r.investor, '融资')`, 'r.amount_fen / 1000000.0', TO_DATE),
    },
    registered: {
      zh: '孵化成功并注册的企业数',
      en: 'Companies registered',
      unit: '家',
      cited: '孵化成功并注册的企业数',
      rows: `select distinct on (t.root_id) r.carrier_id, c.name as carrier_name, 'team' as kind, t.id, ${teamName} as label, 1::numeric as value,
          t.registered_on as day, t.example
        from tenancy r join carrier c on c.id = r.carrier_id join territory p on p.id = c.territory_id join team t on t.root_id = r.team_id
        where ${scope} and ${TO_DATE} and t.registered_on <= $2::date`,
    },
    patents: {
      zh: '申请专利数',
      en: 'Patents applied for',
      unit: '件',
      cited: '申请专利数',
      rows: ofTeams('ip_right', 'r.title', '1', `${TO_DATE} and r.kind in ('invention', 'utility', 'design')`),
    },
    granted: {
      zh: '专利授权数',
      en: 'Patents granted',
      unit: '件',
      cited: '专利授权数',
      rows: ofTeams(
        'ip_right',
        'r.title',
        '1',
        `r.granted_on <= $2::date and r.kind in ('invention', 'utility', 'design')`,
        'r.granted_on',
      ),
    },
    results: {
      zh: '研发技术成果数',
      en: 'Research results',
      unit: '个',
      cited: '研发技术成果数',
      rows: ofTeams('team_result', 'r.title', '1', TO_DATE),
    },
    transferred: {
      zh: '转化技术成果数',
      en: 'Results transferred',
      unit: '个',
      cited: '转化技术成果数',
      rows: ofTeams('team_result', 'r.title', '1', 'r.transferred_on <= $2::date', 'r.transferred_on'),
    },
    virtualDesks: {
      zh: '虚拟工位数',
      en: 'Virtual desks',
      unit: '个',
      cited: null,
      rows: rows('desk', `coalesce(r.code, '虚拟工位')`, 'r.count', `${HOLDS} and r.kind = 'virtual'`),
    },
    remoteTeams: {
      zh: '远程团队数',
      en: 'Remote teams',
      unit: '个',
      cited: null,
      rows: rows('tenancy', teamName, '1', `${HOLDS} and r.remote`, TEAM),
    },
    onlineServices: {
      zh: '线上服务数',
      en: 'Online services',
      unit: '项',
      cited: null,
      rows: rows('service', `coalesce(r.description, '线上服务')`, '1', `${HOLDS} and r.online`),
    },
    onlineMembers: {
      zh: '网络社区成员人数',
      en: 'Members of online communities',
      unit: '人',
      cited: null,
      rows: rows('online_community', 'r.name', 'r.members', `${HOLDS} and r.members is not null`),
    },
  } as const satisfies Record<string, Indicator>;
}

const NAME = `(select coalesce(t.company_name, t.name) from team t where t.root_id = r.team_id and t.valid_from <= $2::date
    order by t.valid_from desc, t.id desc limit 1)`;
/** SQL for a record `r` that counts for the carrier of `of`, in a territory. */
const told = (of: 'r' | 'y', kind: string, day: string) =>
  `${of}.carrier_id, c.name as carrier_name, '${kind}' as kind, r.id, ${NAME} as label, 1::numeric as value, ${day} as day, r.example`;
const within = (of: 'r' | 'y') =>
  `join carrier c on c.id = ${of}.carrier_id join territory p on p.id = c.territory_id and p.path like $1 || '%'`;
const setback = (zh: string, en: string, unit: string, rows: string) => ({ zh, en, unit, cited: null, rows });

/** Counted where the team failed last before it was offered. */
const offers = (zh: string, en: string, where: string) =>
  setback(
    zh,
    en,
    '次',
    `select ${told('y', 'restart_offer', 'r.valid_from')} from restart_offer r
       join lateral (select f.carrier_id from tenancy f where f.team_id = r.team_id and f.exit_kind = 'failed' and f.valid_to <= r.valid_from
         order by f.valid_to desc, f.id limit 1) y on true ${within('y')}
     where ${TO_DATE} and r.confirmed_at is not null and ${where}`,
  );

/** 河东 四(三)1: teams that gave up, what was offered to them, and who began anew; of carriers of every kind in a territory ($1). */
const SETBACKS = {
  failedTeams: setback(
    '创业终止的团队',
    'Teams that gave up',
    '个',
    `select distinct on (r.team_id) ${told('r', 'tenancy', 'r.valid_to')} from tenancy r ${within('r')}
     where r.exit_kind = 'failed' and r.valid_to <= $2::date order by r.team_id, r.valid_to desc, r.id`,
  ),
  retraining: offers('提出再教育', 'Offers of retraining', `r.kind = 'retraining'`),
  reemployment: offers('提出再就业', 'Offers of employment', `r.kind = 'reemployment'`),
  restart: offers('提出再创业', 'Offers of a new start', `r.kind = 'restart'`),
  offersAccepted: offers('接受的帮扶', 'Offers accepted', 'r.accepted'),
  restarted: setback(
    '再次创业的团队',
    'Teams that began anew',
    '个',
    `select distinct on (r.team_id) ${told('r', 'tenancy', 'r.valid_from')} from tenancy r ${within('r')}
     where ${TO_DATE} and exists (select 1 from tenancy f where f.team_id = r.team_id and f.exit_kind = 'failed'
       and f.valid_to < r.valid_from) order by r.team_id, r.valid_from, r.id`,
  ),
} as const satisfies Record<string, Indicator>;

/** Of a territory: its maker spaces, at or below it; and who gave up in carriers of every kind. */
export const INDICATORS = {
  ...indicatorsOf("p.path like $1 || '%' and c.kind = 'makerSpace'"),
  ...SETBACKS,
};
export type IndicatorKey = keyof typeof INDICATORS;
export const INDICATOR_KEYS = Object.keys(INDICATORS) as [IndicatorKey, ...IndicatorKey[]];
