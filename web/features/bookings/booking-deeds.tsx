import { useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { BOOKING_DEEDS, isTimeToCheckIn, mayDo } from '../../../src/records/bookings/booking.contract.ts';
import { api } from '../../lib/api.ts';
import { dayInShanghai } from '../../lib/format.ts';
import { useNow } from '../../lib/today.ts';
import { useLabel } from '../../lib/words.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/fault.tsx';
import { Form, REQUIRED } from '../../ui/form.tsx';
import { ChoiceInput, MomentInput } from '../../ui/inputs.tsx';
import { type Booking, colleaguesQuery, freeQuery, showItems, showWhen, useBookingChange } from './bookings.ts';

type Deed = 'move' | 'transfer' | 'cancel' | 'accept' | 'checkIn' | 'approve' | 'decline';
const OWN: readonly Deed[] = ['accept', 'checkIn', 'move', 'transfer', 'cancel'];
const DECIDING: readonly Deed[] = ['approve', 'decline'];

/** What can be done to a booking from where it stands; the server has the last word. */
export function BookingDeeds({ booking, decides }: { booking: Booking; decides?: boolean }) {
  const label = useLabel();
  const [open, setOpen] = useState<Deed | null>(null);
  const now = useNow();
  const span = { start: Date.parse(booking.startsAt), end: Date.parse(booking.endsAt) };
  const offered = [...(decides ? DECIDING : []), ...OWN].filter(
    (deed) => mayDo(deed, booking.state) && (deed !== 'checkIn' || isTimeToCheckIn(span, now)),
  );
  const what = `${showItems(booking)} ${showWhen(booking)}`;
  return (
    <div className="row-deeds">
      {offered.map((deed) => (
        <button
          key={deed}
          type="button"
          className="link-button"
          aria-label={`${label(BOOKING_DEEDS[deed])}：${what}`}
          onClick={() => setOpen(deed)}
        >
          {label(BOOKING_DEEDS[deed])}
        </button>
      ))}
      {open && <DeedDialog deed={open} booking={booking} decides={decides} onClose={() => setOpen(null)} />}
    </div>
  );
}

interface Entered {
  resourceId?: string;
  startsAt?: string;
  endsAt?: string;
  personId?: string;
  reason?: string;
}

function request(deed: Deed, { id, version, items }: Booking, entered: Entered): [string, object] {
  const base = `/api/bookings/${id}`;
  if (deed === 'move') {
    const { startsAt, endsAt, resourceId } = entered;
    // What comes first is what the others go with: a room, with its devices.
    const moved = items.map((item, at) => ({
      resourceId: at === 0 ? (resourceId ?? item.resourceId) : item.resourceId,
      quantity: item.quantity,
    }));
    return [`${base}/move`, { version, startsAt, endsAt, items: moved }];
  }
  if (deed === 'transfer') return [`${base}/transfer`, { version, personId: entered.personId }];
  if (deed === 'cancel') return [`${base}/cancel`, { version, reason: entered.reason }];
  if (deed === 'accept') return [`${base}/accept`, { version }];
  if (deed === 'checkIn') return [`${base}/check-in`, { version }];
  return [`${base}/decide`, { version, decision: deed, reason: entered.reason ?? null }];
}

interface DeedDialogProps {
  deed: Deed;
  booking: Booking;
  decides: boolean | undefined;
  onClose: () => void;
}

function DeedDialog({ deed, booking, decides, onClose }: DeedDialogProps) {
  const [form] = Form.useForm<Entered>();
  const label = useLabel();
  const { data: colleagues } = useQuery({
    ...colleaguesQuery(decides && booking.teamId ? { carrierId: booking.carrierId, teamId: booking.teamId } : {}),
    enabled: deed === 'transfer',
  });
  const [main] = booking.items;
  const { data: others } = useQuery({
    ...freeQuery(booking.carrierId, { kind: main?.kind, day: dayInShanghai(booking.startsAt) }),
    enabled: deed === 'move' && main !== undefined,
  });
  const free = (others?.rows ?? []).map(({ resourceId, name }) => ({ value: resourceId, label: name }));
  // What is booked no longer is not offered, but the booking still stands there.
  const places =
    main && !free.some(({ value }) => value === main.resourceId)
      ? [{ value: main.resourceId, label: main.name }, ...free]
      : free;
  const send = useBookingChange((entered: Entered) => {
    const [path, body] = request(deed, booking, entered);
    return api.post(path, body);
  }, onClose);
  const title = label(BOOKING_DEEDS[deed]);
  const needsReason = deed === 'cancel' || deed === 'decline';
  return (
    <Dialog title={title} open onClose={onClose}>
      <Form
        form={form}
        layout="vertical"
        initialValues={{ startsAt: booking.startsAt, endsAt: booking.endsAt, resourceId: main?.resourceId }}
        onFinish={(entered: Entered) => send.mutate(entered)}
      >
        <p>
          <strong>{showItems(booking)}</strong>，{showWhen(booking)}
        </p>
        {deed === 'move' && (
          <>
            {places.length > 1 && (
              <Form.Item name="resourceId" label="用哪一处" rules={REQUIRED('请选择')}>
                <ChoiceInput options={places} />
              </Form.Item>
            )}
            <Form.Item name="startsAt" label="新的开始时间" rules={REQUIRED('请填写时间')}>
              <MomentInput />
            </Form.Item>
            <Form.Item name="endsAt" label="新的结束时间" rules={REQUIRED('请填写时间')}>
              <MomentInput />
            </Form.Item>
          </>
        )}
        {deed === 'transfer' && (
          <Form.Item name="personId" label="转给谁" rules={REQUIRED('请选择同事')}>
            <ChoiceInput
              options={(colleagues?.rows ?? [])
                .filter(({ id }) => id !== booking.personId)
                .map(({ id, name }) => ({ value: id, label: name }))}
            />
          </Form.Item>
        )}
        {needsReason && (
          <Form.Item name="reason" label="理由" rules={REQUIRED('请说明理由')}>
            <Input maxLength={200} />
          </Form.Item>
        )}
        <div className="stack-s">
          <ErrorNotice error={send.error} />
          <div className="row row-end">
            <Button onClick={onClose}>返回</Button>
            <Button type="primary" danger={needsReason} htmlType="submit" loading={send.isPending}>
              {title}
            </Button>
          </div>
        </div>
      </Form>
    </Dialog>
  );
}
