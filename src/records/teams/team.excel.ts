import type { z } from 'zod';
import { date, number, optionLabel, type Sheet, text } from '../../identity/list-route.ts';
import { STAGES } from './incubation-record.ts';
import type { teamPage } from './team.contract.ts';
import { TEAM } from './team.ts';

export const TEAMS: Sheet<z.output<typeof teamPage>['rows'][number]> = {
  name: '团队',
  columns: [
    text('团队', (r) => r.name),
    text('企业名称', (r) => r.companyName),
    text('统一社会信用代码', (r) => r.uscc),
    date('注册日期', (r) => r.registeredOn),
    text('行业', (r) => optionLabel(TEAM.fields.industry.options, r.industry)),
    text('项目', (r) => r.project),
    text('创业者类别', (r) => optionLabel(TEAM.fields.founderType.options, r.founderType)),
    number('人数', (r) => r.members),
    text('所在空间', (r) => r.carrierName),
    date('入驻日期', (r) => r.since),
    text('孵化阶段', (r) => optionLabel(STAGES, r.stage)),
    text('服务负责人', (r) => r.stageOwner),
    number('阶段目标', (r) => r.goals),
    number('已达成目标', (r) => r.goalsReached),
    number('逾期目标', (r) => r.goalsOverdue),
    number('待核实记录', (r) => r.unconfirmed),
    text('跟踪中', (r) => r.following),
    text('示例', (r) => r.example),
  ],
};
