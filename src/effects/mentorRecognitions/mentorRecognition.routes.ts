import { z } from 'zod';
import type { CaseServices } from '../../cases/casefile/steps.ts';
import { type Route, route } from '../../identity/route.ts';
import type { Day } from '../../kernel/day.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { readFile } from '../../records/files/file.actions.ts';
import { openRevocation, resign } from './mentorRecognition.actions.ts';
import {
  listRecognitionsInput,
  mentorInput,
  oneRecognitionInput,
  openedRevocationView,
  ownRecognitionsView,
  recognitionsView,
  resignInput,
  revocationInput,
} from './mentorRecognition.contract.ts';
import { listRecognitions, type RecognitionRow, recognitionsOf } from './mentorRecognition.store.ts';
import { stateOn } from './mentorRecognition.ts';

const tag = '导师认定';
const shown = (today: Day) => (row: RecognitionRow) => ({ ...row, state: stateOn(row, today) });

export const mentorRecognitionRoutes = (services: CaseServices): readonly Route[] => [
  route({
    method: 'get',
    path: '/api/mentor-recognitions',
    permission: 'designation.list',
    summary: '认定的导师',
    tag,
    input: listRecognitionsInput,
    output: recognitionsView,
    handle: async ({ tx, actor, input: { state, ...query }, services }) => {
      const on = services.clock.today();
      const holds = state === undefined ? undefined : state === 'holds';
      const { rows, ...total } = await listRecognitions(tx, actor, { ...query, holds, on });
      return { rows: rows.map(shown(on)), ...total };
    },
  }),
  route({
    method: 'get',
    path: '/api/mentors/:mentorId/recognitions',
    permission: 'mentor.hours',
    summary: '一位导师的认定',
    tag,
    input: mentorInput,
    output: ownRecognitionsView,
    handle: async ({ tx, input, services }) => ({
      rows: (await recognitionsOf(tx, input.mentorId)).map(shown(services.clock.today())),
    }),
  }),
  route({
    method: 'get',
    path: '/api/mentors/:mentorId/recognitions/:recognitionId/certificate',
    permission: 'mentor.hours',
    summary: '下载导师证书',
    tag,
    input: oneRecognitionInput,
    answers: 'file',
    handle: async ({ tx, input, services }) => {
      const found = (await recognitionsOf(tx, input.mentorId)).find(({ id }) => id === input.recognitionId);
      if (!found) throw new Refusal('not-found');
      return readFile(tx, services, found.fileId);
    },
  }),
  route({
    method: 'post',
    path: '/api/mentors/:mentorId/recognitions/:recognitionId/resignation',
    permission: 'mentor.hours',
    summary: '导师辞任',
    tag,
    input: resignInput,
    output: z.object({}),
    handle: async ({ tx, input }) => {
      await resign(tx, services, input);
      return {};
    },
  }),
  route({
    method: 'post',
    path: '/api/mentor-recognitions/:recognitionId/revocation',
    permission: 'mentor.revoke',
    summary: '立案撤销导师认定',
    tag,
    input: revocationInput,
    output: openedRevocationView,
    handle: async ({ tx, actor, input }) => ({
      caseId: await openRevocation(tx, services, actor, input.recognitionId, input.reason),
    }),
  }),
];
