import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Input } from 'antd';
import { useState } from 'react';
import { type FreeRow, REPEATS } from '../../../src/records/bookings/booking.contract.ts';
import { ApiError, api } from '../../lib/api.ts';
import { showMoney } from '../../lib/format.ts';
import { useSession } from '../../lib/session.ts';
import { useLabel } from '../../lib/words.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/fault.tsx';
import { Form } from '../../ui/form.tsx';
import { ChoiceInput, DayInput, NumberInput } from '../../ui/inputs.tsx';
import { Notice, Pairs } from '../../ui/page.tsx';
import { BookingState } from './booking-state.tsx';
import { type Booking, colleaguesQuery, freeQuery, showWhen, teamCreditsQuery, useBookingChange } from './bookings.ts';

interface Outcome {
  startsAt: string;
  endsAt: string;
  bookingId: string | null;
  state: Booking['state'] | null;
  place: number | null;
  reasons: { code: string; message: string; remedy: string }[];
}

interface BookDialogProps {
  carrierId: string;
  row: FreeRow;
  slot: { startsAt: string; endsAt: string };
  /** The slot is taken: one stands in line for it. */
  waits: boolean;
  group: string;
  balance: number | null;
  attendees: number;
  quantity: number;
  /** By the day or month: how many. */
  length: number;
  onClose: () => void;
}

interface Entered {
  quantity: number;
  attendees: number;
  purpose?: string;
  payment: 'credits' | 'money';
  personId?: string;
  teamId?: string;
  deviceIds?: string[];
  every?: string;
  until?: string;
  mode?: 'all' | 'possible';
}

