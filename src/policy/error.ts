/** Why a pack is refused. One row per reason; the words with the particulars are made where it is found. */
export const PACK_ERRORS = {
  'file-missing': { zh: '缺少文件', en: 'File missing' },
  'file-unknown': { zh: '多余的文件', en: 'Unknown file' },
  'bad-yaml': { zh: 'YAML 格式错误', en: 'Bad YAML' },
  'bad-shape': { zh: '内容不合格式', en: 'Wrong shape' },
  'bad-source': { zh: '条文格式错误', en: 'Bad source.md' },
  'duplicate-id': { zh: '编号重复', en: 'Duplicate id' },
  'unresolved-cite': { zh: '引用的条款不存在', en: 'Cite does not resolve' },
  'bad-expression': { zh: '表达式语法错误', en: 'Bad expression' },
  'unknown-name': { zh: '名称不存在', en: 'Unknown name' },
  'wrong-type': { zh: '类型不符', en: 'Wrong type' },
  'wrong-unit': { zh: '单位不符', en: 'Wrong unit' },
  'bad-parameter': { zh: '参数不完整', en: 'Incomplete parameter' },
  'bad-requirement': { zh: '条件写法错误', en: 'Bad requirement' },
  'unknown-body': { zh: '机构未定义', en: 'Unknown body' },
  'unknown-effect': { zh: '没有这种效力', en: 'Unknown effect' },
  'unknown-paper': { zh: '没有这种文书', en: 'Unknown paper' },
  'unknown-step': { zh: '环节不存在', en: 'Unknown step' },
  'missing-outcome': { zh: '缺少去向', en: 'Missing outcome' },
  'unknown-outcome': { zh: '多余的去向', en: 'Unknown outcome' },
  'unreachable-step': { zh: '环节不可到达', en: 'Unreachable step' },
  'no-way-out': { zh: '环节没有出路', en: 'No way out' },
  'bad-step': { zh: '环节写法错误', en: 'Bad step' },
  'bad-assessment': { zh: '评价或金额写法错误', en: 'Bad assessment' },
  'bad-example': { zh: '示例写法错误', en: 'Bad example' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type PackErrorCode = keyof typeof PACK_ERRORS;

export interface PackError {
  readonly code: PackErrorCode;
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  readonly column: number;
  /** The clause that the faulty line cites, where it cites one. */
  readonly clause: string | null;
  readonly zh: string;
  readonly en: string;
  /** The right name nearest to the wrong one. */
  readonly nearest: string | null;
}

/** `file:line:column` first, so that editors and terminals open it. */
export function packErrorText(error: PackError, language: 'zh' | 'en' = 'zh'): string {
  const words = error[language];
  const clause = error.clause ? (language === 'zh' ? `(${error.clause})` : ` (${error.clause})`) : '';
  const hint = error.nearest
    ? language === 'zh'
      ? `，是否应为 ${error.nearest}`
      : `, did you mean ${error.nearest}`
    : '';
  return `${error.file}:${error.line}:${error.column} ${words}${hint}${clause}`;
}

/** The candidate with the smallest edit distance, if it is near enough to be a slip of the pen. */
export function nearestName(name: string, candidates: Iterable<string>): string | null {
  const wanted = name.slice(0, 80);
  let best: string | null = null;
  let bestDistance = Math.max(2, Math.ceil(wanted.length / 3)) + 1;
  for (const candidate of candidates) {
    const distance = editDistance(wanted.toLowerCase(), candidate.slice(0, 80).toLowerCase());
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(substitution, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
