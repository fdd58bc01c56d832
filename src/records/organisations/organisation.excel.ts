import type { z } from 'zod';
import { date, label, moment, type Sheet, text } from '../../identity/list-route.ts';
import type { organisationPage } from './organisation.contract.ts';
import { LEGAL_FORMS, ORGANISATION_KINDS } from './organisation.ts';

export const ORGANISATIONS: Sheet<z.output<typeof organisationPage>['rows'][number]> = {
  name: '机构',
  columns: [
    text('名称', (r) => r.name),
    label('类别', ORGANISATION_KINDS, (r) => r.kind),
    text('统一社会信用代码', (r) => r.uscc),
    label('单位性质', LEGAL_FORMS, (r) => r.legalForm),
    text('所在地', (r) => r.territoryName),
    text('地址', (r) => r.address),
    date('注册日期', (r) => r.registeredOn),
    moment('核验', (r) => r.verifiedAt),
    text('示例', (r) => r.example),
  ],
};
