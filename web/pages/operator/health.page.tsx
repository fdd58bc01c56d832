import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { INCOME_SOURCES, SIGNALS } from '../../../src/cases/health/health.contract.ts';
import { type Fen, formatYuan } from '../../../src/kernel/money.ts';
import { healthQuery, healthRecordsQuery, type Month } from '../../features/health/health.ts';
import { Thresholds } from '../../features/health/thresholds.tsx';
import { kindsQuery } from '../../features/records/records.ts';
import { SpaceFrame } from '../../features/records/space-frame.tsx';
import { api } from '../../lib/api.ts';
import { showDay, showMoment, showNumber } from '../../lib/format.ts';
import { useLook } from '../../lib/look.ts';
import { useSearchState } from '../../lib/search.ts';
import { useMay } from '../../lib/session.ts';
import { useLabel, useWords } from '../../lib/words.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ChoiceFilter, DayFilter, Filters } from '../../ui/filters.tsx';
import { Label } from '../../ui/label.tsx';
import { Opener } from '../../ui/opener.tsx';
import { Card, Empty, Loading, Notice, Tag } from '../../ui/page.tsx';
import { type Column, Table } from '../../ui/table.tsx';

const charts = () => import('../../features/health/health-charts.tsx');
const OccupancyChart = lazy(() => charts().then((m) => ({ default: m.OccupancyChart })));
const IncomeChart = lazy(() => charts().then((m) => ({ default: m.IncomeChart })));
const ServicesChart = lazy(() => charts().then((m) => ({ default: m.ServicesChart })));
const ArrearsChart = lazy(() => charts().then((m) => ({ default: m.ArrearsChart })));

interface Opened {
  figure: string;
  title: string;
  month: string;
  unit: 'fen' | 'count' | 'deskDays';
}

/** In one unit all down a column. */
const showYuan = (fen: number) => formatYuan(fen as Fen);
const money = (fen: number | null) => (fen === null ? null : showYuan(fen));
const percent = (value: number | null) => (value === null ? null : `${value}%`);

