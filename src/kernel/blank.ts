import { z } from 'zod';

/** A form sends an empty text for what was left out. */
export const blankIsNull = <S extends z.ZodType>(schema: S) =>
  z.preprocess(
    (value) => (value === undefined || (typeof value === 'string' && value.trim() === '') ? null : value),
    schema.nullable(),
  );
