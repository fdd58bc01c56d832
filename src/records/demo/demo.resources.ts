import { PUBLIC } from '../../kernel/actor.ts';
import { travellingClock } from '../../kernel/clock.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { moveCredits } from '../bookingCredits/booking-credit.store.ts';
import { insertPlan } from '../floorPlans/floor-plan.store.ts';
import { insertRecords } from '../keeping/keeping.store.ts';
import { kindOf } from '../keeping/kinds.ts';
import { replaceOpenings } from '../openings/opening.store.ts';
import { setTerms } from '../resources/resource.actions.ts';
import { defaultTerms, type Period, type Price, type ResourceKind, type Terms } from '../resources/resource.ts';

/** Fen and credits for residents; members pay half as much again, others twice as much and no credits. */
const prices = (period: Period, feeFen: number, credits: number | null): Price[] => [
  { userGroup: 'resident', period, feeFen, credits },
  { userGroup: 'member', period, feeFen: Math.round(feeFen * 1.5), credits },
  { userGroup: 'public', period, feeFen: feeFen * 2, credits: null },
];

/** 示例: what an invented space opens for booking, when, at which prices, and the drawing of its floor. */
export async function insertDemoResources(tx: Tx, carrierId: string, at: string): Promise<void> {
  const clock = travellingClock(at);
  const from = '2021-03-01';
  const put = async (
    kind: 'floor' | 'zone' | 'device' | 'locker',
    values: Record<string, unknown>,
  ): Promise<string> => {
    const record = { validFrom: from, validTo: null, values, note: null, fileId: null, example: true };
    const [id = ''] = await insertRecords(tx, kindOf(kind), carrierId, [record as never], at);
    return id;
  };
  const floorId = await put('floor', { name: 'A座1层', level: 1 });
  const work = await put('zone', { name: '开放办公区', floorId, use: 'work' });
  await put('zone', { name: '会议区', floorId, use: 'meeting' });
  const screen = await put('device', { name: '移动投影仪', kind: 'projector', count: 2 });
  const printer = await put('device', {
    name: '三维打印机',
    kind: 'printer3d',
    model: '示例-300',
    count: 1,
    zoneId: work,
  });
  const locker = await put('locker', { code: '储物柜A组', count: 24, zoneId: work });
  const records = await sqlRows<{
    kind: ResourceKind;
    id: string;
    name: string | null;
    desk: string | null;
    count: number;
  }>(
    tx,
    `select 'room' as kind, root_id as id, name, null as desk, count from room where carrier_id = $1
     union all select 'desk', root_id, null, kind, count from desk where carrier_id = $1`,
    [carrierId],
  );
  const open = async (kind: ResourceKind, recordId: string, given: Partial<Terms>, priced: Price[]): Promise<void> => {
    const terms = { ...defaultTerms(kind), ...given };
    await setTerms(
      tx,
      { clock },
      PUBLIC,
      { carrierId, kind, recordId, version: null, ...terms, prices: priced, photos: [] },
      true,
    );
  };
  const idOf = (name: string) => records.find((row) => row.name === name || row.desk === name)?.id;
  const [meeting, talk, hall, hot, fixed] = ['大会议室', '洽谈室', '路演厅', 'hot', 'fixed'].map(idOf);
  if (meeting)
    await open(
      'room',
      meeting,
      { features: ['screen', 'whiteboard', 'video'], approval: true },
      prices('hour', 6000, 4),
    );
  if (talk) await open('room', talk, { bufferMinutes: 0, features: ['whiteboard'] }, prices('hour', 2000, 1));
  if (hall)
    await open(
      'room',
      hall,
      { approval: true, features: ['screen', 'sound', 'accessible'] },
      prices('hour', 20_000, 12),
    );
  if (hot) await open('desk', hot, {}, [...prices('day', 5000, 3), ...prices('month', 80_000, 50)]);
  if (fixed) await open('desk', fixed, { use: 'let' }, []);
  await open('device', screen, {}, prices('hour', 1000, 1));
  await open('device', printer, { stepMinutes: 60, leastMinutes: 60 }, prices('hour', 4000, 2));
  await open('locker', locker, {}, prices('month', 3000, 2));
  await replaceOpenings(tx, carrierId, null, [
    ...(['mon', 'tue', 'wed', 'thu', 'fri', 'makeup'] as const).map((dayKind) => ({
      dayKind,
      opens: 8 * 60,
      closes: 22 * 60,
    })),
    ...(['sat', 'sun', 'holiday'] as const).map((dayKind) => ({ dayKind, opens: 9 * 60, closes: 18 * 60 })),
  ]);
  const box = (x: number, y: number, width: number, height: number) => [
    { x, y },
    { x: x + width, y: y + height },
  ];
  const room = (recordId: string, unit: number | null, label: string, x: number, y: number, w: number, h: number) => ({
    id: `${label}${unit ?? ''}`,
    form: 'rect' as const,
    points: box(x, y, w, h),
    label,
    target: { kind: 'room' as const, recordId, unit },
  });
  const desks = records.find((row) => row.desk === 'hot');
  const shapes = [
    ...(meeting ? [room(meeting, null, '大会议室', 20, 20, 260, 180)] : []),
    ...(talk ? [1, 2, 3].map((unit) => room(talk, unit, `洽谈室${unit}`, 300, 20 + (unit - 1) * 62, 140, 56)) : []),
    ...(hall ? [room(hall, null, '路演厅', 460, 20, 320, 180)] : []),
    ...(desks
      ? Array.from({ length: Math.min(desks.count, 24) }, (_, n) => ({
          id: `hot${n + 1}`,
          form: 'rect' as const,
          points: box(20 + (n % 12) * 64, 240 + Math.floor(n / 12) * 80, 52, 44),
          label: String(n + 1),
          target: { kind: 'desk' as const, recordId: desks.id, unit: n + 1 },
        }))
      : []),
    {
      id: 'locker',
      form: 'rect' as const,
      points: box(20, 410, 200, 60),
      label: '储物柜',
      target: { kind: 'locker' as const, recordId: locker, unit: null },
    },
    {
      id: 'printer',
      form: 'rect' as const,
      points: box(240, 410, 120, 60),
      label: '三维打印',
      target: { kind: 'device' as const, recordId: printer, unit: null },
    },
    {
      id: 'door',
      form: 'polygon' as const,
      points: [
        { x: 700, y: 480 },
        { x: 760, y: 480 },
        { x: 730, y: 440 },
      ],
      label: '入口',
      target: null,
    },
  ];
  const plan = {
    carrierId,
    floorId,
    version: 1,
    pictureId: null,
    width: 800,
    height: 500,
    shapes,
    drawnBy: null,
    drawnAt: at,
  };
  await insertPlan(tx, plan);
  const teams = await sqlRows<{ team_id: string }>(
    tx,
    'select team_id from tenancy where carrier_id = $1 and valid_to is null order by id',
    [carrierId],
  );
  for (const { team_id: teamId } of teams)
    await moveCredits(tx, {
      carrierId,
      teamId,
      kind: 'grant',
      amount: 40,
      bookingId: null,
      note: '示例：入驻赠送',
      personId: null,
      at,
    });
}
