import { type Route, route } from '../../identity/route.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { recommendersFor } from '../casefile/bodies.store.ts';
import { caseById } from '../casefile/casefile.store.ts';
import type { CaseServices } from '../casefile/steps.ts';
import { caseIdInput } from '../dossier/dossier.contract.ts';
import {
  addEvidence,
  chosenBody,
  explainEvidence,
  readContact,
  saveForm,
  takeEvidenceAway,
} from '../forms/form.actions.ts';
import { historyOf } from '../forms/form.store.ts';
import { packByHash } from '../packs/pack.actions.ts';
import { formOf } from './doors.actions.ts';
import {
  contactInput,
  contactView,
  done,
  evidenceAdded,
  evidenceIdInput,
  explainEvidenceInput,
  formView,
  historyInput,
  historyView,
  recommendersInput,
  recommendersView,
  savedFormView,
  saveFormInput,
  slotInput,
} from './intake.contract.ts';

const tag = 'cases';

/** The form of a case: what is in it, autosave, history, files. */
export function formRoutes(services: CaseServices): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/cases/:caseId/form',
      permission: 'case.read',
      summary: '申报书内容和材料',
      tag,
      input: caseIdInput,
      output: formView,
      handle: ({ tx, input }) => formOf(tx, input.caseId),
    }),
    route({
      method: 'patch',
      path: '/api/cases/:caseId/form',
      permission: 'case.fill',
      summary: '自动保存申报书',
      tag,
      input: saveFormInput,
      output: savedFormView,
      handle: async ({ tx, actor, input: { caseId, ...save } }) => {
        const { revision, answers } = await saveForm(tx, services, actor, caseId, save);
        return { revision, answers: { ...answers } };
      },
    }),
    route({
      method: 'post',
      path: '/api/cases/:caseId/form/contact',
      permission: 'case.contact',
      summary: '查看完整的联系方式',
      tag,
      input: contactInput,
      output: contactView,
      handle: async ({ tx, input }) => ({ value: await readContact(tx, services, input) }),
    }),
    route({
      method: 'get',
      path: '/api/cases/:caseId/form/history',
      permission: 'case.fill',
      summary: '逐项修改记录',
      tag,
      input: historyInput,
      output: historyView,
      handle: async ({ tx, input }) => ({
        rows: (await historyOf(tx, input.caseId, input.field)).map(({ person_name, organisation_name, ...one }) => ({
          ...one,
          person: person_name,
          organisation: organisation_name,
        })),
      }),
    }),
    route({
      method: 'get',
      path: '/api/cases/:caseId/recommenders',
      permission: 'case.fill',
      summary: '可以选择的推荐单位',
      tag,
      input: recommendersInput,
      output: recommendersView,
      handle: async ({ tx, input }) => {
        const row = await caseById(tx, input.caseId);
        const pack = await packByHash(tx, row.pack_hash);
        const body = chosenBody(pack.bodies);
        return { rows: body ? await recommendersFor(tx, body, row.territory_id, pack.territory.code, input.q) : [] };
      },
    }),
    route({
      method: 'post',
      path: '/api/cases/:caseId/evidence/:slot',
      permission: 'case.fill',
      summary: '上传佐证材料',
      tag,
      takes: 'upload',
      input: slotInput,
      output: evidenceAdded,
      handle: async ({ tx, actor, input, files }) => {
        const evidenceIds: string[] = [];
        for await (const part of files) {
          evidenceIds.push(
            await addEvidence(tx, services, actor, input.caseId, input.slot, {
              name: part.filename,
              content: part.file,
            }),
          );
        }
        if (evidenceIds.length === 0)
          throw new Refusal('input.invalid', {}, [{ path: 'file', code: 'required', message: '请选择文件' }]);
        return { evidenceIds };
      },
    }),
    route({
      method: 'put',
      path: '/api/cases/:caseId/evidence/:evidenceId',
      permission: 'case.fill',
      summary: '写明佐证材料证明什么',
      tag,
      input: explainEvidenceInput,
      output: done,
      handle: async ({ tx, input: { caseId, evidenceId, ...given } }) => {
        await explainEvidence(tx, caseId, evidenceId, given);
        return { done: true as const };
      },
    }),
    route({
      method: 'delete',
      path: '/api/cases/:caseId/evidence/:evidenceId',
      permission: 'case.fill',
      summary: '移除佐证材料',
      tag,
      input: evidenceIdInput,
      output: done,
      handle: async ({ tx, input }) => {
        await takeEvidenceAway(tx, services, input.caseId, input.evidenceId);
        return { done: true as const };
      },
    }),
  ];
}
