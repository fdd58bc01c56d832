import { z } from 'zod';
import { CONFLICT_KINDS, type ConflictKind } from './conflict.ts';

export { CONFLICT_KINDS };

export const conflictView = z.object({
  kind: z.enum(Object.keys(CONFLICT_KINDS) as [ConflictKind, ...ConflictKind[]]),
  path: z.array(z.string()),
});
