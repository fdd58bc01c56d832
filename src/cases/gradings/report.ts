import type { FileOutput } from '../../identity/route.ts';
import { formatDay } from '../../kernel/day.ts';
import type { Tx } from '../../platform/db/database.ts';
import { chartPng } from '../../platform/documents/chart.ts';
import type { OfficialDocument } from '../../platform/documents/document.ts';
import { writtenAs } from '../../platform/documents/write.ts';
import { indicatorInWords } from '../../policy/indicator.words.ts';
import { figureOf, parametersOn, schemeOf } from '../../policy/score.ts';
import { settled } from '../../policy/settle.ts';
import { writtenWords } from '../../policy/unit.ts';
import type { CaseServices } from '../casefile/steps.ts';
import { countMembers, evaluationOf, parametersSet, settledFor } from '../evaluations/evaluation.store.ts';
import { shareInWords } from '../evaluations/evaluation.ts';
import { sampleOf } from '../evaluations/sample.store.ts';
import { packByHash } from '../packs/pack.actions.ts';
import type { GradingView } from './grading.contract.ts';
import { BECAUSE } from './grading.ts';
import { viewGrading } from './grading.views.ts';

const two = (value: number) => String(Math.round(value * 100) / 100);

/** 综合评价报告: how the round went, how each indicator was counted, the grades, and each unit's points, with charts. */
export async function reportOf(tx: Tx, { clock }: CaseServices, roundId: string): Promise<FileOutput> {
  const evaluation = await evaluationOf(tx, roundId);
  const view = await viewGrading(tx, roundId);
  const now = clock.now();
  const counts = await countMembers(tx, roundId, now.toString());
  const pack = settled(await packByHash(tx, evaluation.packHash), await settledFor(tx, roundId));
  const scheme = schemeOf(pack, evaluation.scheme);
  const parameters = parametersOn(pack, evaluation.factsOn);
  const set = await parametersSet(tx, roundId);
  const sample = await sampleOf(tx, roundId);
  const scored = view.lines.filter(({ participated }) => participated);
  const open = scored.filter(({ points }) => points === null).length;
  const gradeName = (id: string | null) => scheme.grades.find((grade) => grade.id === id)?.zh ?? '未评定';
  const document: OfficialDocument = {
    title: `${evaluation.title}综合评价报告`,
    body: [
      { kind: 'heading', level: 1, text: '总体情况' },
      {
        kind: 'paragraph',
        text: `依据《${pack.title}》，范围为${shareInWords(evaluation)}，以${formatDay(evaluation.membersOn)}的名单为准，应参加${counts.members}家，提交自评${counts.submitted}家，其中逾期提交${counts.late}家，未参加${counts.absent}家；收到异议的${counts.disputed}家。数据截至${formatDay(evaluation.factsOn)}。`,
      },
      ...(view.grades.length > 0
        ? [
            {
              kind: 'image' as const,
              bytes: await gradeChart(view),
              type: 'png' as const,
              width: 120,
              caption: '图1 各等次家数',
            },
            {
              kind: 'table' as const,
              caption: '各等次家数',
              columns: [
                { title: '等次' },
                { title: '依据' },
                { title: '家数', align: 'right' as const },
                { title: '占全部的比例', align: 'right' as const },
              ],
              rows: view.grades.map(({ zh, cites, count }) => [
                zh,
                cites,
                String(count),
                view.lines.length === 0 ? '' : `${two((count / view.lines.length) * 100)}%`,
              ]),
            },
          ]
        : []),
      { kind: 'heading', level: 1, text: '指标和得分办法' },
      {
        kind: 'table',
        columns: [
          { title: '指标', width: 2 },
          { title: '依据', width: 2 },
          { title: '得分办法', width: 5 },
          { title: '满分', align: 'right' },
          { title: '平均得分', align: 'right' },
          { title: '计入家数', align: 'right' },
        ],
        rows: scheme.indicators.map((indicator) => [
          indicator.says,
          indicator.cites,
          indicatorInWords(indicator, parameters),
          indicator.max === undefined ? '' : two(figureOf(indicator.max, parameters) ?? 0),
          averageOf(scored, indicator.id),
          String(knownOf(scored, indicator.id).length),
        ]),
      },
      {
        kind: 'image',
        bytes: await indicatorChart(
          view,
          scheme.indicators.map(({ id, says, max }) => ({ id, says, max: figureOf(max ?? 0, parameters) ?? 0 })),
        ),
        type: 'png',
        width: 150,
        caption: '图2 各指标平均得分率',
      },
      ...(set.length > 0
        ? [
            { kind: 'paragraph' as const, text: '下列数值文件没有规定，由主管部门为本轮设定：' },
            {
              kind: 'table' as const,
              caption: '本轮设定的数值',
              columns: [
                { title: '名称', width: 3 },
                { title: '数值', align: 'right' as const },
                { title: '设定理由', width: 3 },
                { title: '设定人' },
              ],
              // In the pack's order; the newest of each counts.
              rows: Object.entries(pack.parameters).flatMap(([name, { label, unit }]) => {
                const given = set.find((one) => one.name === name);
                if (!given) return [];
                return [[label, writtenWords(given.value, unit), given.reason, given.by ?? '']];
              }),
            },
          ]
        : []),
      { kind: 'heading', level: 1, text: '各单位得分和等次' },
      {
        kind: 'image',
        bytes: await pointsChart(scored.filter(({ points }) => points !== null)),
        type: 'png',
        width: 150,
        caption: `图3 各单位得分${open > 0 ? `（得分未定的${open}家未列入）` : ''}`,
      },
      {
        kind: 'table',
        columns: [
          { title: '名次', align: 'center' },
          { title: '名称', width: 4 },
          { title: '得分', align: 'right' },
          { title: '等次', width: 2 },
          { title: '说明', width: 3 },
        ],
        rows: view.lines.map((line) => [
          line.rank === null ? '' : String(line.rank),
          line.carrier,
          line.participated
            ? line.points === null
              ? `${two(line.low)}至${line.high === null ? '未定' : two(line.high)}`
              : two(line.points)
            : '',
          line.participated
            ? gradeName(line.final)
            : `未参加${line.computed ? `(按${gradeName(line.computed)}计)` : ''}`,
          line.exception?.reason ?? (line.because ? BECAUSE[line.because].zh : ''),
        ]),
      },
      ...(sample.length > 0
        ? [
            { kind: 'heading' as const, level: 1 as const, text: '现场核查' },
            {
              kind: 'paragraph' as const,
              text: sample[0]?.seed
                ? `按公布的种子“${sample[0].seed}”随机抽取：将“种子:载体编号”的SHA-256值从小到大排列，取前${sample.length}家，任何人可以重算。`
                : `按风险抽取${sample.length}家。`,
            },
            {
              kind: 'table' as const,
              columns: [
                { title: '次序', align: 'center' as const },
                { title: '名称', width: 3 },
                { title: '抽中原因', width: 4 },
                { title: '核查日期', width: 3 },
                { title: '核查结果', width: 2 },
              ],
              rows: sample.map(({ place, carrier, reason, visitedOn, differs }) => [
                String(place),
                carrier,
                reason,
                visitedOn === null ? '尚未核查' : formatDay(visitedOn),
                visitedOn === null ? '' : differs > 0 ? `${differs}项不符` : '数据相符',
              ]),
            },
          ]
        : []),
    ],
    signature: { organs: [pack.issuer], day: clock.today() },
    ...(view.seal ? { note: `评定结果封存校验码${view.seal}` } : {}),
    info: { author: pack.issuer, at: now },
  };
  return writtenAs('docx', document.title, document);
}

