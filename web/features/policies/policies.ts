import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type {
  awaitingView,
  comparisonTextsView,
  DRAFT_STATES,
  DraftView,
  fileVersionsView,
  policiesView,
  SimulationView,
} from '../../../src/cases/drafts/draft.contract.ts';
import { FACTS } from '../../../src/facts/vocabulary.ts';
import { EFFECTS } from '../../../src/kernel/effect.ts';
import { PAPERS } from '../../../src/kernel/paper.ts';
import type { Change } from '../../../src/policy/diff.ts';
import type { PackFileName, Words } from '../../../src/policy/pack.ts';
import { api, type Query } from '../../lib/api.ts';
import type { Tone } from '../../ui/page.tsx';

export type Draft = DraftView;
export type Simulation = SimulationView;
export type Policies = z.output<typeof policiesView>;
export type Comparison = z.output<typeof comparisonTextsView>;

/** The words that a pack may use, as the server has them. */
export const WORDS: Words = { facts: FACTS, effects: EFFECTS, papers: PAPERS };

export const policiesQuery = queryOptions({
  queryKey: ['policies'],
  queryFn: () => api.get<Policies>('/api/policies'),
});
export const awaitingQuery = queryOptions({
  queryKey: ['policies', 'awaiting'],
  queryFn: () => api.get<z.output<typeof awaitingView>>('/api/policies/awaiting'),
});
export const draftQuery = (id: string) =>
  queryOptions({ queryKey: ['policies', id], queryFn: () => api.get<Draft>(`/api/policy-drafts/${id}`) });
export const comparisonQuery = (id: string) =>
  queryOptions({
    queryKey: ['policies', id, 'comparison'],
    queryFn: () => api.get<Comparison>(`/api/policy-drafts/${id}/comparison`),
  });
export const versionsQuery = (id: string, name: PackFileName) =>
  queryOptions({
    queryKey: ['policies', id, 'versions', name],
    queryFn: () => api.get<z.output<typeof fileVersionsView>>(`/api/policy-drafts/${id}/files/${name}/versions`),
  });
export const simulationQuery = (id: string, revision: number, asked: Query) =>
  queryOptions({
    queryKey: ['policies', id, 'simulation', revision, asked],
    queryFn: () => api.get<Simulation>(`/api/policy-drafts/${id}/simulation`, asked),
    retry: false,
  });

export const DRAFT_TONES: Readonly<Record<keyof typeof DRAFT_STATES, Tone>> = {
  draft: 'note',
  inReview: 'warn',
  approved: 'accent',
  returned: 'bad',
  published: 'ok',
  withdrawn: 'plain',
};

export const CHANGE_TONES: Readonly<Record<Change, Tone>> = {
  tightened: 'bad',
  relaxed: 'ok',
  added: 'note',
  removed: 'warn',
  changed: 'accent',
  notComparable: 'plain',
};
/** What an officer calls the files. */
export const FILE_TITLES: Readonly<Record<PackFileName, { zh: string; en: string }>> = {
  'policy.yaml': { zh: '基本信息', en: 'Identity' },
  'source.md': { zh: '条文', en: 'Clauses' },
  'recognition.yaml': { zh: '条件与程序', en: 'Conditions and procedure' },
  'plan.yaml': { zh: '任务', en: 'Tasks' },
  'evaluation.yaml': { zh: '评价', en: 'Evaluation' },
  'support.yaml': { zh: '扶持', en: 'Support' },
  'sanctions.yaml': { zh: '惩戒', en: 'Sanctions' },
  'examples.yaml': { zh: '示例', en: 'Examples' },
};
