import type { Words } from './pack.ts';
import { type Body, type Procedure, PURPOSES, STEP_KINDS, type Step, UNGRADED, WHEN_DUE } from './procedure.ts';
import type { Report } from './report.ts';
import type { YamlFile } from './yaml-file.ts';

/** What the checker of procedures needs to know of the pack around it. */
export interface Surroundings {
  readonly words: Words;
  readonly bodies: Readonly<Record<string, Body>>;
  /** The document grants a designation. */
  readonly grants: boolean;
  /** The grades of each scheme, best first. */
  readonly schemes: ReadonlyMap<string, readonly string[]>;
  readonly amounts: readonly string[];
  readonly kinds: readonly string[];
  readonly conditions: readonly { readonly id: string; readonly gives: unknown }[];
  readonly cite: (file: YamlFile, path: readonly PropertyKey[], cites: string) => void;
}

const AMOUNT = { zh: '金额', en: 'amount' };
const SET = { zh: '条件组', en: 'set of conditions' };

/** Proves that every step can be reached and left, that each outcome is routed and each name exists. */
export function checkProcedure(
  procedure: Procedure,
  file: YamlFile,
  path: readonly PropertyKey[],
  { words, bodies, grants, schemes, amounts, kinds, conditions, cite }: Surroundings,
  report: Report,
): void {
  cite(file, [...path, 'cites'], procedure.cites);
  const steps = new Map<string, number>();
  const places = new Map<string, readonly PropertyKey[]>();
  const claim = (id: string, at: readonly PropertyKey[]) => {
    if (places.has(id)) {
      report.at(file, [...at, 'id'], 'duplicate-id', `编号 ${id} 已经用过`, `Id ${id} is already used`);
    } else places.set(id, at);
  };
  procedure.steps.forEach((step, index) => {
    claim(step.id, [...path, 'steps', index]);
    if (!steps.has(step.id)) steps.set(step.id, index);
  });
  procedure.ends.forEach((end, index) => {
    claim(end.id, [...path, 'ends', index]);
  });
  procedure.form.forEach((field, index) => {
    const at = [...path, 'form', index];
    if (procedure.form.findIndex((other) => other.id === field.id) < index) {
      report.at(file, [...at, 'id'], 'duplicate-id', `字段 ${field.id} 已经用过`, `Field ${field.id} is already used`);
    }
    if (field.cites) cite(file, [...at, 'cites'], field.cites);
    if (field.prefill && !Object.hasOwn(words.facts, field.prefill)) {
      const what = { zh: '事实', en: 'fact' };
      report.unknown(file, [...at, 'prefill'], 'unknown-name', what, field.prefill, Object.keys(words.facts));
    }
    if (field.kind === 'choice' && !field.options?.length) {
      report.at(file, at, 'bad-step', `字段 ${field.id} 没有选项`, `Field ${field.id} has no options`);
    }
  });
  if (procedure.purpose === 'change' && !procedure.covers) {
    report.at(file, path, 'bad-step', '变更程序应写明 covers', 'A change procedure says what it covers');
  }
  if (procedure.purpose === 'appeal' && !procedure.within) {
    report.at(file, path, 'bad-step', '申诉程序应写明 within', 'An appeal procedure says within what time');
  }
  const { recognises, purpose } = procedure;
  if (purpose === 'mentor' ? !recognises : recognises && purpose !== 'recognition') {
    const en = 'A recognition of mentors says recognises, another recognition may, and nothing else';
    report.at(file, path, 'bad-step', '导师认定程序应写明 recognises，载体认定程序可以写，其他程序不写', en);
  }
  if (procedure.recognises) checkDays(procedure.recognises, 'recognises', file, path, cite, report);
  if ((procedure.purpose === 'entitlement') !== (procedure.entitles !== undefined)) {
    const en = 'An application for an entitlement, and nothing else, says entitles';
    report.at(file, path, 'bad-step', '待遇申请程序应写明 entitles，其他程序不写', en);
  }
  if (procedure.entitles) {
    const { amount } = procedure.entitles;
    checkDays(procedure.entitles, 'entitles', file, path, cite, report);
    if (amount !== undefined && !amounts.includes(amount)) {
      report.unknown(file, [...path, 'entitles', 'amount'], 'unknown-name', AMOUNT, amount, amounts);
    }
    if (!conditions.some(({ id, gives }) => id === procedure.conditions && gives)) {
      const zh = '待遇申请程序的 conditions 应是写了 gives 的一组条件';
      report.at(
        file,
        [...path, 'conditions'],
        'bad-step',
        zh,
        'An entitlement is judged by a set of conditions that says what it gives',
      );
    }
  }
  procedure.carrierKinds?.forEach((kind, index) => {
    if (!kinds.includes(kind)) {
      const what = { zh: '适用的载体', en: 'kind of carrier of this pack' };
      report.unknown(file, [...path, 'carrierKinds', index], 'unknown-name', what, kind, kinds);
    }
  });
  if (procedure.conditions !== undefined && !conditions.some(({ id }) => id === procedure.conditions)) {
    const ids = conditions.map(({ id }) => id);
    report.unknown(file, [...path, 'conditions'], 'unknown-name', SET, procedure.conditions, ids);
  }
  if (procedure.within) checkDays(procedure.within, 'within', file, path, cite, report);
  const grades = checkEvaluates(procedure, file, path, schemes, places, report);
  const start = steps.get(procedure.start);
  if (start === undefined) {
    const what = { zh: '环节', en: 'step' };
    report.unknown(file, [...path, 'start'], 'unknown-step', what, procedure.start, steps.keys());
  } else {
    const { starts } = PURPOSES[procedure.purpose];
    const kind = procedure.steps[start]?.kind;
    if (kind && !(starts as readonly string[]).includes(kind)) {
      const kinds = starts.map((one) => `${STEP_KINDS[one].zh}(${one})`).join('、');
      const en = `The first step is one of ${starts.join(', ')}`;
      report.at(file, [...path, 'start'], 'bad-step', `第一个环节应是${kinds}`, en);
    }
  }

  procedure.steps.forEach((step, index) => {
    const at = [...path, 'steps', index];
    cite(file, [...at, 'cites'], step.cites);
    if (!Object.hasOwn(bodies, step.actor)) {
      const what = { zh: '机构', en: 'body' };
      report.unknown(file, [...at, 'actor'], 'unknown-body', what, step.actor, Object.keys(bodies));
    }
    checkDetails(step, file, at, cite, report);
    checkOutcomes(
      step,
      step.kind === 'release' ? grades : STEP_KINDS[step.kind].outcomes,
      file,
      at,
      words,
      places,
      report,
    );
    for (const [name, outcome] of Object.entries(step.outcomes)) {
      const position = grants ? -1 : outcome.effects.indexOf('grantDesignation');
      if (position < 0) continue;
      const zh = 'policy.yaml 没有 designation，不能授予资格';
      const path = [...at, 'outcomes', name, 'effects', position];
      report.at(file, path, 'unknown-effect', zh, 'policy.yaml has no designation to grant');
    }
  });
  if (start !== undefined) checkWays(procedure, file, path, report);
}

