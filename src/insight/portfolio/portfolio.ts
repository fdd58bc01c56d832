import { CARRIER_FORMS, CARRIER_KINDS, SERVICE_MODELS } from '../../records/carriers/carrier.ts';
import { SERVICE } from '../../records/services/service.ts';
import { INDUSTRIES } from '../../records/teams/team.ts';

/** In what two spaces can be alike. */
export const AXES = {
  kind: { zh: '类别', en: 'Kind' },
  form: { zh: '形态', en: 'Form' },
  model: { zh: '服务模式', en: 'Service model' },
  feature: { zh: '特色', en: 'Features' },
  focus: { zh: '方向', en: 'Focus' },
  industry: { zh: '重点产业', en: 'Industries of the focus' },
  service: { zh: '提供的服务', en: 'Services offered' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type Axis = keyof typeof AXES;
export const AXIS_CODES = Object.keys(AXES) as [Axis, ...Axis[]];

export interface Trait {
  readonly axis: Axis;
  readonly code: string;
  readonly zh: string;
  readonly en: string;
}

export interface Profile {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly form: string | null;
  readonly serviceModel: string | null;
  readonly features: readonly string[];
  readonly focusTerms: readonly string[];
  readonly focusIndustries: readonly string[];
  readonly services: readonly string[];
}

const words: Readonly<Record<string, Readonly<Record<string, { zh: string; en: string }>>>> = {
  kind: CARRIER_KINDS,
  form: CARRIER_FORMS,
  model: SERVICE_MODELS,
  industry: Object.fromEntries(INDUSTRIES.map((one) => [one.code, one])),
  service: Object.fromEntries(SERVICE.fields.kind.options.map((one) => [one.code, one])),
};

/** What a space is known by; what was not entered is no trait. */
export function traitsOf(space: Profile): Trait[] {
  const codes: Readonly<Record<Axis, readonly (string | null)[]>> = {
    kind: [space.kind],
    form: [space.form],
    model: [space.serviceModel],
    feature: space.features,
    focus: space.focusTerms,
    industry: space.focusIndustries,
    service: space.services,
  };
  return AXIS_CODES.flatMap((axis) =>
    [...new Set(codes[axis])].flatMap((code) => {
      if (code === null) return [];
      const { zh, en } = words[axis]?.[code] ?? { zh: code, en: code };
      return [{ axis, code, zh, en }];
    }),
  );
}

const keyOf = ({ axis, code }: Trait) => `${axis} ${code}`;

export interface Overlap {
  readonly a: string;
  readonly b: string;
  /** Per cent, whole: shared traits over all traits of either; the kind is left out, which all of one kind share. */
  readonly percent: number;
  readonly shared: readonly Trait[];
}

/**
 * How far two spaces of one kind are alike: the traits they share over the traits that either has. Spaces of different kinds
 * serve different stages and are not held against each other.
 */
export function overlapsOf(spaces: readonly { id: string; kind: string; traits: readonly Trait[] }[]): Overlap[] {
  const own = spaces.map(({ id, kind, traits }) => {
    const compared = traits.filter(({ axis }) => axis !== 'kind');
    return { id, kind, compared, keys: new Set(compared.map(keyOf)) };
  });
  const found: Overlap[] = [];
  for (const [index, a] of own.entries())
    for (const b of own.slice(index + 1)) {
      if (a.kind !== b.kind) continue;
      const shared = a.compared.filter((trait) => b.keys.has(keyOf(trait)));
      if (shared.length === 0) continue;
      const all = a.keys.size + b.keys.size - shared.length;
      found.push({ a: a.id, b: b.id, percent: Math.round((100 * shared.length) / all), shared });
    }
  return found.sort((x, y) => y.percent - x.percent || (x.a + x.b < y.a + y.b ? -1 : 1));
}

export interface Standing {
  readonly nearestId: string | null;
  /** Per cent: 100 less the overlap with the space most alike; null: no other of its kind, or nothing entered. */
  readonly differentiation: number | null;
}

export function differentiationOf(
  space: { id: string; kind: string; traits: readonly Trait[] },
  spaces: readonly { id: string; kind: string }[],
  overlaps: readonly Overlap[],
): Standing {
  const isCompared =
    space.traits.some(({ axis }) => axis !== 'kind') &&
    spaces.some(({ id, kind }) => id !== space.id && kind === space.kind);
  if (!isCompared) return { nearestId: null, differentiation: null };
  const nearest = overlaps.find(({ a, b }) => a === space.id || b === space.id);
  if (!nearest) return { nearestId: null, differentiation: 100 };
  return { nearestId: nearest.a === space.id ? nearest.b : nearest.a, differentiation: 100 - nearest.percent };
}

/** Whether a tenant belongs to what its space says it is about. */
export const IN_FOCUS = {
  inside: { zh: '属于方向', en: 'In the focus' },
  outside: { zh: '不属于', en: 'Outside' },
  unknown: { zh: '无法判断', en: 'Cannot be told' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type InFocus = keyof typeof IN_FOCUS;

/** By what it was told. */
export const FOCUS_RULES = {
  industry: {
    zh: '空间登记了重点产业：团队登记的技术领域在其中的，属于方向；没有登记领域的，无法判断',
    en: 'Industries of the focus are entered: a team whose field is among them is inside; one without a field cannot be told',
  },
  words: {
    zh: '空间只写了方向的文字：团队的项目或名称里出现其中一个词的，属于方向；没有写项目的，无法判断',
    en: 'The focus stands in words only: a team whose project or name has one of them is inside; one without a project cannot be told',
  },
  none: { zh: '空间没有登记方向，无法判断', en: 'No focus is entered: cannot be told' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type FocusRule = keyof typeof FOCUS_RULES;
