import { z } from 'zod';
import { SUBJECT_KINDS, type SubjectKind } from './access.ts';

export type { SubjectKind };

export const reachInput = z.object({ about: z.enum(SUBJECT_KINDS), id: z.uuid() });
export const reachView = z.object({ permissions: z.array(z.string()) });