/** An evaluation names its scheme and ends for those absent; grading and release are its alone. The grades it releases. */
function checkEvaluates(
  procedure: Procedure,
  file: YamlFile,
  path: readonly PropertyKey[],
  schemes: Surroundings['schemes'],
  places: ReadonlyMap<string, unknown>,
  report: Report,
): readonly string[] {
  const { evaluates, purpose } = procedure;
  if ((purpose === 'evaluation') !== (evaluates !== undefined))
    report.at(
      file,
      path,
      'bad-step',
      '评价程序应写明 evaluates，其他程序不写',
      'An evaluation, and nothing else, says evaluates',
    );
  const kinds = procedure.steps.filter(({ kind }) => kind === 'grading' || kind === 'release');
  if (purpose === 'evaluation' ? new Set(kinds.map(({ kind }) => kind)).size !== 2 : kinds.length > 0)
    report.at(
      file,
      path,
      'bad-step',
      '评定等次和发布结果两个环节，评价程序都要有，其他程序都不能有',
      'Grading and release belong to every evaluation and to nothing else',
    );
  if (purpose === 'evaluation' && procedure.intake !== 'round')
    report.at(file, [...path, 'intake'], 'bad-step', '评价按批次进行', 'An evaluation runs in rounds');
  if (!evaluates) return [];
  const grades = schemes.get(evaluates.scheme);
  if (!grades) {
    const what = { zh: '评价方案', en: 'scheme' };
    report.unknown(file, [...path, 'evaluates', 'scheme'], 'unknown-name', what, evaluates.scheme, [...schemes.keys()]);
  }
  if (!procedure.ends.some(({ id }) => id === evaluates.absentTo)) {
    const what = { zh: '结局', en: 'end' };
    report.unknown(file, [...path, 'evaluates', 'absentTo'], 'unknown-step', what, evaluates.absentTo, places.keys());
  }
  return grades && grades.length > 0 ? grades : [UNGRADED];
}

const DETAILS = [
  ['experts', 'expertReview'],
  ['notice', 'publicNotice'],
] as const;

