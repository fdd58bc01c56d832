import type { Pack, Parameter } from './pack.ts';
import { parameterUnit } from './unit.ts';

/** Figures that the authority set where the document leaves them open, by parameter, in the parameter's own unit. */
export type Settled = Readonly<Record<string, number>>;

/** The parameters of a pack that are numbers and have no value: what depends on them is unknown until they are set. */
export function openParameters(pack: Pick<Pack, 'parameters'>): string[] {
  return Object.entries(pack.parameters).flatMap(([name, { kind, values }]) =>
    kind === 'number' && values.length === 0 ? [name] : [],
  );
}

/** In the unit of facts, as the values that the document writes are: 万元 becomes whole fen. */
function inFacts({ unit: written }: Parameter, value: number): number {
  const unit = parameterUnit(written, new Set(written.split('/')));
  if (!unit) throw new Error(`no unit ${written}`);
  const converted = (value * unit.times) / unit.over;
  return unit.unit === '分' ? Math.round(converted) : converted;
}

/** The pack with its open parameters set; a value that the document gives is never replaced. Where nothing is set, the same pack. */
export function settled(pack: Pack, values: Settled): Pack {
  const open = openParameters(pack);
  if (!open.some((name) => Object.hasOwn(values, name))) return pack;
  const parameters = { ...pack.parameters };
  for (const name of open) {
    const parameter = parameters[name];
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (parameter && value !== undefined)
      parameters[name] = {
        ...parameter,
        values: [{ from: '0001-01-01', value: inFacts(parameter, value), cites: null }],
      };
  }
  return { ...pack, parameters };
}
