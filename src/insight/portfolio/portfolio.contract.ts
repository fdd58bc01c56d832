import { z } from 'zod';
import { isDay } from '../../kernel/day.ts';
import { INDUSTRIES } from '../../records/teams/team.ts';
import { AXES, AXIS_CODES, FOCUS_RULES, type FocusRule, IN_FOCUS, type InFocus } from './portfolio.ts';

export { AXES, FOCUS_RULES, IN_FOCUS, INDUSTRIES };

const day = z.string().refine(isDay, '日期应为 2026-01-31 的形式');
const result = z.enum(Object.keys(IN_FOCUS) as [InFocus, ...InFocus[]]);

export const portfolioInput = z.object({ on: day.optional() });
export const portfolioTenantsInput = z.object({ carrierId: z.uuid(), result: result.optional(), on: day.optional() });

const trait = z.object({ axis: z.enum(AXIS_CODES), code: z.string(), zh: z.string(), en: z.string() });
export const portfolioView = z.object({
  territory: z.string(),
  on: z.string(),
  /** There are more spaces than are compared. */
  more: z.boolean(),
  tenants: z.object({ all: z.number(), inside: z.number(), outside: z.number(), unknown: z.number() }),
  /** Per cent of those of whom it can be told; null: of nobody. */
  insideShare: z.number().nullable(),
  /** Mean of the spaces that can be compared; null: none. */
  differentiation: z.number().nullable(),
  spaces: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      territory: z.string(),
      example: z.boolean(),
      traits: z.array(trait),
      rule: z.enum(Object.keys(FOCUS_RULES) as [FocusRule, ...FocusRule[]]),
      tenants: z.number(),
      inside: z.number(),
      outside: z.number(),
      unknown: z.number(),
      insideShare: z.number().nullable(),
      nearestId: z.string().nullable(),
      differentiation: z.number().nullable(),
    }),
  ),
  groups: z.array(trait.extend({ spaceIds: z.array(z.string()), tenants: z.number() })),
  /** The 200 most alike. */
  pairs: z.array(z.object({ a: z.string(), b: z.string(), percent: z.number(), shared: z.array(trait) })),
});
export type PortfolioView = z.output<typeof portfolioView>;
export const portfolioTenantsView = z.object({
  rows: z.array(
    z.object({
      id: z.string(),
      teamId: z.string(),
      name: z.string(),
      industry: z.string().nullable(),
      project: z.string().nullable(),
      validFrom: z.string(),
      result,
      example: z.boolean(),
    }),
  ),
});
