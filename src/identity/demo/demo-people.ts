import { ROLES, type Role } from '../../kernel/actor.ts';
import { newId } from '../../kernel/id.ts';
import type { Config } from '../../platform/config/config.ts';
import { ConfigError } from '../../platform/config/config.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { hashPassword } from '../sign-in/password.ts';

/** Everyone's password in demo mode. Demo accounts do not exist in any other mode. */
export const DEMO_PASSWORD = 'Zhongchuang-2026';

export interface DemoPerson {
  readonly account: string;
  readonly name: string;
  readonly memberships: readonly { readonly organisation: string; readonly role: Role }[];
}

/**
 * One account per role and organisation. Organisations are named here by the keys under which the demo's
 * records were made; accounts that the same person holds in two organisations show acting on behalf.
 */
export const DEMO_PEOPLE: readonly DemoPerson[] = [
  demo('xitong', '系统管理员(演示)', ['platform', 'systemAdmin']),
  demo('anquan', '安全管理员(演示)', ['platform', 'securityAdmin']),
  demo('shenji', '审计管理员(演示)', ['platform', 'auditAdmin']),
  demo('sheng.jingban', '陈省经办', ['provinceDepartment', 'officer']),
  demo('sheng.qianfa', '周省签发', ['provinceDepartment', 'director']),
  demo('sheng.fuhe', '吴省复核', ['provinceDepartment', 'director']),
  demo('shi.jingban', '李市经办', ['cityBureau', 'officer']),
  demo('shi.qianfa', '黄市签发', ['cityBureau', 'director']),
  demo('xiang.chuangkou', '杨窗口', ['changshaWindow', 'clerk']),
  demo('yunying', '刘运营', ['operator', 'operator']),
  demo('yunying.yuangong', '谢员工', ['operator', 'operatorStaff']),
  demo('yunying2', '曾运营', ['secondOperator', 'operator']),
  demo('yunying3', '彭运营', ['thirdOperator', 'operator']),
  demo('daili', '邓代理', ['agency', 'agent']),
  demo('zhuanjia1', '专家甲', ['expertsBase', 'expert']),
  demo('zhuanjia2', '专家乙', ['expertsBase', 'expert']),
  demo('zhuanjia3', '专家丙', ['expertsBase', 'expert']),
  demo('zhuanjia4', '专家丁', ['expertsBase', 'expert']),
  demo('zhuanjia5', '专家戊', ['expertsBase', 'expert']),
  demo('chuangye', '林创业', ['exampleTeam', 'founder']),
  demo('duiyuan', '苏队员', ['exampleTeam', 'teamMember']),
  demo('daoshi', '方导师', ['expertsBase', 'mentor']),
  demo('hu.qu', '沈区经办', ['shanghaiDistrict', 'officer']),
  demo('hu.qu.qianfa', '顾区签发', ['shanghaiDistrict', 'director']),
  demo('hu.lianmeng', '陆联盟经办', ['shanghaiAlliance', 'officer']),
  demo('hu.lianmeng.qianfa', '钱联盟签发', ['shanghaiAlliance', 'director']),
  demo('hu.lianmeng.fuhe', '孙联盟复核', ['shanghaiAlliance', 'director']),
  demo('hu.yunying', '徐运营', ['shanghaiOperator', 'operator']),
  demo('hedong', '赵河东', ['hedongBureau', 'officer']),
  demo('hedong.qianfa', '孙河东签发', ['hedongBureau', 'director']),
  demo('hedong.yunying', '吴河东运营', ['hedongOperator', 'operator']),
  demo('hedong.zhuanjia1', '津评审甲', ['hedongExperts', 'expert']),
  demo('hedong.zhuanjia2', '津评审乙', ['hedongExperts', 'expert']),
  demo('su.yunying', '严运营', ['jiangsuOperator', 'operator']),
  demo('su.chuangkou', '柳窗口', ['jiangsuWindow', 'clerk']),
  demo('su.shi', '秦市经办', ['jiangsuCity', 'officer']),
  demo('su.sheng', '姜省经办', ['jiangsuProvince', 'officer']),
  demo('su.sheng.qianfa', '苏省签发', ['jiangsuProvince', 'director']),
];

