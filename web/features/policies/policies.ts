import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type {
  comparisonTextsView,
  DraftView,
  fileVersionsView,
  policiesView,
  SimulationView,
} from '../../../src/cases/drafts/draft.contract.ts';
import { FACTS } from '../../../src/facts/vocabulary.ts';
import { EFFECTS } from '../../../src/kernel/effect.ts';
import { PAPERS } from '../../../src/kernel/paper.ts';
import type { PackFileName, Words } from '../../../src/policy/pack.ts';
import { api, type Query } from '../../lib/api.ts';

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

/** What an officer calls the files. */
export const FILE_TITLES: Readonly<Record<PackFileName, string>> = {
  'policy.yaml': '基本信息',
  'source.md': '条文',
  'recognition.yaml': '条件与程序',
  'plan.yaml': '任务',
  'evaluation.yaml': '评价',
  'support.yaml': '扶持',
  'sanctions.yaml': '惩戒',
  'examples.yaml': '示例',
};