/** One booking from a free slot: with devices, for a colleague, again and again; every reason against it at once. */
export function BookDialog({
  carrierId,
  row,
  slot,
  waits,
  group,
  balance,
  attendees,
  quantity,
  length,
  onClose,
}: BookDialogProps) {
  const [form] = Form.useForm<Entered>();
  const label = useLabel();
  const { person } = useSession();
  const isOwn = group === 'own';
  const [done, setDone] = useState<Outcome[] | null>(null);
  const teamId = Form.useWatch('teamId', form);
  const { data: colleagues } = useQuery(colleaguesQuery(teamId ? { carrierId, teamId } : {}));
  const { data: teams } = useQuery({ ...teamCreditsQuery(carrierId), enabled: isOwn });
  const day = new Date(Date.parse(slot.startsAt) + 8 * 3_600_000).toISOString().slice(0, 10);
  const byHour = row.period === 'hour';
  const minutes = (Date.parse(slot.endsAt) - Date.parse(slot.startsAt)) / 60_000;
  const { data: devices } = useQuery({
    ...freeQuery(carrierId, { kind: 'device', day, minutes, teamId }),
    enabled: row.kind === 'room',
    placeholderData: keepPreviousData,
  });
  // What it costs is that of the number entered, and of the team that the operator books for.
  const many = Form.useWatch('quantity', form) || quantity;
  const { data: priced } = useQuery({
    ...freeQuery(carrierId, {
      kind: row.kind,
      day,
      minutes: byHour ? minutes : undefined,
      length,
      quantity: many,
      teamId,
    }),
    placeholderData: keepPreviousData,
  });
  const price = priced?.rows.find(({ resourceId }) => resourceId === row.resourceId)?.price ?? row.price;
  const has = teamId ? (priced?.balance ?? null) : balance;
  const isFree = isOwn && !teamId;
  const every = Form.useWatch('every', form);
  const deviceIds = Form.useWatch('deviceIds', form) ?? [];
  const send = useBookingChange(
    ({ entered, wait }: { entered: Entered; wait: boolean }) =>
      api.post<{ outcomes: Outcome[] }>('/api/bookings', {
        carrierId,
        items: [
          { resourceId: row.resourceId, quantity: entered.quantity },
          ...(entered.deviceIds ?? []).map((resourceId) => ({ resourceId, quantity: 1 })),
        ],
        startsAt: slot.startsAt,
        endsAt: slot.endsAt,
        attendees: entered.attendees,
        purpose: entered.purpose || null,
        payment: entered.payment,
        personId: entered.personId ?? null,
        teamId: entered.teamId ?? null,
        repeat: entered.every
          ? { every: entered.every, until: entered.until ?? day, mode: entered.mode ?? 'possible' }
          : null,
        wait,
      }),
    ({ outcomes }) => setDone(outcomes),
  );
  if (done) return <Results outcomes={done} onClose={onClose} />;
  const isTaken = send.error instanceof ApiError && send.error.fields.some(({ code }) => code === 'taken') && !every;
  const chosen = (devices?.rows ?? []).filter(({ resourceId }) => deviceIds.includes(resourceId));
  const prices = [{ price }, ...chosen];
  const fee = prices.reduce((sum, one) => sum + (one.price?.feeFen ?? 0), 0);
  const credits = prices.reduce<number | null>(
    (sum, one) => (sum === null || one.price?.credits == null ? null : sum + one.price.credits),
    0,
  );
  return (
    <Dialog title={waits ? `候补${row.name}` : `预订${row.name}`} open onClose={onClose}>
      <Form
        form={form}
        layout="vertical"
        initialValues={{
          quantity,
          attendees,
          payment: credits !== null && balance !== null && balance >= credits && !isOwn ? 'credits' : 'money',
          mode: 'possible',
        }}
        onValuesChange={(changed: Partial<Entered>) => 'teamId' in changed && form.resetFields(['personId'])}
        onFinish={(entered: Entered) => send.mutate({ entered, wait: waits })}
      >
        <Pairs
          of={[
            ['时间', showWhen(slot)],
            ['位置', [row.floor, row.zone].filter(Boolean).join(' · ') || '—'],
            [
              every ? '每次费用' : '费用',
              isFree ? '运营自用，不收费' : `${showMoney(fee)}${credits === null ? '' : `，或${credits}积分`}`,
            ],
            ...(has === null ? [] : ([['团队积分余额', String(has)]] as const)),
          ]}
        />
        {waits && <p className="soft">有人取消或没来时，按候补的先后给您留位，请在时限内确认；确认后才收费。</p>}
        <div className="gap-top">
          {row.count > 1 && (
            <Form.Item name="quantity" label="数量">
              <NumberInput whole unit="个" />
            </Form.Item>
          )}
          {row.count <= 1 && <Form.Item name="quantity" hidden noStyle />}
          <Form.Item name="attendees" label="人数">
            <NumberInput whole unit="人" />
          </Form.Item>
          {row.kind === 'room' && (devices?.rows.length ?? 0) > 0 && (
            <Form.Item name="deviceIds" label="同时预订设备">
              <Checkbox.Group
                options={(devices?.rows ?? []).map(({ resourceId, name, starts }) => {
                  const can = starts.some(({ startsAt }) => startsAt === slot.startsAt);
                  return { value: resourceId, label: can ? name : `${name}（这时不能订）`, disabled: !can && !waits };
                })}
              />
            </Form.Item>
          )}
          <Form.Item name="purpose" label="用途">
            <Input maxLength={200} />
          </Form.Item>
          {!isFree && has !== null && (
            <Form.Item name="payment" label="付费方式">
              <ChoiceInput
                options={[
                  { value: 'credits', label: '团队积分' },
                  { value: 'money', label: '记账付费' },
                ]}
              />
            </Form.Item>
          )}
          {(isFree || has === null) && <Form.Item name="payment" hidden noStyle />}
          {isOwn && (
            <Form.Item name="teamId" label="代哪个团队预订" extra="不选就是运营自用">
              <ChoiceInput
                searchable
                options={(teams?.rows ?? []).map(({ teamId, teamName }) => ({ value: teamId, label: teamName }))}
              />
            </Form.Item>
          )}
          {!isFree && (
            <Form.Item name="personId" label="代谁预订" extra="不选就是本人">
              <ChoiceInput
                options={(colleagues?.rows ?? [])
                  .filter(({ id }) => id !== person?.id)
                  .map(({ id, name }) => ({ value: id, label: name }))}
              />
            </Form.Item>
          )}
          {!waits && (
            <Form.Item name="every" label="重复">
              <ChoiceInput
                placeholder="不重复"
                options={Object.entries(REPEATS).map(([value, words]) => ({ value, label: label(words) }))}
              />
            </Form.Item>
          )}
          {every && (
            <>
              <Form.Item name="until" label="重复到哪一天" rules={[{ required: true, message: '请填写日期' }]}>
                <DayInput />
              </Form.Item>
              <Form.Item name="mode" label="有冲突时">
                <ChoiceInput
                  options={[
                    { value: 'possible', label: '订能订的几次' },
                    { value: 'all', label: '一次都不订' },
                  ]}
                />
              </Form.Item>
            </>
          )}
        </div>
        <div className="stack-s">
          <ErrorNotice error={send.error} />
          <div className="row row-end">
            <Button onClick={onClose}>取消</Button>
            {isTaken && !waits && (
              <Button
                loading={send.isPending}
                onClick={() => send.mutate({ entered: form.getFieldsValue(true) as Entered, wait: true })}
              >
                加入候补
              </Button>
            )}
            <Button type="primary" htmlType="submit" loading={send.isPending}>
              {waits ? '加入候补' : row.approval && !isOwn ? '提交审批' : '确认预订'}
            </Button>
          </div>
        </div>
      </Form>
    </Dialog>
  );
}

function Results({ outcomes, onClose }: { outcomes: readonly Outcome[]; onClose: () => void }) {
  const waiting = outcomes.every(({ state }) => state === 'waiting');
  const made = outcomes.filter(({ bookingId }) => bookingId !== null).length;
  return (
    <Dialog title={waiting ? '候补结果' : '预订结果'} open onClose={onClose}>
      <div className="stack">
        <Notice
          tone={made === outcomes.length ? 'ok' : 'warn'}
          live
          title={waiting ? '已加入候补' : `${outcomes.length}次中订好${made}次`}
        />
        <ul className="plain stack-s">
          {outcomes.map((outcome) => (
            <li key={outcome.startsAt}>
              <div className="row spread">
                <span>{showWhen(outcome)}</span>
                {outcome.state ? <BookingState state={outcome.state} place={outcome.place} /> : <span>没有订上</span>}
              </div>
              {outcome.state === null && (
                <ul>
                  {outcome.reasons.map(({ code, message, remedy }) => (
                    <li key={code}>
                      {message}。{remedy}
                    </li>
                  ))}
                </ul>
              )}
            </li>
          ))}
        </ul>
        <div className="row row-end">
          <Button type="primary" onClick={onClose}>
            完成
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
