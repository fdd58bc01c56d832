import type { z } from 'zod';
import {
  type Amount,
  type amountSchema,
  type Figure,
  INDICATOR_FORMS,
  type Period,
  type Priority,
  type prioritySchema,
  type Quota,
  type Scheme,
  type schemeSchema,
} from './assessment.ts';
import { checkExpression, checkValue } from './expression.check.ts';
import type { Expression, ValueExpression } from './expression.ts';
import type { Parameter, Words } from './pack.ts';
import type { Procedure } from './procedure.ts';
import type { Report } from './report.ts';
import { RATIO } from './unit.ts';
import type { YamlFile } from './yaml-file.ts';

type Path = readonly PropertyKey[];
export interface AssessmentSurroundings {
  readonly words: Words;
  readonly parameters: Readonly<Record<string, Parameter>>;
  readonly cite: (file: YamlFile, path: Path, cites: string) => void;
  /** Ids of the amounts of the whole pack. */
  readonly amounts: readonly string[];
}

/** Reads expressions and figures of one file, and reports each fault where it stands. */
class Reader {
  readonly file: YamlFile;
  readonly around: AssessmentSurroundings;
  readonly report: Report;
  constructor(file: YamlFile, around: AssessmentSurroundings, report: Report) {
    this.file = file;
    this.around = around;
    this.report = report;
  }

  fault(path: Path, zh: string, en: string): void {
    this.report.at(this.file, path, 'bad-assessment', zh, en);
  }
  truth(text: string | undefined, path: Path): Expression | null {
    if (text === undefined) return null;
    const { expression, errors } = checkExpression(text, this.around.words.facts, this.around.parameters);
    this.tell(errors, path);
    return expression;
  }
  value(text: string, path: Path): ValueExpression | null {
    const { value, errors } = checkValue(text, this.around.words.facts, this.around.parameters);
    this.tell(errors, path);
    if (value && value.type.kind !== 'number') {
      this.fault(path, `${value.label.zh} 不是数字`, `${value.label.en} is no number`);
      return null;
    }
    return value;
  }
  private tell(errors: ReturnType<typeof checkValue>['errors'], path: Path): void {
    for (const { offset, code, zh, en, nearest } of errors) {
      this.report.at(this.file, path, code, zh, en, { nearest, offset });
    }
  }
  /** A figure is a number, or the name of a parameter of the kind and unit asked for. */
  figure(written: Figure | undefined, path: Path, kind: 'number' | 'date' = 'number', unit?: string | null): void {
    if (written === undefined || typeof written === 'number') return;
    const { parameters } = this.around;
    const parameter = Object.hasOwn(parameters, written) ? parameters[written] : undefined;
    if (!parameter) {
      this.report.unknown(
        this.file,
        path,
        'unknown-name',
        { zh: '参数', en: 'parameter' },
        written,
        Object.keys(parameters),
      );
    } else if (parameter.kind !== kind || (unit != null && parameter.factUnit !== unit)) {
      this.report.at(
        this.file,
        path,
        'wrong-unit',
        `参数 ${written} 的单位不符`,
        `Parameter ${written} has the wrong unit`,
      );
    }
  }
  /** The latest value of a figure; null while it is open. */
  latest(written: Figure | undefined): number | null {
    if (written === undefined || typeof written === 'number') return written ?? null;
    const parameter = Object.hasOwn(this.around.parameters, written) ? this.around.parameters[written] : undefined;
    const value = parameter?.values.at(-1)?.value;
    return typeof value === 'number' ? value : null;
  }
  grade(name: string | undefined, grades: readonly string[], path: Path): void {
    if (name === undefined || grades.includes(name)) return;
    this.report.unknown(this.file, path, 'unknown-name', { zh: '等次', en: 'grade' }, name, grades);
  }
  unique(ids: readonly string[], path: Path): void {
    ids.forEach((id, index) => {
      if (ids.indexOf(id) < index) {
        this.report.at(
          this.file,
          [...path, index, 'id'],
          'duplicate-id',
          `编号 ${id} 已经用过`,
          `Id ${id} is already used`,
        );
      }
    });
  }
}

