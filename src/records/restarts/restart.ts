import { RESTART_OFFER } from '../teams/incubation-record.ts';

export const RESTARTS = RESTART_OFFER.fields.kind.options;
export type RestartKind = (typeof RESTARTS)[number]['code'];

/** 再教育、再就业、再创业 (河东 四(三)1): what is offered of itself to a team that gives up, until the operator says more. */
export const OFFERED: Readonly<Record<RestartKind, string>> = {
  retraining: '可参加本载体和主管部门组织的创业培训、技能培训，费用和时间由运营机构联系告知。',
  reemployment: '可由运营机构推荐到有用人需求的入驻企业和合作单位。',
  restart: '有新项目时可优先预约导师诊断，并重新申请入驻；原有档案继续使用。',
};
