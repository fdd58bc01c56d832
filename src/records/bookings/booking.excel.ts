import type { z } from 'zod';
import { amount, label, moment, number, type Sheet, text } from '../../identity/list-route.ts';
import { USER_GROUPS } from '../resources/resource.ts';
import type { bookingsView } from './booking.contract.ts';
import { BOOKING_STATES, isUncharged } from './booking.ts';

export const BOOKINGS: Sheet<z.output<typeof bookingsView>['rows'][number]> = {
  name: '预订',
  columns: [
    text('空间', (r) => r.carrierName),
    text('预订内容', (r) =>
      r.items.map(({ name, quantity }) => (quantity > 1 ? `${name}×${quantity}` : name)).join('、'),
    ),
    moment('开始', (r) => r.startsAt),
    moment('结束', (r) => r.endsAt),
    label('状态', BOOKING_STATES, (r) => r.state),
    text('团队', (r) => r.teamName),
    text('使用人', (r) => r.personName),
    text('预订人', (r) => r.bookedByName),
    number('人数', (r) => r.attendees),
    text('用途', (r) => r.purpose),
    label('用户类别', USER_GROUPS, (r) => r.userGroup),
    amount('费用', (r) => (isUncharged(r) ? 0 : r.feeFen)),
    number('积分', (r) => (isUncharged(r) ? 0 : r.credits)),
    text('原因', (r) => r.reason),
    moment('签到', (r) => r.checkedInAt),
    text('示例', (r) => r.example),
  ],
};
