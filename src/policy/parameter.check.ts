import { isDay } from '../kernel/day.ts';
import type { FactValue } from '../kernel/fact.ts';
import { nearestName } from './error.ts';
import type { Parameter, Words } from './pack.ts';
import type { Report } from './report.ts';
import { parameterUnit, parameterUnits } from './unit.ts';
import type { YamlFile } from './yaml-file.ts';

type Path = readonly PropertyKey[];
interface WrittenParameter {
  label: string;
  en?: string | undefined;
  unit: string;
  setBy: 'document' | 'operator';
  note?: string | undefined;
  values: { from: string; value: number | string | boolean | string[]; cites?: string | undefined }[];
}

/** Turns written parameters into checked ones, their values in the units of facts. */
export function checkParameters(
  written: Readonly<Record<string, WrittenParameter>>,
  file: YamlFile,
  words: Words,
  cite: (file: YamlFile, path: Path, cites: string) => void,
  report: Report,
): Record<string, Parameter> {
  const known = new Set(Object.values(words.facts).flatMap((fact) => (fact.unit ? [fact.unit] : [])));
  const subjects = new Set(Object.values(words.facts).map((fact) => fact.about as string));
  const parameters: Record<string, Parameter> = {};
  for (const [name, parameter] of Object.entries(written)) {
    const path = ['parameters', name];
    if (subjects.has(name)) {
      report.at(file, path, 'bad-parameter', `参数不能叫 ${name}`, `A parameter cannot be called ${name}`, {
        onKey: true,
      });
      continue;
    }
    const unit = parameterUnit(parameter.unit, known);
    if (!unit) {
      const nearest = nearestName(parameter.unit, parameterUnits(known));
      const zh = `不认识的单位 ${parameter.unit}`;
      report.at(file, [...path, 'unit'], 'wrong-unit', zh, `Unknown unit ${parameter.unit}`, { nearest });
      continue;
    }
    if (parameter.setBy === 'operator' && !parameter.note) {
      report.at(
        file,
        path,
        'bad-parameter',
        '由平台设定的参数应有 note',
        'A parameter set by the operator needs a note',
      );
    }
    if (parameter.values.length === 0 && !parameter.note) {
      report.at(file, path, 'bad-parameter', '没有取值的参数应有 note', 'An open parameter needs a note');
    }
    const values: { from: string; value: FactValue; cites: string | null }[] = [];
    parameter.values.forEach(({ from, value, cites }, index) => {
      const at = [...path, 'values', index];
      const previous = parameter.values[index - 1];
      if (previous && previous.from >= from) {
        const zh = '取值应按生效日从早到晚排列，不得重复';
        report.at(file, [...at, 'from'], 'bad-parameter', zh, 'Values stand in the order of their days');
      }
      if (cites) cite(file, [...at, 'cites'], cites);
      else if (parameter.setBy === 'document') {
        const zh = '没有条款就没有取值：缺少 cites';
        report.at(file, at, 'bad-parameter', zh, 'No article, no value: cites is missing');
      }
      if (cites && parameter.setBy === 'operator') {
        const zh = '由平台设定的取值不得引用条款';
        report.at(file, [...at, 'cites'], 'bad-parameter', zh, 'A value set by the operator cites no clause');
      }
      const converted = convert(value, unit);
      if (converted === undefined) {
        const zh = `取值 ${String(value)} 与单位 ${parameter.unit} 不符`;
        report.at(file, [...at, 'value'], 'wrong-type', zh, `Value does not fit unit ${parameter.unit}`);
        return;
      }
      values.push({ from, value: converted, cites: cites ?? null });
    });
    parameters[name] = {
      label: parameter.label,
      en: parameter.en ?? name,
      unit: parameter.unit,
      kind: unit.kind,
      factUnit: unit.unit,
      setBy: parameter.setBy,
      note: parameter.note ?? null,
      values,
    };
  }
  return parameters;
}

/** Undefined where the value does not fit the unit; money must come out as whole fen. */
function convert(
  value: number | string | boolean | string[],
  unit: NonNullable<ReturnType<typeof parameterUnit>>,
): FactValue | undefined {
  if (unit.kind === 'set') return Array.isArray(value) ? value : undefined;
  if (unit.kind === 'flag') return typeof value === 'boolean' ? value : undefined;
  if (unit.kind === 'date') return typeof value === 'string' && isDay(value) ? value : undefined;
  if (unit.kind === 'text') return typeof value === 'string' ? value : undefined;
  if (typeof value !== 'number' || !Number.isFinite(value)) return undefined;
  if (unit.unit !== '分') return (value * unit.times) / unit.over;
  const fen = Math.round(value * unit.times);
  return Math.abs(fen - value * unit.times) < 1e-6 ? fen : undefined;
}
