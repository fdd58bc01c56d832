import { useSuspenseQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { BookingState } from '../../features/bookings/booking-state.tsx';
import { checkInQuery, showWhen, useBookingChange } from '../../features/bookings/bookings.ts';
import { api } from '../../lib/api.ts';
import { ErrorNotice } from '../../ui/fault.tsx';
import { Card, Empty, Page } from '../../ui/page.tsx';

/** 扫码签到：门上的二维码指向这里，列出此处现在可以签到的预订。 */
export function CheckInPage() {
  const { token = '' } = useParams({ strict: false }) as { token?: string };
  const { data } = useSuspenseQuery(checkInQuery(token));
  const enter = useBookingChange(({ id, version }: { id: string; version: number }) =>
    api.post(`/api/bookings/${id}/check-in`, { version }),
  );
  return (
    <Page title={`签到 · ${data.resourceName}`} says={data.carrierName}>
      {data.rows.length === 0 && (
        <Empty
          title="现在没有您可以签到的预订"
          action={
            <Link to="/book" search={{ space: data.carrierId } as never} className="button-link">
              去预订
            </Link>
          }
        >
          开始前15分钟至结束前可以签到。
        </Empty>
      )}
      <ErrorNotice error={enter.error} />
      {data.rows.map((booking) => (
        <Card key={booking.id} title={showWhen(booking)} id={`booking-${booking.id}`}>
          <div className="stack-s">
            <p className="row">
              <BookingState {...booking} />
              <span>{booking.personName}</span>
              {booking.purpose && <span className="soft">{booking.purpose}</span>}
            </p>
            {booking.state === 'confirmed' && (
              <Button type="primary" size="large" loading={enter.isPending} onClick={() => enter.mutate(booking)}>
                签到
              </Button>
            )}
          </div>
        </Card>
      ))}
    </Page>
  );
}
