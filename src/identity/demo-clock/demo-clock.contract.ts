import { z } from 'zod';

/** How far the demo jumps ahead; never back, because what happened stays happened. */
export const travelInput = z.object({
  days: z.number().int().min(0).max(400).default(0),
  hours: z.number().int().min(0).max(23).default(0),
});
export const demoClockView = z.object({ now: z.string(), today: z.string() });