/** Proves a scheme: one form for each indicator, weights that sum, grades in order, every name known. */
export function checkSchemes(
  written: readonly z.infer<typeof schemeSchema>[],
  file: YamlFile,
  around: AssessmentSurroundings,
  report: Report,
): Scheme[] {
  const read = new Reader(file, around, report);
  read.unique(
    written.map(({ id }) => id),
    ['schemes'],
  );
  return written.map((scheme, index) => {
    const at = ['schemes', index];
    around.cite(file, [...at, 'cites'], scheme.cites);
    read.unique(
      scheme.indicators.map(({ id }) => id),
      [...at, 'indicators'],
    );
    const indicators = scheme.indicators.map((indicator, position) => {
      const path = [...at, 'indicators', position];
      around.cite(file, [...path, 'cites'], indicator.cites);
      const used = INDICATOR_FORMS.filter((form) => indicator[form] !== undefined);
      if (used.length !== 1)
        read.fault(path, `指标应写且只写 ${INDICATOR_FORMS.join('、')} 之一`, 'Exactly one form for an indicator');
      if (indicator.kind === 'veto' ? indicator.check === undefined : indicator.max === undefined) {
        const zh = indicator.kind === 'veto' ? '一票否决的指标应写 check' : '指标应写满分 max';
        read.fault(path, zh, indicator.kind === 'veto' ? 'A veto is a check' : 'An indicator needs max');
      }
      if (indicator.requires.length > 0 && !indicator.expert)
        read.fault(
          [...path, 'requires'],
          'requires 只用于专家评分的指标',
          'Only what experts score requires an account',
        );
      const counted = indicator.perItem ?? indicator.linear ?? indicator.bands;
      const [form = 'check'] = used;
      const value = counted ? read.value(counted.of, [...path, form, 'of']) : null;
      const unit = value?.type.kind === 'number' ? value.type.unit : null;
      read.figure(indicator.max, [...path, 'max'], 'number', POINTS);
      read.figure(indicator.perItem?.each, [...path, 'perItem', 'each']);
      read.figure(indicator.linear?.floor, [...path, 'linear', 'floor'], 'number', unit);
      read.figure(indicator.linear?.step, [...path, 'linear', 'step'], 'number', POINTS);
      read.figure(indicator.linear?.each, [...path, 'linear', 'each']);
      indicator.bands?.steps.forEach(({ from, points }, step) => {
        read.figure(from, [...path, 'bands', 'steps', step, 'from'], 'number', unit);
        read.figure(points, [...path, 'bands', 'steps', step, 'points'], 'number', POINTS);
        const [before, here] = [read.latest(indicator.bands?.steps[step - 1]?.from), read.latest(from)];
        if (step > 0 && before !== null && here !== null && before >= here) {
          read.fault([...path, 'bands', 'steps', step, 'from'], '分段应从小到大', 'Bands rise');
        }
      });
      return { ...indicator, value, condition: read.truth(indicator.check, [...path, 'check']) };
    });
    read.figure(scheme.total, [...at, 'total'], 'number', POINTS);
    read.figure(scheme.bonusCap, [...at, 'bonusCap'], 'number', POINTS);
    const weights = scheme.indicators.filter(({ kind }) => kind === 'points').map(({ max }) => read.latest(max));
    const total = read.latest(scheme.total);
    const sum = weights.reduce<number | null>((a, b) => (a === null || b === null ? null : a + b), 0);
    if (sum !== null && total !== null && Math.abs(sum - total) > 1e-9) {
      read.fault(
        [...at, 'total'],
        `各指标满分之和为 ${sum}，不是 ${total}`,
        `The maxima add up to ${sum}, not ${total}`,
      );
    }
    checkGrades(scheme, at, read, around);
    return {
      ...scheme,
      guard: read.truth(scheme.when, [...at, 'when']),
      indicators,
      bars: scheme.bars.flatMap((bar, position) => {
        const condition = read.truth(bar.when, [...at, 'bars', position, 'when']);
        return condition ? [{ ...bar, condition }] : [];
      }),
      direct: scheme.direct.flatMap((direct, position) => {
        const condition = read.truth(direct.when, [...at, 'direct', position, 'when']);
        return condition ? [{ ...direct, condition }] : [];
      }),
    };
  });
}
/** The unit of points: 分 is fen already. */
export const POINTS = '分值';

