import type { z } from 'zod';
import { date, type Sheet, text } from '../../identity/list-route.ts';
import type { designationsView } from './designation.contract.ts';

export const DESIGNATIONS: Sheet<z.output<typeof designationsView>['rows'][number]> = {
  name: '资格名录',
  columns: [
    text('资格', (r) => r.name),
    text('级别', (r) => r.levelLabel),
    text('编号', (r) => r.number),
    text('载体', (r) => r.carrier),
    text('运营机构', (r) => r.operator),
    text('所在地', (r) => r.territory),
    text('状态', (r) => r.stateLabel),
    date('自', (r) => r.validFrom),
    date('至', (r) => r.validTo),
    date('终止', (r) => r.endedOn),
    text('授予机关', (r) => r.grantedBy),
    text('办件编号', (r) => r.caseNumber),
  ],
};