function checkDetails(
  step: Step,
  file: YamlFile,
  at: readonly PropertyKey[],
  cite: Surroundings['cite'],
  report: Report,
): void {
  for (const [field, kind] of DETAILS) {
    if (step.kind === kind && !step[field]) {
      report.at(file, at, 'bad-step', `环节 ${step.id} 应写明 ${field}`, `Step ${step.id} needs ${field}`);
    }
    if (step.kind !== kind && step[field]) {
      const path = [...at, field];
      report.at(file, path, 'bad-step', `${field} 只用于 ${kind} 环节`, `${field} is for ${kind} steps`, {
        onKey: true,
      });
    }
  }
  for (const field of ['due', 'supplement', 'notice'] as const) {
    const days = step[field];
    if (days) checkDays(days, field, file, at, cite, report);
  }
  if (step.kind in WHEN_DUE && !step.due) {
    report.at(file, at, 'bad-step', `环节 ${step.id} 应写明 due`, `Step ${step.id} needs due`);
  }
}

function checkDays(
  days: { readonly cites?: string | undefined; readonly note?: string | undefined },
  field: string,
  file: YamlFile,
  at: readonly PropertyKey[],
  cite: Surroundings['cite'],
  report: Report,
): void {
  if (days.cites) cite(file, [...at, field, 'cites'], days.cites);
  else if (!days.note) {
    report.at(
      file,
      [...at, field],
      'bad-step',
      `${field} 的天数应引用条款(cites)，或写明由谁设定(note)`,
      `The days of ${field} cite a clause, or a note says who set them`,
      { onKey: true },
    );
  }
}

function checkOutcomes(
  step: Step,
  wanted: readonly string[],
  file: YamlFile,
  at: readonly PropertyKey[],
  words: Words,
  places: ReadonlyMap<string, unknown>,
  report: Report,
): void {
  for (const name of wanted) {
    if (!Object.hasOwn(step.outcomes, name)) {
      report.at(
        file,
        [...at, 'outcomes'],
        'missing-outcome',
        `环节 ${step.id} 没有写明 ${name} 的去向`,
        `Step ${step.id} does not route ${name}`,
      );
    }
  }
  for (const [name, outcome] of Object.entries(step.outcomes)) {
    const path = [...at, 'outcomes', name];
    if (!wanted.includes(name)) {
      const what = { zh: `${STEP_KINDS[step.kind].zh}环节的去向`, en: `outcome of a ${step.kind} step:` };
      report.unknown(file, [...at, 'outcomes'], 'unknown-outcome', what, name, wanted);
    }
    if (!places.has(outcome.to)) {
      const what = { zh: '环节或结局', en: 'step or end' };
      report.unknown(file, [...path, 'to'], 'unknown-step', what, outcome.to, places.keys());
    }
    outcome.effects.forEach((effect, index) => {
      if (Object.hasOwn(words.effects, effect)) return;
      const what = { zh: '效力', en: 'effect' };
      report.unknown(file, [...path, 'effects', index], 'unknown-effect', what, effect, Object.keys(words.effects));
    });
    outcome.papers.forEach((paper, index) => {
      if (Object.hasOwn(words.papers, paper)) return;
      const what = { zh: '文书', en: 'paper' };
      report.unknown(file, [...path, 'papers', index], 'unknown-paper', what, paper, Object.keys(words.papers));
    });
  }
  const { supplement } = step;
  if (supplement && !places.has(supplement.lapsesTo)) {
    const what = { zh: '环节或结局', en: 'step or end' };
    report.unknown(file, [...at, 'supplement', 'lapsesTo'], 'unknown-step', what, supplement.lapsesTo, places.keys());
  }
}

function waysFrom(step: Step): string[] {
  const ways = Object.values(step.outcomes).map((outcome) => outcome.to);
  return step.supplement ? [...ways, step.supplement.lapsesTo] : ways;
}

function checkWays(procedure: Procedure, file: YamlFile, path: readonly PropertyKey[], report: Report): void {
  const byId = new Map(procedure.steps.map((step) => [step.id, step]));
  const reached = new Set([procedure.start, ...(procedure.evaluates ? [procedure.evaluates.absentTo] : [])]);
  for (const id of reached) {
    const step = byId.get(id);
    if (step) for (const to of waysFrom(step)) reached.add(to);
  }
  const leaving = new Set(procedure.ends.map((end) => end.id));
  let before = -1;
  while (leaving.size > before) {
    before = leaving.size;
    for (const step of procedure.steps) if (waysFrom(step).some((to) => leaving.has(to))) leaving.add(step.id);
  }
  procedure.steps.forEach(({ id }, index) => {
    const at = [...path, 'steps', index, 'id'];
    if (!reached.has(id)) {
      report.at(file, at, 'unreachable-step', `没有路径到达环节 ${id}`, `No way leads to step ${id}`);
    }
    if (!leaving.has(id)) {
      report.at(file, at, 'no-way-out', `从环节 ${id} 走不到任何结局`, `No way leads from step ${id} to an end`);
    }
  });
  procedure.ends.forEach(({ id }, index) => {
    if (reached.has(id)) return;
    const at = [...path, 'ends', index, 'id'];
    report.at(file, at, 'unreachable-step', `没有路径到达结局 ${id}`, `No way leads to end ${id}`);
  });
}
