import { areaList } from '@vant/area-data';

/** Administrative divisions (行政区划) of GB/T 2260. Functional zones have no code here and are records. */
export interface Division {
  /** Six digits: `430000`, `430100`, `430102`. */
  readonly code: string;
  readonly name: string;
  readonly level: DivisionLevel;
  /** The division it belongs to; none for a province. Districts of 直辖市 and 省直辖县 belong to the province. */
  readonly parent: string | null;
  /** From the province down, for prefix searches: `43/4301/430102`. */
  readonly path: string;
}
export type DivisionLevel = 'province' | 'city' | 'district';

/** Codes of the list that name no division but a heading: 市辖区 and 县 of 直辖市, 省直辖县级行政区划. */
const isHeading = (city: string) => /^(11|12|31|50)/.test(city) || city.endsWith('9000');
/** GB/T 2260 gives 台湾, 香港 and 澳门 one code each. */
const isWhole = (code: string) => /^(71|81|82)/.test(code);
/** 东莞, 中山, 儋州 and 嘉峪关 have no districts; the list fills them with towns. */
const hasTownsOnly = (code: string) => /^(4419|4420|4604|6202)/.test(code);
/** 71 to 80 and 90 to 99 are statistical numbers of development zones, save under 省直辖县级行政区划. */
const isZone = (code: string) => /(7\d|80|9\d)$/.test(code) && !code.slice(2).startsWith('90');
/** 江北新区, 镇江新区, 大柴旦, 松岭, 新林 and 呼中 are administered areas without a code of GB/T 2260. */
const isAdministeredArea = (code: string) => /^(320112|321150|632857|23276[234])$/.test(code);

function build(): Map<string, Division> {
  const all = new Map<string, Division>();
  const put = (code: string, name: string, level: DivisionLevel, parent: Division | undefined) => {
    const own = code.slice(0, { province: 2, city: 4, district: 6 }[level]);
    const path = parent ? `${parent.path}/${own}` : own;
    all.set(code, { code, name, level, parent: parent?.code ?? null, path });
  };
  for (const [code, name] of Object.entries(areaList.province_list)) put(code, name, 'province', undefined);
  for (const [code, name] of Object.entries(areaList.city_list)) {
    if (!isHeading(code) && !isWhole(code)) put(code, name, 'city', all.get(`${code.slice(0, 2)}0000`));
  }
  for (const [code, name] of Object.entries(areaList.county_list)) {
    if (isWhole(code) || hasTownsOnly(code) || isZone(code) || isAdministeredArea(code)) continue;
    put(code, name, 'district', all.get(`${code.slice(0, 4)}00`) ?? all.get(`${code.slice(0, 2)}0000`));
  }
  return all;
}

const byCode = build();
const byParent = Map.groupBy(byCode.values(), (division) => division.parent);

/** All divisions, provinces first, each level in order of code. */
export const DIVISIONS: readonly Division[] = [...byCode.values()];

export function divisionOf(code: string): Division | undefined {
  return byCode.get(code);
}

/** Those directly below; the provinces for `null`. */
export function divisionsUnder(code: string | null): readonly Division[] {
  return byParent.get(code) ?? [];
}

/** The province a six-digit code lies in, also that of a zone the list does not hold. */
export function provinceOf(code: string): Division | undefined {
  return byCode.get(`${code.slice(0, 2)}0000`);
}

/** True for the division itself and everything below it. */
export function liesWithin(code: string, ancestor: string): boolean {
  const inner = byCode.get(code);
  const outer = byCode.get(ancestor);
  if (!inner || !outer) return false;
  return inner.path === outer.path || inner.path.startsWith(`${outer.path}/`);
}

/** From the province down: `湖南省长沙市芙蓉区`. Empty for an unknown code. */
export function fullNameOf(code: string): string {
  const division = byCode.get(code);
  if (!division) return '';
  return (division.parent ? fullNameOf(division.parent) : '') + division.name;
}
