import { CARRIER_FORM_KINDS } from './pack.ts';

export interface CarrierInScope {
  readonly kind: string;
  /** null: not registered. */
  readonly form: string | null;
}
interface Scope {
  readonly carrierKinds: readonly string[];
  readonly carrierForms?: readonly string[] | undefined;
}

const KINDS: Readonly<Record<string, string | undefined>> = CARRIER_FORM_KINDS;

/** The forms of a kind that a pack is for; null: every form, also one that is not registered. */
export function formsWithin({ carrierForms }: Scope, kind: string): readonly string[] | null {
  const forms = (carrierForms ?? []).filter((form) => KINDS[form] === kind);
  return forms.length > 0 ? forms : null;
}

/** Whether a pack is for a carrier, and what keeps it out: its kind, its form, or that nobody registered its form. */
export function scopeOver(pack: Scope, { kind, form }: CarrierInScope): 'inside' | 'kind' | 'form' | 'formUnknown' {
  if (!pack.carrierKinds.includes(kind)) return 'kind';
  const forms = formsWithin(pack, kind);
  if (forms === null) return 'inside';
  if (form === null) return 'formUnknown';
  return forms.includes(form) ? 'inside' : 'form';
}

/** What `inScope` binds. */
export type ScopeInSql = readonly [kinds: string[], formKinds: string[], forms: string[]];
export function scopeInSql({ carrierKinds, carrierForms = [] }: Scope): ScopeInSql {
  const formKinds = new Set(carrierForms.flatMap((form) => KINDS[form] ?? []));
  return [[...carrierKinds], [...formKinds], [...carrierForms]];
}

/** The same rule as `scopeOver`, in SQL over the carrier `c`; its three values are bound from `$first` on. */
export const inScope = (first: number) =>
  `c.kind = any($${first}::text[]) and (c.kind <> all($${first + 1}::text[]) or c.form = any($${first + 2}::text[]))`;
