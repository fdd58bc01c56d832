import { BOOKING_STATES } from '../../../src/records/bookings/booking.contract.ts';
import { useLabel } from '../../lib/words.ts';
import { Tag, type Tone } from '../../ui/page.tsx';
import type { Booking } from './bookings.ts';

const TONES: Record<Booking['state'], Tone> = {
  waiting: 'note',
  offered: 'warn',
  requested: 'warn',
  confirmed: 'accent',
  checkedIn: 'ok',
  noShow: 'bad',
  declined: 'bad',
  cancelled: 'plain',
  lapsed: 'plain',
};

export function BookingState({ state, place }: Pick<Booking, 'state' | 'place'>) {
  const label = useLabel();
  return (
    <>
      <Tag tone={TONES[state]}>{label(BOOKING_STATES[state])}</Tag>
      {place !== null && <span className="small"> 第{place}位</span>}
    </>
  );
}
