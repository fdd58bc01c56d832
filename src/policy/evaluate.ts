import type { FactValue, FactValues } from '../kernel/fact.ts';
import {
  CODES,
  type Code,
  compileRun,
  compileTell,
  type Frame,
  group,
  groupOutcome,
  MET,
  NAMES,
  NOT_APPLICABLE,
  NOTHING,
  type ParameterValues,
  part,
  UNKNOWN,
  UNMET,
  union,
} from './compile.ts';
import type { ExplainedFinding, Finding, Judgements, Part } from './finding.ts';
import type { Pack, PackRules, Requirement, RequirementNode } from './pack.ts';
import type { Procedure } from './procedure.ts';

/** The rules of a pack as the law stands in one era, ready to run many times. */
export interface Rules {
  evaluate(facts: FactValues, judgements?: Judgements): Finding[];
  explain(facts: FactValues, judgements?: Judgements): ExplainedFinding[];
}

/**
 * Judges facts against a pack as the law stands on `onDate`. Pure: no clock, no database, no defaults.
 * A missing fact or judgement is unknown, and stays so only where it could change the outcome.
 *
 * @param facts  in the units of the vocabulary: m2, months, whole fen, ratios as 0.3
 * @param onDate YYYY-MM-DD; chooses the dated values of the parameters
 */
export function evaluate(pack: PackRules, facts: FactValues, onDate: string, judgements?: Judgements): Finding[] {
  return rulesOn(pack, onDate).evaluate(facts, judgements);
}

/** As `evaluate`, with each actual, threshold, distance, guard, branch and missing fact. */
export function explain(
  pack: PackRules,
  facts: FactValues,
  onDate: string,
  judgements?: Judgements,
): ExplainedFinding[] {
  return rulesOn(pack, onDate).explain(facts, judgements);
}

/** Requirements of kind `must` and `veto` decide; `should` and `prefer` are shown and decide nothing. */
export function verdict(
  findings: readonly { outcome: Finding['outcome']; kind: Finding['kind'] }[],
): 'met' | 'unmet' | 'unknown' {
  let outcome: 'met' | 'unmet' | 'unknown' = 'met';
  for (const finding of findings) {
    if (finding.kind === 'should' || finding.kind === 'prefer') continue;
    if (finding.outcome === 'unmet') return 'unmet';
    if (finding.outcome === 'unknown') outcome = 'unknown';
  }
  return outcome;
}

/** The value of a parameter that holds on a day; undefined before its first day and while the law leaves it open. */
export function parameterOn(pack: PackRules, name: string, onDate: string): FactValue | undefined {
  const values = Object.hasOwn(pack.parameters, name) ? pack.parameters[name]?.values : undefined;
  return values?.findLast((dated) => dated.from <= onDate)?.value;
}

const conditionPacks = new WeakMap<Pack, Map<string, Pack>>();

/** The pack as one of its sets of conditions alone, for `evaluate`, `explain` and `verdict`: who graduates. */
export function conditionPack(pack: Pack, id: string): Pack {
  const known = conditionPacks.get(pack) ?? new Map<string, Pack>();
  conditionPacks.set(pack, known);
  const set = pack.conditions.find((each) => each.id === id);
  if (!set) throw new RangeError(`no conditions ${id} in ${pack.id}`);
  const alone = known.get(id) ?? { ...pack, requirements: set.requirements, conditions: [] };
  known.set(id, alone);
  return alone;
}

const procedurePacks = new WeakMap<Pack, Map<Procedure, Pack>>();

/** The pack as a procedure reads it: judged by the set of conditions it names, granting what it recognises. */
export function procedurePack(pack: Pack, procedure: Procedure): Pack {
  const { conditions, carrierKinds, recognises, entitles } = procedure;
  const granting = recognises ?? (entitles && { name: procedure.title });
  if (!conditions && !carrierKinds && !granting) return pack;
  const known = procedurePacks.get(pack)?.get(procedure);
  if (known) return known;
  const alone: Pack = {
    ...(conditions === undefined ? pack : conditionPack(pack, conditions)),
    ...(carrierKinds ? { carrierKinds: carrierKinds as Pack['carrierKinds'] } : {}),
    // What a work plan files, one of its procedures may recognise.
    ...(recognises && procedure.purpose === 'recognition' ? { mode: 'recognition' as const } : {}),
    ...(granting ? { designation: { ...pack.designation, cites: procedure.cites, ...granting } } : {}),
  };
  procedurePacks.set(pack, (procedurePacks.get(pack) ?? new Map()).set(procedure, alone));
  return alone;
}

interface Eras {
  readonly starts: readonly string[];
  readonly rules: Map<string, Rules>;
  lastDate: string;
  lastRules: Rules | null;
}
const erasOf = new WeakMap<PackRules, Eras>();

/** Compiled once for each span of days in which no parameter changes. */
export function rulesOn(pack: PackRules, onDate: string): Rules {
  let eras = erasOf.get(pack);
  if (!eras) {
    const starts = Object.values(pack.parameters).flatMap((parameter) => parameter.values.map((dated) => dated.from));
    eras = { starts: [...new Set(starts)].sort(), rules: new Map(), lastDate: '', lastRules: null };
    erasOf.set(pack, eras);
  }
  if (eras.lastRules && eras.lastDate === onDate) return eras.lastRules;
  const start = eras.starts.findLast((from) => from <= onDate) ?? '';
  let rules = eras.rules.get(start);
  if (!rules) {
    rules = compileRules(pack, onDate);
    eras.rules.set(start, rules);
  }
  eras.lastDate = onDate;
  eras.lastRules = rules;
  return rules;
}

