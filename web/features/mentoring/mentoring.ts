import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type {
  ownRecognitionsView,
  RecognitionView,
  recognitionsView,
} from '../../../src/effects/mentorRecognitions/mentorRecognition.contract.ts';
import type {
  carrierMentors,
  hoursRow,
  matchedMentors,
  mentorHoursView,
  mentorWeekView,
  ownMentorships,
  sessionPage,
  settlementList,
} from '../../../src/records/mentoring/mentoring.contract.ts';
import { api } from '../../lib/api.ts';
import { showDay } from '../../lib/format.ts';

export type HoursRow = z.output<typeof hoursRow>;
export type MatchedMentor = z.output<typeof matchedMentors>['rows'][number];
export type CarrierMentor = z.output<typeof carrierMentors>['rows'][number];
export type Settlement = z.output<typeof settlementList>['rows'][number];

const WEEKDAYS = ['周一', '周二', '周三', '周四', '周五', '周六', '周日'];
export const weekdayZh = (weekday: number) => WEEKDAYS[weekday - 1] ?? '';
export const showHours = (hours: readonly HoursRow[]) =>
  hours.map(({ weekday, from, to }) => `${weekdayZh(weekday)}${from}至${to}`).join('、') || '尚未公布';
export const showAbsences = (absences: readonly { from: string; to: string }[]) =>
  absences.map(({ from, to }) => (from === to ? showDay(from) : `${showDay(from)}至${showDay(to)}`)).join('、');
export const showMinutes = (minutes: number) => `${Math.round((minutes / 60) * 100) / 100}小时`;

export interface SessionsAsked {
  state?: string | undefined;
  teamId?: string | undefined;
  carrierId?: string | undefined;
  mentorId?: string | undefined;
  page?: number;
  count?: string | undefined;
  size?: number;
}
export const sessionsQuery = (asked: SessionsAsked) =>
  queryOptions({
    queryKey: ['mentoring', 'sessions', asked],
    queryFn: () => api.get<z.output<typeof sessionPage>>('/api/mentoring-sessions', { ...asked }),
  });
export const matchedMentorsQuery = (teamId: string) =>
  queryOptions({
    queryKey: ['mentoring', 'matched', teamId],
    queryFn: () => api.get<z.output<typeof matchedMentors>>(`/api/teams/${teamId}/mentors`),
  });
export const carrierMentorsQuery = (carrierId: string) =>
  queryOptions({
    queryKey: ['mentoring', 'of', carrierId],
    queryFn: () => api.get<z.output<typeof carrierMentors>>(`/api/carriers/${carrierId}/mentors`),
  });
export const settlementsQuery = (carrierId: string) =>
  queryOptions({
    queryKey: ['mentoring', 'settlements', carrierId],
    queryFn: () => api.get<z.output<typeof settlementList>>(`/api/carriers/${carrierId}/mentor-settlements`),
  });
export const mentorHoursQuery = (mentorId: string) =>
  queryOptions({
    queryKey: ['mentoring', 'hours', mentorId],
    queryFn: () => api.get<z.output<typeof mentorHoursView>>(`/api/mentors/${mentorId}/hours`),
  });
export const mentorWeekQuery = (mentorId: string, from: string) =>
  queryOptions({
    queryKey: ['mentoring', 'week', mentorId, from],
    queryFn: () => api.get<z.output<typeof mentorWeekView>>(`/api/mentors/${mentorId}/week`, { from }),
  });
export const mentorshipsQuery = queryOptions({
  queryKey: ['mentoring', 'mine'],
  queryFn: () => api.get<z.output<typeof ownMentorships>>('/api/me/mentorships'),
});

export type { RecognitionView };
export interface RecognitionsAsked {
  q?: string | undefined;
  state?: string | undefined;
  page?: number;
  count?: string | undefined;
  size?: number;
}
export const recognitionsQuery = (asked: RecognitionsAsked) =>
  queryOptions({
    queryKey: ['mentoring', 'recognitions', asked],
    queryFn: () => api.get<z.output<typeof recognitionsView>>('/api/mentor-recognitions', { ...asked }),
  });
export const recognitionsOfQuery = (mentorId: string) =>
  queryOptions({
    queryKey: ['mentoring', 'recognitions', mentorId],
    queryFn: () => api.get<z.output<typeof ownRecognitionsView>>(`/api/mentors/${mentorId}/recognitions`),
  });
export const showPeriod = ({ validFrom, validTo }: { validFrom: string; validTo: string | null }) =>
  `${showDay(validFrom)}起${validTo ? `，至${showDay(validTo)}` : '，长期'}`;
