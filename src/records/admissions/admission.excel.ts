import type { z } from 'zod';
import { date, label, moment, number, optionLabel, type Sheet, text } from '../../identity/list-route.ts';
import type { admissionsView } from './admission.contract.ts';
import { FOUNDER_TYPES, INDUSTRIES } from './admission.contract.ts';
import { ADMISSION_STATES } from './admission.ts';

export const ADMISSIONS: Sheet<z.output<typeof admissionsView>['rows'][number]> = {
  name: '咨询和入驻申请',
  columns: [
    text('回执号', (r) => r.receipt),
    label('状态', ADMISSION_STATES, (r) => r.state),
    text('团队或公司', (r) => r.teamName),
    text('统一社会信用代码', (r) => r.uscc),
    text('联系人', (r) => r.founderName),
    text('电话', (r) => r.phoneMasked),
    text('创业者类别', (r) => optionLabel(FOUNDER_TYPES, r.founderType)),
    text('行业', (r) => optionLabel(INDUSTRIES, r.industry)),
    number('人数', (r) => r.members),
    number('工位', (r) => r.desks),
    date('希望入驻', (r) => r.wantedFrom),
    text('项目或问题', (r) => r.project),
    number('平均分', (r) => r.average),
    number('评分人数', (r) => r.scores),
    text('答复', (r) => r.answer),
    moment('收到', (r) => r.receivedAt),
    moment('决定', (r) => r.decidedAt),
    text('示例', (r) => r.example),
  ],
};
