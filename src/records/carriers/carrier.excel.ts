import type { z } from 'zod';
import { date, label, type Sheet, text } from '../../identity/list-route.ts';
import type { carrierPage } from './carrier.contract.ts';
import { CARRIER_CLASSES, CARRIER_KINDS, SERVICE_MODELS } from './carrier.ts';

export const CARRIERS: Sheet<z.output<typeof carrierPage>['rows'][number]> = {
  name: '载体',
  columns: [
    text('名称', (r) => r.name),
    label('类别', CARRIER_KINDS, (r) => r.kind),
    label('类型', CARRIER_CLASSES, (r) => r.class),
    label('服务模式', SERVICE_MODELS, (r) => r.serviceModel),
    text('运营机构', (r) => r.operatorName),
    text('所在地', (r) => r.territoryName),
    text('地址', (r) => r.address),
    text('专业方向', (r) => r.focus),
    text('发展目标', (r) => r.goals),
    text('特色', (r) => r.features),
    date('开始运营', (r) => r.openedOn),
    date('停止运营', (r) => r.closedOn),
    text('资料来源', (r) => r.source),
    text('示例', (r) => r.example),
  ],
};
