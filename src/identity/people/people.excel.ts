import type { z } from 'zod';
import { moment, type Sheet, text } from '../list-route.ts';
import type { peopleView } from './people.contract.ts';

export const PEOPLE: Sheet<z.output<typeof peopleView>['rows'][number]> = {
  name: '人员与授权',
  columns: [
    text('姓名', (r) => r.name),
    text('账号', (r) => r.account),
    text('状态', (r) => (r.state === 'active' ? '启用' : '停用')),
    text('电话', (r) => r.phone),
    text('两步验证', (r) => r.secondFactor),
    text('单点登录', (r) => r.singleSignOn),
    text('角色', (r) => r.memberships.map(({ role, organisationName }) => `${organisationName} ${role.zh}`)),
    moment('建立', (r) => r.createdAt),
  ],
};
