import { type FactSheet, valuesOf } from '../../facts/fact-sheet.ts';
import { explain, verdict } from '../../policy/evaluate.ts';
import type { Judgements, Part } from '../../policy/finding.ts';
import type { Pack } from '../../policy/pack.ts';

/** What was sealed when a case was judged. */
export interface Sealed {
  readonly on: string;
  readonly facts: FactSheet;
  readonly judgements: Judgements;
  readonly findings: readonly Part[];
  readonly verdict: string;
}

/** One thing that comes out otherwise than it was sealed. */
export interface Deviation {
  /** A requirement, `verdict`, or `pack`: its text is not the one the hash names. */
  readonly what: string;
  readonly field: string;
  readonly sealed: string;
  readonly now: string;
}

const TOLD = ['outcome', 'kind', 'cites', 'says', 'form', 'how', 'actual', 'threshold', 'distance', 'missing'] as const;

/** Judges the sealed facts again by the sealed pack and names everything that comes out otherwise. */
export function replay(pack: Pack, sealed: Sealed): Deviation[] {
  const findings = explain(pack, valuesOf(sealed.facts), sealed.on, sealed.judgements);
  const deviations: Deviation[] = [];
  const differ = (what: string, field: string, before: unknown, after: unknown) => {
    const [old, now] = [JSON.stringify(before ?? null), JSON.stringify(after ?? null)];
    if (old !== now) deviations.push({ what, field, sealed: old, now });
  };
  const walk = (what: string, path: string, before: Part | undefined | null, after: Part | undefined | null) => {
    if (!before || !after) {
      differ(what, path || 'finding', before && 'present', after && 'present');
      return;
    }
    for (const field of TOLD) differ(what, `${path}${field}`, before[field], after[field]);
    if (before.when || after.when) walk(what, `${path}when.`, before.when, after.when);
    const count = Math.max(before.parts.length, after.parts.length);
    for (let index = 0; index < count; index++)
      walk(what, `${path}${index + 1}.`, before.parts[index], after.parts[index]);
  };
  const ids = new Set([...sealed.findings, ...findings].map(({ requirement }) => requirement));
  for (const id of ids) {
    const of = (list: readonly Part[]) => list.find(({ requirement }) => requirement === id);
    walk(id, '', of(sealed.findings), of(findings));
  }
  differ('verdict', 'outcome', sealed.verdict, verdict(findings));
  return deviations;
}
