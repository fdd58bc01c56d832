import { z } from 'zod';

export const conflictView = z.object({
  kind: z.enum(['organisation', 'employer', 'shareholding', 'other', 'phone', 'person', 'namesake', 'recused']),
  path: z.array(z.string()),
});
