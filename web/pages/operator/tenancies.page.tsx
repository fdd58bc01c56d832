import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { SpaceFrame } from '../../features/records/space-frame.tsx';
import { Standing } from '../../features/tenancies/departure.tsx';
import { tenanciesQuery, useTenancyDeed } from '../../features/tenancies/tenancies.ts';
import { api } from '../../lib/api.ts';
import { showDay, showMoney } from '../../lib/format.ts';
import { askedPage, pageOf, useSearchState } from '../../lib/search.ts';
import { useToday } from '../../lib/today.ts';
import { ChoiceFilter, Filters } from '../../ui/filters.tsx';
import { Form, REQUIRED } from '../../ui/form.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { NumberInput } from '../../ui/inputs.tsx';
import { Empty, Loading, Tag } from '../../ui/page.tsx';
import { Pager, Table } from '../../ui/table.tsx';

const SIZE = 50;

/** 运营机构 · 在驻团队：谁在、用几个工位、欠多少。 */
export function TenanciesPage() {
  const { carrierId = '' } = useParams({ strict: false }) as { carrierId?: string };
  const [search] = useSearchState();
  const [setting, setSetting] = useState(false);
  const deed = useTenancyDeed();
  const { data } = useQuery(
    tenanciesQuery(carrierId, { all: search.all === 'true', ...askedPage(search), size: SIZE }),
  );
  const today = useToday();
  return (
    <SpaceFrame
      carrierId={carrierId}
      title="在驻团队"
      says={
        data?.billing
          ? `每月1日出具上月账单，${data.billing.dueDays}日内付款；到期前、到期、逾期各提醒一次。`
          : '还没有开始出账：有收费的入驻会自动开始，也可以在这里设置。'
      }
      actions={<Button onClick={() => setSetting(true)}>出账设置</Button>}
    >
      <Filters>
        <ChoiceFilter name="all" label="范围" all="在驻和有欠费的" options={[{ value: 'true', label: '全部' }]} />
      </Filters>
      {data ? (
        <>
          <Table
            caption="在驻团队"
            rows={data.rows}
            rowKey={({ id }) => id}
            empty={<Empty title="没有在驻团队">办理入驻后会列在这里。</Empty>}
            columns={[
              {
                title: '团队',
                cell: (row) => (
                  <>
                    <Link to={`/spaces/${carrierId}/tenancies/${row.id}` as string}>{row.teamName}</Link>{' '}
                    {row.example && <Tag>示例</Tag>}
                  </>
                ),
              },
              { title: '状态', cell: (row) => <Standing row={row} today={today} /> },
              { title: '入驻', cell: (row) => showDay(row.since) },
              { title: '协议到期', cell: (row) => (row.agreedUntil ? showDay(row.agreedUntil) : '—') },
              { title: '工位', number: true, cell: (row) => (row.remote ? <Tag>远程</Tag> : (row.desks ?? '—')) },
              { title: '虚拟工位', number: true, cell: (row) => row.virtualDesks ?? '—' },
              { title: '未付', number: true, cell: (row) => showMoney(row.owedFen) },
              {
                title: '逾期',
                number: true,
                cell: (row) => (row.overdueFen > 0 ? <Tag tone="bad">{showMoney(row.overdueFen)}</Tag> : '—'),
              },
            ]}
          />
          <Pager
            total={data.total}
            more={data.more}
            page={pageOf(search)}
            size={SIZE}
            workbook={`/api/carriers/${carrierId}/tenancies.xlsx`}
            filters={{ all: search.all }}
          />
        </>
      ) : (
        <Loading />
      )}
      {setting && (
        <FormDialog<{ dueDays: number }>
          title="出账设置"
          button="保存"
          initial={{ dueDays: data?.billing?.dueDays ?? 10 }}
          send={(given) => deed(api.put(`/api/carriers/${carrierId}/billing`, given))}
          onClose={() => setSetting(false)}
        >
          <Form.Item name="dueDays" label="账单出具后多少日内付款" rules={REQUIRED('请填写日数')}>
            <NumberInput unit="日" whole />
          </Form.Item>
        </FormDialog>
      )}
    </SpaceFrame>
  );
}