/** 运营机构与主管部门 · 运营健康：逐月的入驻、收入、服务和欠费，预警和原因，每个数字打开到记录。 */
export function HealthPage() {
  const { carrierId = '' } = useParams({ strict: false }) as { carrierId?: string };
  const t = useWords();
  const label = useLabel();
  const { language } = useLook();
  const may = useMay();
  const client = useQueryClient();
  const [search] = useSearchState();
  const [opened, setOpened] = useState<Opened | null>(null);
  const { data } = useQuery(healthQuery(carrierId, { on: search.on, months: search.months ?? 12 }));
  if (!data)
    return (
      <SpaceFrame carrierId={carrierId} title={t('运营健康')}>
        <Loading lines={12} />
      </SpaceFrame>
    );
  const unknown = <span className="soft">{t('未知')}</span>;
  const shown = (face: string | null) => face ?? unknown;
  const opens = (month: Month, figure: string, title: string, unit: Opened['unit'], value: number | null) =>
    value === null ? (
      unknown
    ) : (
      <Opener
        face={unit === 'fen' ? showYuan(value) : unit === 'deskDays' ? showNumber(value) : String(value)}
        label={`${month.month.slice(0, 7)} ${title}`}
        opens={value !== 0}
        onOpen={() => setOpened({ figure, title, month: month.month, unit })}
      />
    );
  const latest = [...data.months].reverse();
  const standing = data.alerts.filter(({ endedAt }) => endedAt === null);
  const signalOf = (month: Month, code: keyof typeof SIGNALS) =>
    month.signals.find(({ signal }) => signal === code)?.value ?? null;
  const low = data.thresholds.find(({ signal }) => signal === 'occupancyLow')?.value ?? 0;
  return (
    <SpaceFrame
      carrierId={carrierId}
      title={t('运营健康')}
      says={t('数字由日常记录逐月计得，没有记录的是“未知”，不当作零；点开就是记录。当月只算到截至日期。')}
    >
      <Filters>
        <DayFilter name="on" label={t('截至日期')} />
        <ChoiceFilter
          name="months"
          label="看多久"
          all="12个月"
          options={[
            { value: '24', label: t('24个月') },
            { value: '36', label: t('36个月') },
          ]}
        />
      </Filters>
      {standing.length > 0 && (
        <Notice tone="warn" title={t('正在预警')}>
          <ul>
            {standing.map((alert) => (
              <li key={alert.id}>
                {language === 'en' ? alert.saysEn : alert.says}（{t('自')}
                {alert.since.slice(0, 7)}）
              </li>
            ))}
          </ul>
        </Notice>
      )}
      <MonthSection
        title={t('入驻率')}
        id="occupancy"
        chart={<OccupancyChart months={data.months} threshold={low} />}
        caption={t('逐月入驻率')}
        months={latest}
        columns={[
          { title: '入驻率', number: true, cell: (month) => shown(percent(month.occupancy)) },
          {
            title: '工位·天',
            number: true,
            cell: (month) => opens(month, 'deskDays', t('工位·天'), 'deskDays', month.deskDays),
          },
          {
            title: '已出租的工位·天',
            number: true,
            cell: (month) => opens(month, 'letDays', t('已出租的工位·天'), 'deskDays', month.letDays),
          },
        ]}
        signs={['occupancyLow', 'occupancyFall']}
      />
      <MonthSection
        title={t('收入结构和对补助的依赖')}
        id="income"
        says={t('有收支登记的月份以登记为准，没有的用账单入账和补助记录；跨月的登记按天数分到各月。')}
        chart={<IncomeChart months={data.months} />}
        caption={t('逐月收入结构')}
        months={latest}
        columns={[
          ...Object.entries(INCOME_SOURCES).map(([source, row]) => ({
            title: label(row),
            number: true,
            cell: (month: Month) => {
              const value = month.income[source as keyof typeof INCOME_SOURCES] ?? null;
              return opens(month, source, label(row), 'fen', value);
            },
          })),
          { title: '合计', number: true, cell: (month) => shown(money(month.incomeFen)) },
          {
            title: '十二个月补助占比',
            number: true,
            cell: (month) => shown(percent(signalOf(month, 'subsidyDependence'))),
          },
        ]}
        signs={['subsidyDependence']}
      />
      <MonthSection
        title={t('提供的服务')}
        id="services"
        chart={<ServicesChart months={data.months} />}
        caption={t('逐月服务')}
        months={latest}
        columns={[
          {
            title: '活动和培训',
            number: true,
            cell: (month) => opens(month, 'events', t('活动和培训'), 'count', month.events),
          },
          {
            title: '双方确认的辅导',
            number: true,
            cell: (month) => opens(month, 'sessions', t('双方确认的辅导'), 'count', month.sessions),
          },
        ]}
        signs={['servicesStopped']}
      />
      <MonthSection
        title={t('欠费')}
        id="arrears"
        chart={<ArrearsChart months={data.months} />}
        caption={t('逐月欠费')}
        months={latest}
        columns={[
          {
            title: '当月应收',
            number: true,
            cell: (month) => opens(month, 'billed', t('当月应收'), 'fen', month.billedFen),
          },
          {
            title: '到期未付',
            number: true,
            cell: (month) => opens(month, 'overdue', t('到期未付'), 'fen', month.overdueFen),
          },
          {
            title: '最久过期',
            number: true,
            cell: (month) => shown(month.overdueDays === null ? null : `${month.overdueDays}${t('天')}`),
          },
          {
            title: '占十二个月应收',
            number: true,
            cell: (month) => shown(percent(signalOf(month, 'arrearsShare'))),
          },
        ]}
        signs={['arrearsShare', 'arrearsAge']}
      />
      <Card title={t('历次预警')} id="alerts">
        <Table
          caption={t('历次预警')}
          rows={data.alerts}
          rowKey={({ id }) => id}
          empty={<Empty title={t('没有预警')}>{t('每天早上按上一个整月判断，有了才列在这里。')}</Empty>}
          columns={[
            { title: '预警', cell: ({ signal }) => <Label of={SIGNALS[signal]} /> },
            { title: '原因', cell: (alert) => (language === 'en' ? alert.saysEn : alert.says) },
            { title: '自', cell: ({ since }) => since.slice(0, 7) },
            { title: '告知', cell: ({ foundAt }) => showMoment(foundAt) },
            { title: '结束', cell: ({ endedAt }) => (endedAt ? showMoment(endedAt) : t('仍在')) },
          ]}
        />
      </Card>
      <Thresholds
        rows={data.thresholds}
        says={t('主管部门设定了的，运营机构只能设得更早预警。')}
        own={
          may('health.own') ? (signal) => data.thresholds.find((row) => row.signal === signal)?.operator ?? null : null
        }
        send={async (signal, value) => {
          await api.put(`/api/carriers/${carrierId}/health/threshold`, { signal, value });
          await client.invalidateQueries({ queryKey: ['carrier', carrierId, 'health'] });
          await client.invalidateQueries({ queryKey: ['health-alerts'] });
        }}
      />
      {opened && (
        <Dialog title={`${opened.month.slice(0, 7)} ${opened.title}`} open onClose={() => setOpened(null)}>
          <Records carrierId={carrierId} opened={opened} on={data.on} />
        </Dialog>
      )}
    </SpaceFrame>
  );
}

