import type { EffectHandler } from '../../cases/casefile/steps.ts';
import { orderedBy } from '../../cases/sanctions/sanction.actions.ts';
import { sanctionOf } from '../../cases/sanctions/sanction.store.ts';

/** 按违规条款处理: each consequence that the signed decision orders, by its own effect. */
export const imposeSanction: EffectHandler = async (tx, context) => {
  for (const { effect } of orderedBy(await sanctionOf(tx, context.file.id)))
    await context.services.effects[effect](tx, context);
};
