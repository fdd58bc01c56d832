import { z } from 'zod';

export const feedView = z.object({ createdAt: z.string().nullable() });
/** The address is told once; only its hash is kept. */
export const newFeedView = z.object({ address: z.string() });