interface MonthSectionProps {
  title: string;
  id: string;
  says?: string;
  chart: ReactNode;
  caption: string;
  months: readonly Month[];
  /** Between the month and its warnings. */
  columns: readonly Column<Month>[];
  signs: readonly (keyof typeof SIGNALS)[];
}

/** One side of a space's health: its chart, and the table of months behind it. */
function MonthSection({ title, id, says, chart, caption, months, columns, signs }: MonthSectionProps) {
  return (
    <Card title={title} id={id}>
      {says && <p className="soft small">{says}</p>}
      <Suspense fallback={<Loading lines={6} />}>{chart}</Suspense>
      <Table
        caption={caption}
        scrolls
        rows={months}
        rowKey={({ month }) => month}
        empty={null}
        columns={[
          { title: '月份', cell: ({ month }) => <span className="nowrap">{month.slice(0, 7)}</span> },
          ...columns,
          { title: '预警', cell: (month) => <Signs month={month} of={signs} /> },
        ]}
      />
    </Card>
  );
}

/** The signs of a month that warn, each with its reason. */
function Signs({ month, of }: { month: Month; of: readonly (keyof typeof SIGNALS)[] }) {
  const { language } = useLook();
  const found = month.warnings.filter(({ signal }) => of.includes(signal));
  if (found.length === 0) return <>—</>;
  return (
    <>
      {found.map(({ signal, says, saysEn }) => (
        <div key={signal}>
          <Tag tone="warn">
            <Label of={SIGNALS[signal]} />
          </Tag>{' '}
          <span className="small">{language === 'en' ? saysEn : says}</span>
        </div>
      ))}
    </>
  );
}

function Records({ carrierId, opened, on }: { carrierId: string; opened: Opened; on: string }) {
  const t = useWords();
  const { data } = useQuery(healthRecordsQuery(carrierId, { figure: opened.figure, month: opened.month, on }));
  const { data: kinds } = useQuery(kindsQuery);
  if (!data) return <Loading />;
  const isKept = (kind: string) => kinds?.kinds.some(({ code }) => code === kind) ?? false;
  const value = (amount: number | null) =>
    amount === null
      ? t('未写明')
      : opened.unit === 'fen'
        ? showYuan(amount)
        : opened.unit === 'deskDays'
          ? `${showNumber(amount)}${t('工位·天')}`
          : '';
  return (
    <ul className="stack-s">
      {data.rows.map((row) => (
        <li key={`${row.kind} ${row.id} ${row.day}`}>
          {isKept(row.kind) ? (
            <Link to={`/spaces/${carrierId}/records?kind=${row.kind}&on=${row.day}` as string}>{row.label}</Link>
          ) : row.kind === 'mentoring' ? (
            <Link to={`/spaces/${carrierId}/mentors` as string}>{row.label}</Link>
          ) : (
            <Link to={`/spaces/${carrierId}/tenancies` as string}>{row.label}</Link>
          )}
          ，{showDay(row.day)}
          {row.until && `至${showDay(row.until)}`} {value(row.value)}{' '}
          {row.example && <Tag tone="note">{t('示例')}</Tag>}
        </li>
      ))}
    </ul>
  );
}
