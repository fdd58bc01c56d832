import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { SIGNALS } from '../../../src/cases/health/health.contract.ts';
import { healthAlertsQuery, healthRulesQuery } from '../../features/health/health.ts';
import { Thresholds } from '../../features/health/thresholds.tsx';
import { api } from '../../lib/api.ts';
import { showMoment } from '../../lib/format.ts';
import { useLook } from '../../lib/look.ts';
import { pageOf, useSearchState } from '../../lib/search.ts';
import { useWords } from '../../lib/words.ts';
import { Label } from '../../ui/label.tsx';
import { Card, Empty, Loading, Page } from '../../ui/page.tsx';
import { Pager, Table } from '../../ui/table.tsx';

const SIZE = 50;

/** 主管部门 · 运营预警：本辖区哪些空间正在预警、为什么；从多少起预警。 */
export function HealthAlertsPage() {
  const t = useWords();
  const { language } = useLook();
  const client = useQueryClient();
  const [search] = useSearchState();
  const { data } = useQuery(healthAlertsQuery({ all: 'true', page: pageOf(search), size: SIZE }));
  const { data: rules } = useQuery(healthRulesQuery);
  return (
    <Page title="运营预警" says={t('每天早上按上一个整月判断；同一预警持续期间只告知一次。')}>
      <Card title={t('正在预警')} id="alerts">
        {data ? (
          <>
            <Table
              caption={t('正在预警')}
              rows={data.rows}
              rowKey={({ id }) => id}
              empty={<Empty title={t('没有预警')}>{t('本辖区没有空间达到预警值，或记录不足以判断。')}</Empty>}
              columns={[
                {
                  title: '空间',
                  cell: (alert) => <Link to={`/spaces/${alert.carrierId}/health` as string}>{alert.carrierName}</Link>,
                },
                { title: '预警', cell: ({ signal }) => <Label of={SIGNALS[signal]} /> },
                { title: '原因', cell: (alert) => (language === 'en' ? alert.saysEn : alert.says) },
                { title: '自', cell: ({ since }) => since.slice(0, 7) },
                { title: '告知', cell: ({ foundAt }) => showMoment(foundAt) },
                { title: '本单位', cell: ({ seenAt }) => (seenAt ? `${showMoment(seenAt)}${t('知悉')}` : t('未知悉')) },
              ]}
            />
            <Pager total={data.total} page={pageOf(search)} size={SIZE} />
          </>
        ) : (
          <Loading lines={8} />
        )}
      </Card>
      {rules && (
        <Thresholds
          rows={rules.rows}
          says={`${rules.territory}：${t('设定后本辖区的空间都按此预警，下级另有设定的按下级。')}`}
          own={(signal) => {
            const row = rules.rows.find((one) => one.signal === signal);
            return row?.from === 'territory' ? row.value : null;
          }}
          send={async (signal, value) => {
            await api.put('/api/health-rules', { signal, value });
            await client.invalidateQueries({ queryKey: ['health-rules'] });
          }}
        />
      )}
    </Page>
  );
}