function checkGrades(
  scheme: z.infer<typeof schemeSchema>,
  at: Path,
  read: Reader,
  around: AssessmentSurroundings,
): void {
  const ids = scheme.grades.map(({ id }) => id);
  read.unique(ids, [...at, 'grades']);
  scheme.grades.forEach((grade, index) => {
    const path = [...at, 'grades', index];
    around.cite(read.file, [...path, 'cites'], grade.cites);
    read.figure(grade.atLeast, [...path, 'atLeast'], 'number', POINTS);
    read.figure(grade.topShare, [...path, 'topShare'], 'number', RATIO);
    const share = read.latest(grade.topShare);
    if (share !== null && (share <= 0 || share > 1))
      read.fault([...path, 'topShare'], '比例应大于0、不超过1', 'A share is more than 0 and at most 1');
    const isLast = index === ids.length - 1;
    if (isLast && (grade.atLeast !== undefined || grade.topShare !== undefined)) {
      read.fault(path, '最后一个等次接收其余各家，不设分数线和比例', 'The last grade takes all that are left');
    }
    const [above, here] = [read.latest(scheme.grades[index - 1]?.atLeast), read.latest(grade.atLeast)];
    if (above !== null && here !== null && here >= above)
      read.fault([...path, 'atLeast'], '等次应从高到低', 'Grades fall');
  });
  read.grade(scheme.absent, ids, [...at, 'absent']);
  read.grade(scheme.veto, ids, [...at, 'veto']);
  scheme.bars.forEach(({ cites, notAbove }, index) => {
    around.cite(read.file, [...at, 'bars', index, 'cites'], cites);
    read.grade(notAbove, ids, [...at, 'bars', index, 'notAbove']);
  });
  scheme.direct.forEach(({ cites, grade }, index) => {
    around.cite(read.file, [...at, 'direct', index, 'cites'], cites);
    read.grade(grade, ids, [...at, 'direct', index, 'grade']);
  });
  scheme.consequences.forEach((consequence, index) => {
    const path = [...at, 'consequences', index];
    around.cite(read.file, [...path, 'cites'], consequence.cites);
    consequence.grades.forEach((grade, position) => {
      read.grade(grade, ids, [...path, 'grades', position]);
    });
    if (consequence.grades.length === 0 && !consequence.absent)
      read.fault(path, '应写明等次 grades 或 absent', 'Needs grades or absent');
    read.figure(consequence.times, [...path, 'times']);
    read.figure(consequence.within, [...path, 'within']);
    consequence.follows.forEach((effect, position) => {
      if (Object.hasOwn(around.words.effects, effect)) return;
      const what = { zh: '效力', en: 'effect' };
      read.report.unknown(
        read.file,
        [...path, 'follows', position],
        'unknown-effect',
        what,
        effect,
        Object.keys(around.words.effects),
      );
    });
    checkOrdered(consequence, path, read, around);
  });
}

/** What an effect needs to be told stands with it, and with nothing else. */
function checkOrdered(
  { follows, amount, to }: Scheme['consequences'][number],
  path: Path,
  read: Reader,
  around: AssessmentSurroundings,
): void {
  if (follows.includes('awardAmount') !== (amount !== undefined))
    read.fault(path, 'awardAmount 须写明 amount，反之亦然', 'awardAmount and amount go together');
  if (amount !== undefined && !around.amounts.includes(amount))
    read.report.unknown(
      read.file,
      [...path, 'amount'],
      'unknown-name',
      { zh: '金额', en: 'amount' },
      amount,
      around.amounts,
    );
  const asked = ['downgradeDesignation', 'recommendUpwards'].filter((effect) => follows.includes(effect)).length;
  if (asked !== (to === undefined ? 0 : 1))
    read.fault(
      path,
      'downgradeDesignation 或 recommendUpwards 须写明 to，反之亦然',
      'downgradeDesignation or recommendUpwards and to go together',
    );
}

