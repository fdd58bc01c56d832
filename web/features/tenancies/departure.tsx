import { EXIT_KINDS } from '../../../src/records/departures/departure.contract.ts';
import { EARLY_EXITS, RESIDENCY_STATES } from '../../../src/records/residencies/residency.contract.ts';
import { showDay, showDue, showMoney } from '../../lib/format.ts';
import { Form, REQUIRED } from '../../ui/form.tsx';
import { DayInput } from '../../ui/inputs.tsx';
import { Notice, Pairs, Tag } from '../../ui/page.tsx';
import type { Effect, Tenancy } from './tenancies.ts';

type Departure = NonNullable<Tenancy['departure']>;
export const exitWords = (code: string | null) => EXIT_KINDS.find((one) => one.code === code)?.zh ?? '';

/** In residence, about to leave, or gone: the same words on both sides' pages. */
export function Standing({ row, today }: { row: Pick<Tenancy, 'until' | 'exitKind' | 'leaving'>; today: string }) {
  if (row.until === null) return <Tag tone="ok">在驻</Tag>;
  if (row.leaving || row.until >= today) return <Tag tone="warn">在驻至{showDay(row.until)}</Tag>;
  return (
    <Tag>
      {showDay(row.until)}
      {exitWords(row.exitKind) || '退出'}
    </Tag>
  );
}

/** The earliest last day of a notice given today, on both sides' pages before any is given. */
export const earliestPair = ({ earliestEnd }: Tenancy): readonly (readonly [string, string])[] =>
  earliestEnd ? [['今日通知最早退出', showDue(earliestEnd.day, earliestEnd.provisional)]] : [];

export function LastDay({ onChange }: { onChange: (day: string) => void }) {
  return (
    <Form.Item
      name="lastDay"
      label="最后一天"
      rules={REQUIRED('请填写最后一天')}
      // The effect of the day is shown as soon as it is entered.
      getValueFromEvent={(day: string) => {
        if (day) onChange(day);
        return day;
      }}
    >
      <DayInput />
    </Form.Item>
  );
}

/** What the notice comes to, before it is given. */
export function NoticeEffect({ effect }: { effect: Effect }) {
  const { agreement, earliestOn, noticedOn, provisional, early, isEarly, chargeDays, chargeFen, fallen, bookings } =
    effect;
  return (
    <Notice tone={isEarly ? 'warn' : 'note'}>
      {earliestOn === null ? (
        <p>没有适用的通知期。</p>
      ) : (
        <p>
          按协议{agreement}，{showDay(noticedOn)}通知的，最早到{showDay(earliestOn)}
          {provisional && '（暂定：有一年的工作日历尚未公布）'}。{isEarly && early && `${EARLY_EXITS[early].zh}。`}
        </p>
      )}
      {isEarly && early === 'charge' && (
        <p>
          还差{chargeDays}天，最后一张账单补足{showMoney(chargeFen)}。
        </p>
      )}
      {fallen.length > 0 && (
        <>
          <p>这一天以后的随之失效，撤回通知时恢复：</p>
          <FallenList fallen={fallen} />
        </>
      )}
      {bookings > 0 && <p>这一天以后的预订{bookings}项，完成退出时取消，积分退回。</p>}
    </Notice>
  );
}

function FallenList({ fallen }: { fallen: Effect['fallen'] }) {
  return (
    <ul className="small">
      {fallen.map((one) => (
        <li key={one.id}>
          {one.kind === 'period'
            ? `自${showDay(one.validFrom)}起的条件：${one.desks ?? '—'}个工位${one.deskCodes ? `（${one.deskCodes}）` : ''}`
            : `自${showDay(one.startsOn)}起的续签协议 ${one.number}（${RESIDENCY_STATES[one.state].zh}）`}
        </li>
      ))}
    </ul>
  );
}

/** What was given notice of, the same on both sides' pages. */
export function DepartureFacts({ row, departure }: { row: Tenancy; departure: Departure }) {
  const purpose = departure.exitKind === 'graduated' ? 'graduation' : 'elimination';
  const criteria = row.criteria.find((one) => one.purpose === purpose);
  const { earliestOn, provisional, waiver, criteriaMet, fallen } = departure;
  return (
    <>
      <Pairs
        of={[
          ['方式', exitWords(departure.exitKind)],
          ['通知', `${showDay(departure.noticedOn)}，${departure.byTeam ? '团队提出' : '运营机构登记'}`],
          ['最后一天', showDay(departure.lastDay)],
          ...(earliestOn ? ([['按协议最早', showDue(earliestOn, provisional)]] as const) : []),
          ...(waiver ? ([['双方商定提前', waiver]] as const) : []),
          ['理由', departure.reason],
          ...(criteriaMet.length > 0
            ? ([
                [
                  '依据的标准',
                  criteriaMet.map((id) => criteria?.items.find((one) => one.id === id)?.says ?? id).join('；'),
                ],
              ] as const)
            : []),
        ]}
      />
      {fallen.length > 0 && (
        <div>
          <p className="soft">因退出失效：</p>
          <FallenList fallen={fallen} />
        </div>
      )}
    </>
  );
}
