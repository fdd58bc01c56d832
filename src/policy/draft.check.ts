import type { PackError } from './error.ts';
import { type ExampleFailure, runExamples } from './example.ts';
import { loadPack } from './load.ts';
import type { Pack, PackFiles, Words } from './pack.ts';

/** What a draft must stay true to: it is kept, reached and published under these. */
export interface DraftIdentity {
  readonly id: string;
  readonly code: string;
  /** A functional zone inside the division, by name. */
  readonly zone: string | null;
}

export interface CheckedDraft {
  /** Null where there are errors. */
  readonly pack: Pack | null;
  readonly errors: readonly PackError[];
  readonly failures: readonly ExampleFailure[];
}

/** Loads a draft and runs its worked examples; the same in the browser and before it is sent and published. */
export function checkDraft(files: PackFiles, words: Words, identity: DraftIdentity): CheckedDraft {
  const { pack, errors } = loadPack(files, words);
  if (!pack) return { pack: null, errors, failures: [] };
  const strayed = identityErrors(pack, identity, files['policy.yaml'] ?? '');
  if (strayed.length > 0) return { pack: null, errors: strayed, failures: [] };
  return { pack, errors: [], failures: runExamples(pack) };
}

function identityErrors({ id, territory }: Pack, identity: DraftIdentity, text: string): PackError[] {
  const place = (key: string) => ({
    file: 'policy.yaml',
    line: Math.max(1, text.split('\n').findIndex((line) => line.startsWith(`${key}:`)) + 1),
    column: 1,
    clause: null,
  });
  const errors: PackError[] = [];
  if (id !== identity.id) {
    const zh = `编号 ${id} 与草稿的编号不同`;
    errors.push({ code: 'bad-shape', ...place('id'), zh, en: `Id ${id} is not the draft’s`, nearest: identity.id });
  }
  if (territory.code !== identity.code || (territory.zone ?? null) !== identity.zone) {
    const [own, wanted] = [territory, identity].map(({ code, zone }) => `${code}${zone ?? ''}`);
    const zh = `适用地区 ${own} 与草稿的地区不同`;
    const en = `Territory ${own} is not the draft’s`;
    errors.push({ code: 'bad-shape', ...place('territory'), zh, en, nearest: wanted ?? null });
  }
  return errors;
}