/** Keys of the organisations that demo people act for; the demo's records give each an organisation. */
export const DEMO_ORGANISATIONS = [
  'platform',
  'provinceDepartment',
  'cityBureau',
  'changshaWindow',
  'operator',
  'secondOperator',
  'thirdOperator',
  'agency',
  'expertsBase',
  'exampleTeam',
  'shanghaiDistrict',
  'shanghaiAlliance',
  'shanghaiOperator',
  'hedongBureau',
  'hedongOperator',
  'hedongExperts',
  'jiangsuOperator',
  'jiangsuWindow',
  'jiangsuProvince',
  'jiangsuCity',
] as const;
export type DemoOrganisation = (typeof DEMO_ORGANISATIONS)[number];

function demo(account: string, name: string, ...held: [DemoOrganisation, Role][]): DemoPerson {
  return { account, name, memberships: held.map(([organisation, role]) => ({ organisation, role })) };
}

/**
 * Makes the demo accounts; those that exist are left as they are.
 *
 * @param organisations the organisation's id by its key
 * @throws Error in production: demo accounts do not exist there
 */
export async function seedDemoPeople(
  tx: Tx,
  config: Config,
  organisations: Readonly<Record<DemoOrganisation, string>>,
): Promise<void> {
  if (config.mode !== 'demo') throw new Error('demo accounts exist in demo mode only');
  const known = new Set(
    (await tx.selectFrom('person').select('account').where('is_demo', '=', true).execute()).map((row) => row.account),
  );
  const standing = new Set((await tx.selectFrom('organisation').select('id').execute()).map(({ id }) => id));
  // A demo that an earlier version made lacks the organisations that came since; their people wait for a new demo.
  const missing = DEMO_PEOPLE.filter(
    ({ account, memberships }) =>
      !known.has(account) &&
      memberships.every(({ organisation }) => standing.has(organisations[organisation as DemoOrganisation])),
  );
  if (missing.length === 0) return;
  const hash = await hashPassword(DEMO_PASSWORD);
  for (const { account, name, memberships } of missing) {
    const id = newId();
    const added = await sqlRows(
      tx,
      `insert into person (id, name, account, password_hash, is_demo) values ($1, $2, $3, $4, true)
       on conflict (account) do nothing returning id`,
      [id, name, account, hash],
    );
    if (added.length === 0) continue;
    for (const { organisation, role } of memberships) {
      await sqlRows(
        tx,
        `insert into membership (id, person_id, organisation_id, role, valid_from) values ($1, $2, $3, $4, '2016-01-01')`,
        [newId(), id, organisations[organisation as DemoOrganisation], role],
      );
    }
  }
}

/** What the start prints in demo mode. */
export function demoAccountLines(): string[] {
  const lines = DEMO_PEOPLE.map(({ account, name, memberships }) => {
    const roles = memberships.map(({ role }) => ROLES[role].zh).join('、');
    return `  ${account.padEnd(20)}${name} · ${roles}`;
  });
  return [`演示账号(密码均为 ${DEMO_PASSWORD}，登录页可一键切换)：`, ...lines];
}

/** A database that served a demo must not serve in earnest: everyone knows its passwords. */
export async function refuseDemoPeople(tx: Tx, config: Config): Promise<void> {
  if (config.mode === 'demo') return;
  const [row] = await sqlRows<{ n: number }>(tx, 'select count(*) n from person where is_demo');
  if (row && row.n > 0) {
    throw new ConfigError(`数据库中有 ${row.n} 个演示账号，不能用于生产环境；请换用新的数据库`);
  }
}
