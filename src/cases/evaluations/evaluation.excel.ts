import type { z } from 'zod';
import { label, moment, type Sheet, text } from '../../identity/list-route.ts';
import { CASE_STATES } from '../casefile/case-state.ts';
import type { membersView } from './evaluation.contract.ts';

export const MEMBERS: Sheet<z.output<typeof membersView>['rows'][number]> = {
  name: '参评单位',
  columns: [
    text('载体', (r) => r.carrier),
    text('运营机构', (r) => r.operator),
    text('所在地', (r) => r.territory),
    text('资格', (r) => r.designation),
    text('编号', (r) => r.number),
    label('状态', CASE_STATES, (r) => r.state),
    moment('提交', (r) => r.submittedAt),
    moment('准予延至', (r) => r.lateUntil),
    text('延期理由', (r) => r.lateReason),
    moment('缺席', (r) => r.absentAt),
    text('等次', (r) => r.grade),
    text('示例', (r) => r.example),
  ],
};