function compileRules(pack: PackRules, onDate: string): Rules {
  const parameters = new Map<string, FactValue>();
  for (const name of Object.keys(pack.parameters)) {
    const value = parameterOn(pack, name, onDate);
    if (value !== undefined) parameters.set(name, value);
  }
  const lines = pack.requirements.map((requirement) => compileRequirement(requirement, parameters));
  const runs = lines.map((line) => line.run);
  const tells = lines.map((line) => line.tell);
  // Four frozen findings for each requirement: judging allocates nothing but the list.
  const findings = pack.requirements.map(({ id, kind, cites, says }) =>
    NAMES.map((outcome): Finding => Object.freeze({ requirement: id, outcome, kind, cites, says })),
  );
  return {
    evaluate(facts, judgements = NONE) {
      const out = new Array<Finding>(runs.length);
      for (let i = 0; i < runs.length; i++) {
        const run = runs[i] as JudgedRun;
        out[i] = (findings[i] as Finding[])[run(facts, judgements)] as Finding;
      }
      return out;
    },
    explain(facts, judgements = NONE) {
      const out = new Array<ExplainedFinding>(tells.length);
      for (let i = 0; i < tells.length; i++) {
        out[i] = (tells[i] as JudgedTell)(facts, judgements, null) as ExplainedFinding;
      }
      return out;
    },
  };
}

const NONE: Judgements = Object.freeze({});
type JudgedRun = (facts: FactValues, judgements: Judgements) => Code;
type JudgedTell = (facts: FactValues, judgements: Judgements, when: Part | null) => Part;
interface Line {
  readonly run: JudgedRun;
  readonly tell: JudgedTell;
}

function compileRequirement(requirement: Requirement, parameters: ParameterValues): Line {
  const frame = { requirement: requirement.id, kind: requirement.kind };
  if (requirement.kind !== 'veto') return compileNode(requirement, frame, parameters, true);
  // 一票否决: the line describes the fault, so that the requirement is met where the fault is not.
  const fault = compileNode(requirement, frame, parameters, false);
  return {
    run: (facts, judgements) => opposite(fault.run(facts, judgements)),
    tell: (facts, judgements) => {
      const told = fault.tell(facts, judgements, null);
      const outcome = NAMES[opposite(CODES[told.outcome])];
      return { ...told, form: 'none', outcome, parts: [told] };
    },
  };
}

const opposite = (code: Code): Code => (code === NOT_APPLICABLE ? code : ((2 - code) as Code));

/**
 * `lenient`: neither the line nor what holds it counts `met` differently from `not applicable`, so a met line
 * stays met while its guard is unknown. Not so below `any` and `none`.
 */
function compileNode(
  node: RequirementNode,
  { requirement, kind }: Pick<Frame, 'requirement' | 'kind'>,
  parameters: ParameterValues,
  lenient: boolean,
): Line {
  const frame: Frame = { requirement, kind, id: node.id, cites: node.cites, says: node.says };
  const line = compileForm(node, frame, parameters, lenient);
  if (!node.when) return line;
  const guardRun = compileRun(node.when, parameters);
  const guardTell = compileTell(node.when, { ...frame, says: null }, parameters);
  const guarded = (guard: Code, code: Code): Code => {
    if (guard === UNMET || code === NOT_APPLICABLE) return NOT_APPLICABLE;
    if (guard === MET) return code;
    return lenient && code === MET ? MET : UNKNOWN;
  };
  return {
    run: (facts, judgements) => {
      const guard = guardRun(facts);
      return guard === UNMET ? NOT_APPLICABLE : guarded(guard, line.run(facts, judgements));
    },
    tell: (facts, judgements) => {
      const when = guardTell(facts, null);
      const told: { -readonly [Key in keyof Part]: Part[Key] } = line.tell(facts, judgements, when);
      const code = guarded(CODES[when.outcome], CODES[told.outcome]);
      told.missing = code === UNKNOWN ? union(when.missing, told.missing) : NOTHING;
      told.outcome = NAMES[code];
      return told;
    },
  };
}

function compileForm(node: RequirementNode, frame: Frame, parameters: ParameterValues, lenient: boolean): Line {
  const { form } = node;
  if (form === 'check') {
    if (!node.expression) throw new Error(`requirement ${node.id} was not checked`);
    const tell = compileTell(node.expression, frame, parameters);
    return {
      run: compileRun(node.expression, parameters),
      tell: (facts, _judgements, when) => tell(facts, when),
    };
  }
  if (form === 'judge') {
    const { id } = node;
    const missing = Object.freeze([`judgement:${id}`]);
    return {
      run: (_facts, judgements) => judged(judgements[id]),
      tell: (_facts, judgements, when) => {
        const code = judged(judgements[id]);
        const told = part(frame, 'judge', code, code === UNKNOWN ? missing : NOTHING, NOTHING, when);
        return { ...told, actual: judgements[id] ?? null, threshold: 'met' };
      },
    };
  }
  const lines = node.parts.map((each) => compileNode(each, frame, parameters, lenient && form === 'all'));
  return {
    run: (facts, judgements) => {
      let low: Code = NOT_APPLICABLE;
      let high = -1;
      for (const { run } of lines) {
        const code = run(facts, judgements);
        if (code === NOT_APPLICABLE) continue;
        if (code < low) low = code;
        if (code > high) high = code;
      }
      if (high === -1) return NOT_APPLICABLE;
      return form === 'all' ? low : form === 'any' ? (high as Code) : ((2 - high) as Code);
    },
    tell: (facts, judgements, when) => {
      const parts: Part[] = [];
      for (const { tell } of lines) parts.push(tell(facts, judgements, null));
      return group(frame, form, groupOutcome(form, parts), parts, when);
    },
  };
}

const judged = (judgement: 'met' | 'unmet' | undefined): Code =>
  judgement === 'met' ? MET : judgement === 'unmet' ? UNMET : UNKNOWN;
