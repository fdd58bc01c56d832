import { z } from 'zod';
import { kindInput } from '../resources/resource.contract.ts';

const coordinate = z.number().min(-10_000).max(20_000);
/** Units of the drawing. `target` is what stands there: a record, and of a group its which-th unit; null is a wall, a door, a label. */
export const shapeInput = z.object({
  id: z.string().min(1).max(40),
  form: z.enum(['rect', 'polygon']),
  points: z
    .array(z.object({ x: coordinate, y: coordinate }))
    .min(2, '图形至少两个点')
    .max(60, '图形最多60个点'),
  label: z.string().trim().max(40, '不能超过40字'),
  target: z.object({ kind: kindInput, recordId: z.uuid(), unit: z.int().min(1).max(10_000).nullable() }).nullable(),
});
export type Shape = z.output<typeof shapeInput>;

export const drawInput = z.object({
  carrierId: z.uuid(),
  floorId: z.uuid(),
  /** The version one drew upon; 0 for the first. */
  basedOn: z.int().min(0).max(1_000_000),
  pictureId: z.uuid().nullable(),
  width: z.int().min(100).max(10_000),
  height: z.int().min(100).max(10_000),
  shapes: z.array(shapeInput).max(1000, '最多1000个图形'),
});
const plan = {
  id: z.string(),
  floorId: z.string(),
  floorName: z.string(),
  version: z.number(),
  pictureId: z.string().nullable(),
  width: z.number(),
  height: z.number(),
  drawnAt: z.string(),
  drawnBy: z.string().nullable(),
};
export const planView = z.object({ ...plan, shapes: z.array(shapeInput) });
export type PlanView = z.output<typeof planView>;
export const plansView = z.object({
  floors: z.array(z.object({ id: z.string(), name: z.string() })),
  rows: z.array(planView),
});
export const planVersionsView = z.object({ rows: z.array(z.object({ ...plan, shapes: z.number() })) });
