import { nearestName, type PackError, type PackErrorCode } from './error.ts';
import type { YamlFile } from './yaml-file.ts';

type Path = readonly PropertyKey[];

/** Collects the errors of one pack, each where it stands and with the clause its line cites. */
export class Report {
  readonly errors: PackError[] = [];

  at(file: YamlFile, path: Path, code: PackErrorCode, zh: string, en: string, more: Partial<ReportDetails> = {}): void {
    const place = more.onKey ? file.keyAt(path) : file.within(path, more.offset ?? 0);
    this.errors.push({
      code,
      file: file.name,
      line: place.line,
      column: place.column,
      clause: clauseAround(file.value, path),
      zh,
      en,
      nearest: more.nearest ?? null,
    });
  }

  /** A name that should be one of `known`. */
  unknown(file: YamlFile, path: Path, code: PackErrorCode, what: Words, name: string, known: Iterable<string>): void {
    const nearest = nearestName(name, known);
    this.at(file, path, code, `没有${what.zh} ${name}`, `No ${what.en} ${name}`, { nearest });
  }
}
interface ReportDetails {
  nearest: string | null;
  offset: number;
  onKey: boolean;
}
interface Words {
  readonly zh: string;
  readonly en: string;
}

/** The innermost `cites` on the way to the faulty value. */
function clauseAround(root: unknown, path: Path): string | null {
  let clause: string | null = null;
  let value = root;
  for (const step of [...path, null]) {
    if (typeof value !== 'object' || value === null) break;
    const cites = (value as { cites?: unknown }).cites;
    if (typeof cites === 'string') clause = cites;
    if (step === null) break;
    value = (value as Record<PropertyKey, unknown>)[step];
  }
  return clause;
}
