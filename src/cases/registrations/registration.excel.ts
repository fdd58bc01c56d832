import type { z } from 'zod';
import { date, label, moment, type Sheet, text } from '../../identity/list-route.ts';
import type { registrationsView } from './registration.contract.ts';
import { REGISTRATION_KINDS, REGISTRATION_STATES } from './registration.ts';

export const REGISTRATIONS: Sheet<z.output<typeof registrationsView>['rows'][number]> = {
  name: '工位注册',
  columns: [
    text('企业', (r) => r.companyName),
    text('统一社会信用代码', (r) => r.uscc),
    label('登记方式', REGISTRATION_KINDS, (r) => r.kind),
    label('状态', REGISTRATION_STATES, (r) => r.state),
    text('地址', (r) => r.address),
    text('工位', (r) => r.deskCode),
    text('团队', (r) => r.teamName),
    text('空间', (r) => r.carrierName),
    text('所在地', (r) => r.territory),
    text('依据', (r) => `${r.packTitle}${r.cites}`),
    moment('申请', (r) => r.appliedAt),
    text('住所证明', (r) => r.certificateNumber),
    date('证明日期', (r) => r.certifiedOn),
    date('登记日期', (r) => r.registeredOn),
    text('理由', (r) => r.reason),
    date('住所变更期限', (r) => r.endsOn),
    date('变更完成', (r) => r.endedOn),
    text('示例', (r) => r.example),
  ],
};
