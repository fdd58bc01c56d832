import { Engine, type RuleProperties } from 'json-rules-engine';
import Publicodes from 'publicodes';
import type { FactValues } from '../src/kernel/fact.ts';
import type { OutcomeName } from '../src/policy/finding.ts';

/** The eight conditions as a rule for each engine; both say `unknown` where a fact that could decide is missing. */
export type Judge = (facts: FactValues) => OutcomeName[] | Promise<OutcomeName[]>;

const IDS = ['lease', 'area', 'residents', 'operation', 'public', 'mentors', 'staff', 'funds'] as const;
const PLAIN = [
  ['area', 'space.floorArea', 500],
  ['residents', 'space.residents', 10],
  ['operation', 'space.operatingMonths', 6],
  ['public', 'space.publicAreaRatio', 0.3],
  ['mentors', 'space.mentors', 3],
  ['staff', 'space.serviceStaff', 5],
] as const;

/** json-rules-engine knows no third value: one rule for met and one for unmet, unknown where neither fires. */
export function jsonRulesEngine(): Judge {
  const engine = new Engine([], { allowUndefinedFacts: true });
  const least = (fact: string, value: number) => ({ fact, operator: 'greaterThanInclusive', value });
  const less = (fact: string, value: number) => ({ fact, operator: 'lessThan', value });
  const is = (fact: string, operator: string, value: boolean) => ({ fact, operator, value });
  const rule = (id: string, outcome: OutcomeName, conditions: RuleProperties['conditions']) =>
    engine.addRule({ conditions, event: { type: id, params: { outcome } } });
  rule('lease', 'notApplicable', { all: [is('space.leased', 'equal', false)] });
  rule('lease', 'met', { all: [is('space.leased', 'notEqual', false), least('space.leaseTerm', 36)] });
  rule('lease', 'unmet', { all: [is('space.leased', 'equal', true), less('space.leaseTerm', 36)] });
  for (const [id, fact, value] of PLAIN) {
    rule(id, 'met', { all: [least(fact, value)] });
    rule(id, 'unmet', { all: [less(fact, value)] });
  }
  const funds = (how: typeof least) => [how('space.seedFund', 100_000_000), how('space.investmentCases', 2)];
  rule('funds', 'met', { any: funds(least) });
  rule('funds', 'unmet', { all: funds(less) });
  return async (facts) => {
    const { events } = await engine.run({ ...facts });
    const fired = new Map(events.map(({ type, params }) => [type, params?.outcome as OutcomeName]));
    return IDS.map((id) => fired.get(id) ?? 'unknown');
  };
}

/** publicodes leaves what it cannot tell undefined. */
export function publicodes(): Judge {
  const names = new Map<string, string>([...PLAIN.map(([id, fact]) => [fact, `${id} value`] as const)]);
  names.set('space.leaseTerm', 'term value');
  names.set('space.seedFund', 'seed value');
  names.set('space.investmentCases', 'cases value');
  names.set('space.leased', 'leased');
  const asked = [...names.values()].map((name) => [name, { question: name }]);
  const compared = PLAIN.map(([id, , value]) => [id, `${id} value >= ${value}`]);
  const quiet = { log() {}, warn() {}, error() {} };
  const engine = new Publicodes(
    {
      ...Object.fromEntries(asked),
      ...Object.fromEntries(compared),
      term: 'term value >= 36',
      funds: { 'une de ces conditions': ['seed value >= 100000000', 'cases value >= 2'] },
    },
    { logger: quiet },
  );
  const truth = (name: string) => engine.evaluate(name).nodeValue;
  const outcome = (value: unknown): OutcomeName => (value === undefined ? 'unknown' : value ? 'met' : 'unmet');
  return (facts) => {
    const situation: Record<string, string | number> = {};
    for (const [key, name] of names) {
      const value = facts[key];
      if (value !== undefined)
        situation[name] = typeof value === 'boolean' ? (value ? 'oui' : 'non') : (value as number);
    }
    engine.setSituation(situation);
    const leased = truth('leased');
    const term = outcome(truth('term'));
    const lease = leased === false ? 'notApplicable' : leased === undefined && term !== 'met' ? 'unknown' : term;
    return [lease, ...PLAIN.map(([id]) => outcome(truth(id))), outcome(truth('funds'))];
  };
}
