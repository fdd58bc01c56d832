import { z } from 'zod';
import { systemClock, type TravellingClock } from '../../kernel/clock.ts';
import { type Route, route } from '../route.ts';
import { carrySessionsAlong } from '../sessions/session.store.ts';
import { demoClockView, travelInput } from './demo-clock.contract.ts';
import { saveOffset } from './demo-clock.store.ts';

/** Demo mode only: everyone may look at the clock and let days pass, so that a notice ends while one watches. */
export function demoClockRoutes(clock: TravellingClock): Route[] {
  const view = () => ({ now: clock.now().toString(), today: clock.today() });
  return [
    route({
      method: 'get',
      path: '/api/demo/clock',
      permission: 'public.read',
      summary: '演示时钟',
      tag: '演示',
      input: z.object({}),
      output: demoClockView,
      handle: async () => view(),
    }),
    route({
      method: 'post',
      path: '/api/demo/clock',
      permission: 'demo.travel',
      summary: '演示时钟前进',
      tag: '演示',
      input: travelInput,
      output: demoClockView,
      handle: async ({ tx, input }) => {
        clock.advance({ days: input.days, hours: input.hours });
        await carrySessionsAlong(tx, (input.days * 24 + input.hours) * 3_600_000);
        await saveOffset(tx, clock.now().epochMilliseconds - systemClock.now().epochMilliseconds);
        return view();
      },
    }),
  ];
}
