import { useDeferredValue, useMemo, useRef } from 'react';
import { type Clause, readClauses } from '../../../src/policy/clause.ts';
import { type ClauseCoverage, coverage } from '../../../src/policy/coverage.ts';
import { type CheckedDraft, checkDraft } from '../../../src/policy/draft.check.ts';
import type { Pack } from '../../../src/policy/pack.ts';
import { type Draft, WORDS } from './policies.ts';

export interface LiveCheck extends CheckedDraft {
  /** The newest text that had no errors; what the editor completes from. */
  readonly lastSound: Pack | null;
  readonly clauses: readonly Clause[];
  /** What speaks of each clause, by the newest text without errors. */
  readonly coverage: readonly ClauseCoverage[];
}

/** The draft as it stands in the editor, checked here and now by the loader that also checks it on the server. */
export function useLiveCheck(draft: Draft, texts: Readonly<Record<string, string>>): LiveCheck {
  const settled = useDeferredValue(texts);
  const { packId: id, territoryCode: code, zone } = draft;
  const checked = useMemo(() => checkDraft(settled, WORDS, { id, code, zone }), [settled, id, code, zone]);
  const lastSound = useRef<Pack | null>(null);
  if (checked.pack) lastSound.current = checked.pack;
  const pack = lastSound.current;
  const clauses = useMemo(() => readClauses('source.md', settled['source.md'] ?? '').clauses, [settled]);
  const covered = useMemo(() => (pack ? coverage(pack) : []), [pack]);
  return { ...checked, lastSound: pack, clauses, coverage: covered };
}

export interface Place {
  readonly file: string;
  readonly line: number;
}

/** Where a rule stands that coverage names: `floor-area`, `parameter:minimumFloorArea`, `support:opening`, `recognition/apply`. */
export function placeOf(by: string, texts: Readonly<Record<string, string>>): Place | null {
  const [before = '', after] = by.split(':');
  const name = by.split(/[:/]/).at(-1) ?? by;
  const escaped = name.replace(/[^\w-]/g, '');
  if (by === 'designation') return find(texts, 'policy.yaml', /^designation:/);
  if (before === 'parameter') {
    const key = new RegExp(`^\\s+${escaped}:`);
    for (const file of Object.keys(texts)) {
      const found = find(texts, file, key);
      if (found) return found;
    }
    return null;
  }
  const file = after !== undefined && before !== 'relaxation' ? `${before}.yaml` : 'recognition.yaml';
  return find(texts, file, new RegExp(`\\bid:\\s*['"]?${escaped}['"]?\\s*(,|\\}|$)`));
}

function find(texts: Readonly<Record<string, string>>, file: string, what: RegExp): Place | null {
  const index = (texts[file] ?? '').split('\n').findIndex((line) => what.test(line));
  return index < 0 ? null : { file, line: index + 1 };
}