/** The points of an indicator of all whose points are known. */
const knownOf = (lines: GradingView['lines'], indicator: string) =>
  lines.flatMap(({ indicators }) =>
    indicators.filter((one) => one.indicator === indicator && one.low === one.high).map(({ low }) => low),
  );

function averageOf(lines: GradingView['lines'], indicator: string): string {
  const known = knownOf(lines, indicator);
  return known.length === 0 ? '' : two(known.reduce((a, b) => a + b, 0) / known.length);
}

/** The colour of the bars. */
export const TONE = '#1f5fa8';
const gradeChart = (view: GradingView) =>
  chartPng(
    {
      grid: { left: 40, right: 20, top: 24, bottom: 32 },
      xAxis: { type: 'category', data: view.grades.map(({ zh }) => zh) },
      yAxis: { type: 'value', minInterval: 1, name: '家' },
      series: [
        {
          type: 'bar',
          data: view.grades.map(({ count }) => count),
          barMaxWidth: 56,
          itemStyle: { color: TONE },
          label: { show: true, position: 'top' },
        },
      ],
    },
    560,
    280,
  );

const indicatorChart = (view: GradingView, indicators: readonly { id: string; says: string; max: number }[]) => {
  const counted = indicators.filter(({ max }) => max > 0);
  const taking = view.lines.filter(({ participated }) => participated);
  return chartPng(
    {
      grid: { left: 190, right: 48, top: 12, bottom: 28 },
      xAxis: { type: 'value', max: 100, axisLabel: { formatter: '{value}%' } },
      yAxis: {
        type: 'category',
        inverse: true,
        data: counted.map(({ says }) => (says.length > 13 ? `${says.slice(0, 13)}…` : says)),
      },
      series: [
        {
          type: 'bar',
          barMaxWidth: 18,
          itemStyle: { color: TONE },
          label: { show: true, position: 'right', formatter: '{c}%' },
          data: counted.map(({ id, max }) => Math.round(((Number(averageOf(taking, id)) || 0) / max) * 1000) / 10),
        },
      ],
    },
    640,
    Math.max(160, counted.length * 34 + 48),
  );
};

const pointsChart = (lines: GradingView['lines']) =>
  chartPng(
    {
      grid: { left: 210, right: 48, top: 8, bottom: 28 },
      xAxis: { type: 'value' },
      yAxis: {
        type: 'category',
        inverse: true,
        data: lines.map(({ carrier }) => (carrier.length > 14 ? `${carrier.slice(0, 14)}…` : carrier)),
      },
      series: [
        {
          type: 'bar',
          barMaxWidth: 14,
          itemStyle: { color: TONE },
          label: { show: true, position: 'right' },
          data: lines.map(({ points }) => points),
        },
      ],
    },
    680,
    Math.max(140, lines.length * 24 + 44),
  );
