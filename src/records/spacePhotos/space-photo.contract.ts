import { z } from 'zod';
import { photo } from '../resources/resource.contract.ts';

export const photosInput = z.object({ carrierId: z.uuid() });
export const setPhotosInput = z.object({
  carrierId: z.uuid(),
  photos: z
    .array(photo)
    .max(12, '最多12张照片')
    .refine((list) => new Set(list.map(({ id }) => id)).size === list.length, '同一张照片不能重复添加'),
});
export const photosView = z.object({ rows: z.array(z.object({ id: z.string(), alt: z.string() })) });