/** Proves each amount: one way to it, all of it money. */
export function checkAmounts(
  written: readonly z.infer<typeof amountSchema>[],
  file: YamlFile,
  around: AssessmentSurroundings,
  report: Report,
): Amount[] {
  const read = new Reader(file, around, report);
  read.unique(
    written.map(({ id }) => id),
    ['amounts'],
  );
  return written.map((amount, index) => {
    const at = ['amounts', index];
    around.cite(file, [...at, 'cites'], amount.cites);
    const used = (['amount', 'byGrade', 'range'] as const).filter((form) => amount[form] !== undefined);
    if (used.length !== 1)
      read.fault(at, '应写且只写 amount、byGrade、range 之一', 'Exactly one of amount, byGrade, range');
    const value = amount.amount === undefined ? null : read.value(amount.amount, [...at, 'amount']);
    if (value?.type.kind === 'number' && value.type.unit !== '分') {
      report.at(file, [...at, 'amount'], 'wrong-unit', `${value.label.zh} 不是金额`, `${value.label.en} is no money`);
    }
    for (const [grade, figure] of Object.entries(amount.byGrade ?? {})) {
      const path = [...at, 'byGrade', grade];
      if (typeof figure === 'number') read.fault(path, '金额应写带单位的参数', 'Money is a parameter that has a unit');
      read.figure(figure, path, 'number', '分');
    }
    for (const field of ['floor', 'cap'] as const) read.figure(amount[field], [...at, field], 'number', '分');
    read.figure(amount.range?.from, [...at, 'range', 'from'], 'number', '分');
    read.figure(amount.range?.to, [...at, 'range', 'to'], 'number', '分');
    amount.shares.forEach(({ of, cites }, position) => {
      read.figure(of, [...at, 'shares', position, 'of']);
      if (cites) around.cite(file, [...at, 'shares', position, 'cites'], cites);
    });
    return { ...amount, guard: read.truth(amount.when, [...at, 'when']), value };
  });
}

export function checkQuotas(
  written: readonly Quota[],
  file: YamlFile,
  around: AssessmentSurroundings,
  procedures: readonly Procedure[],
  report: Report,
): Quota[] {
  const lists = procedures.flatMap(({ id, steps }) =>
    steps.filter(({ kind }) => kind === 'shortlist').map((step) => `${id}/${step.id}`),
  );
  const read = new Reader(file, around, report);
  read.unique(
    written.map(({ id }) => id),
    ['quotas'],
  );
  written.forEach(({ cites, share, at }, index) => {
    around.cite(file, ['quotas', index, 'cites'], cites);
    read.figure(share, ['quotas', index, 'share'], 'number', RATIO);
    if (at !== undefined && !lists.includes(at))
      report.unknown(
        file,
        ['quotas', index, 'at'],
        'unknown-step',
        { zh: '拟定名单的环节', en: 'shortlist step' },
        at,
        lists,
      );
  });
  return [...written];
}

const FOREIGN_STEP = /^\d{6}-[\w-]+\/[\w-]+:[\w-]+\/[\w-]+$/;

/** Where it applies is a list or a grading of the pack, or a list of another document that is named by its pack. */
export function checkPriorities(
  written: readonly z.infer<typeof prioritySchema>[],
  file: YamlFile,
  around: AssessmentSurroundings,
  procedures: readonly Procedure[],
  report: Report,
): Priority[] {
  const ranked = procedures.flatMap(({ id, steps }) =>
    steps.filter(({ kind }) => kind === 'shortlist' || kind === 'grading').map((step) => `${id}/${step.id}`),
  );
  const read = new Reader(file, around, report);
  read.unique(
    written.map(({ id }) => id),
    ['priorities'],
  );
  return written.flatMap((priority, index) => {
    around.cite(file, ['priorities', index, 'cites'], priority.cites);
    if (!ranked.includes(priority.at) && !FOREIGN_STEP.test(priority.at)) {
      const what = { zh: '拟定名单或评定等次的环节', en: 'step at which a list or grades are made' };
      report.unknown(file, ['priorities', index, 'at'], 'unknown-step', what, priority.at, ranked);
    }
    const condition = read.truth(priority.when, ['priorities', index, 'when']);
    return condition ? [{ ...priority, condition }] : [];
  });
}

export function checkPeriods(
  written: readonly Period[],
  file: YamlFile,
  around: AssessmentSurroundings,
  report: Report,
): Period[] {
  const read = new Reader(file, around, report);
  read.unique(
    written.map(({ id }) => id),
    ['periods'],
  );
  written.forEach((period, index) => {
    around.cite(file, ['periods', index, 'cites'], period.cites);
    read.figure(period.notBefore, ['periods', index, 'notBefore'], 'date');
    read.figure(period.until, ['periods', index, 'until'], 'date');
  });
  return [...written];
}
