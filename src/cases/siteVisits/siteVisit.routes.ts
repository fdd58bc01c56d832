import { type Route, route } from '../../identity/route.ts';
import type { CaseServices } from '../casefile/steps.ts';
import { addPhotos, editPhoto, saveVisit, submitVisit, viewVisit } from './siteVisit.actions.ts';
import {
  captionInput,
  photoInput,
  removePhotoInput,
  saveSiteVisitInput,
  siteVisitInput,
  siteVisitView,
} from './siteVisit.contract.ts';

const tag = '现场考察';

export const siteVisitRoutes = (services: CaseServices): readonly Route[] => [
  route({
    method: 'get',
    path: '/api/cases/:caseId/site-visit',
    permission: 'case.handle',
    summary: '现场考察记录',
    tag,
    input: siteVisitInput,
    output: siteVisitView,
    handle: ({ tx, input }) => viewVisit(tx, input.caseId),
  }),
  route({
    method: 'put',
    path: '/api/cases/:caseId/site-visit',
    permission: 'case.handle',
    summary: '暂存现场考察记录',
    tag,
    input: saveSiteVisitInput,
    output: siteVisitView,
    handle: async ({ tx, actor, input: { caseId, version, ...record } }) => {
      await saveVisit(tx, services, actor, caseId, version, record);
      return viewVisit(tx, caseId);
    },
  }),
  route({
    method: 'post',
    path: '/api/cases/:caseId/site-visit/submission',
    permission: 'case.handle',
    summary: '提交现场考察记录',
    tag,
    input: saveSiteVisitInput,
    output: siteVisitView,
    handle: async ({ tx, actor, input: { caseId, version, ...record } }) => {
      await submitVisit(tx, services, actor, caseId, version, record);
      return viewVisit(tx, caseId);
    },
  }),
  route({
    method: 'post',
    path: '/api/cases/:caseId/site-visit/photos',
    permission: 'case.handle',
    summary: '上传考察照片',
    tag,
    input: photoInput,
    takes: 'upload',
    output: siteVisitView,
    handle: async ({ tx, actor, input, files }) => {
      await addPhotos(tx, services, actor, input.caseId, files);
      return viewVisit(tx, input.caseId);
    },
  }),
  route({
    method: 'put',
    path: '/api/cases/:caseId/site-visit/photos/:photoId',
    permission: 'case.handle',
    summary: '填写照片说明',
    tag,
    input: captionInput,
    output: siteVisitView,
    handle: async ({ tx, actor, input }) => {
      await editPhoto(tx, services, actor, input.caseId, input.photoId, { caption: input.caption });
      return viewVisit(tx, input.caseId);
    },
  }),
  route({
    method: 'delete',
    path: '/api/cases/:caseId/site-visit/photos/:photoId',
    permission: 'case.handle',
    summary: '移除考察照片',
    tag,
    input: removePhotoInput,
    output: siteVisitView,
    handle: async ({ tx, actor, input }) => {
      await editPhoto(tx, services, actor, input.caseId, input.photoId, 'remove');
      return viewVisit(tx, input.caseId);
    },
  }),
];
