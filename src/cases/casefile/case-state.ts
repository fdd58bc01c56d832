export const CASE_STATES = {
  draft: { zh: '填报中', en: 'Draft', isOpen: true },
  open: { zh: '办理中', en: 'Under way', isOpen: true },
  closed: { zh: '已办结', en: 'Closed', isOpen: false },
} as const satisfies Record<string, { zh: string; en: string; isOpen: boolean }>;
export type CaseState = keyof typeof CASE_STATES;
