/** Who brings evidence into a case. */
export const SIDES = {
  body: { zh: '办理机关', en: 'The body' },
  party: { zh: '当事人', en: 'The party' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type Side = keyof typeof SIDES;

/** What both sides see: all that the party brings, and of the body's what is held against the party. */
export const isShared = ({ side, held }: { side: Side; held: boolean }) => side === 'party' || held;
