import { type Route, route } from '../../identity/route.ts';
import type { CaseServices } from '../casefile/steps.ts';
import {
  addSamplePhotos,
  editSamplePhoto,
  saveSampleVisit,
  submitSampleVisit,
  viewSampleVisit,
} from './sampleVisit.actions.ts';
import {
  sampleCaptionInput,
  samplePhotoInput,
  sampleVisitInput,
  sampleVisitView,
  saveSampleVisitInput,
} from './sampleVisit.contract.ts';

const tag = '评价';
const path = '/api/cases/:caseId/sample-visit';

/** The visit to a unit that was drawn: recorded by the body that drew, read by the unit and the reviewers. */
export const sampleVisitRoutes = (services: CaseServices): readonly Route[] => [
  route({
    method: 'get',
    path,
    permission: 'case.read',
    summary: '抽中的单位：怎样抽中、现场核查的情况',
    tag,
    input: sampleVisitInput,
    output: sampleVisitView,
    handle: ({ tx, actor, input }) => viewSampleVisit(tx, actor, input.caseId),
  }),
  route({
    method: 'put',
    path,
    permission: 'case.handle',
    summary: '暂存现场核查记录',
    tag,
    input: saveSampleVisitInput,
    output: sampleVisitView,
    handle: async ({ tx, actor, input: { caseId, version, ...record } }) => {
      await saveSampleVisit(tx, services, actor, caseId, version, record);
      return viewSampleVisit(tx, actor, caseId);
    },
  }),
  route({
    method: 'post',
    path: `${path}/submission`,
    permission: 'case.handle',
    summary: '提交现场核查记录',
    tag,
    input: saveSampleVisitInput,
    output: sampleVisitView,
    handle: async ({ tx, actor, input: { caseId, version, ...record } }) => {
      await submitSampleVisit(tx, services, actor, caseId, version, record);
      return viewSampleVisit(tx, actor, caseId);
    },
  }),
  route({
    method: 'post',
    path: `${path}/photos`,
    permission: 'case.handle',
    summary: '上传现场核查照片',
    tag,
    input: sampleVisitInput,
    takes: 'upload',
    output: sampleVisitView,
    handle: async ({ tx, actor, input: { caseId }, files }) => {
      await addSamplePhotos(tx, services, actor, caseId, files);
      return viewSampleVisit(tx, actor, caseId);
    },
  }),
  route({
    method: 'put',
    path: `${path}/photos/:photoId`,
    permission: 'case.handle',
    summary: '填写现场核查照片说明',
    tag,
    input: sampleCaptionInput,
    output: sampleVisitView,
    handle: async ({ tx, actor, input: { caseId, photoId, caption } }) => {
      await editSamplePhoto(tx, services, actor, caseId, photoId, { caption });
      return viewSampleVisit(tx, actor, caseId);
    },
  }),
  route({
    method: 'delete',
    path: `${path}/photos/:photoId`,
    permission: 'case.handle',
    summary: '移除现场核查照片',
    tag,
    input: samplePhotoInput,
    output: sampleVisitView,
    handle: async ({ tx, actor, input: { caseId, photoId } }) => {
      await editSamplePhoto(tx, services, actor, caseId, photoId, 'remove');
      return viewSampleVisit(tx, actor, caseId);
    },
  }),
];
