/** What a team’s history is made of. `money`: never shown to an operator other than the one it was paid to or by. */
export const HISTORY_KINDS = {
  stay: { zh: '入驻', en: 'Stay', money: false },
  session: { zh: '辅导', en: 'Mentoring', money: false },
  booking: { zh: '使用场地设备', en: 'Rooms and devices', money: false },
  money: { zh: '账款', en: 'Money', money: true },
  outcome: { zh: '成果', en: 'Outcome', money: false },
} as const satisfies Record<string, { zh: string; en: string; money: boolean }>;
export type HistoryKind = keyof typeof HISTORY_KINDS;
export const HISTORY_KIND_CODES = Object.keys(HISTORY_KINDS) as [HistoryKind, ...HistoryKind[]];

/** Where a row opens; null: to the reader it is what is shown here, and no more. */
export function pathOf(
  row: { kind: HistoryKind; ref: string; carrierId: string | null; own: boolean },
  teamId: string,
  isTeam: boolean,
): string | null {
  if (row.kind === 'outcome') return `/teams/${teamId}/records?kind=${row.ref}&history=true`;
  if (!row.own && !isTeam) return null;
  if (row.kind === 'session') return `/mentoring?teamId=${teamId}`;
  if (row.kind === 'booking') return isTeam ? '/bookings?when=past' : `/spaces/${row.carrierId}/bookings`;
  return isTeam ? '/tenancy' : `/spaces/${row.carrierId}/tenancies/${row.ref}`;
}
