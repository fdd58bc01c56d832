import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { CARRIER_FORMS } from '../../../src/records/carriers/carrier.contract.ts';
import { CarrierDialog } from '../../features/records/carrier-dialog.tsx';
import { carriersQuery } from '../../features/records/carriers.ts';
import { showDay } from '../../lib/format.ts';
import { askedPage, pageOf, useSearchState } from '../../lib/search.ts';
import { useMay } from '../../lib/session.ts';
import { useWords } from '../../lib/words.ts';
import { Label } from '../../ui/label.tsx';
import { Empty, Loading, Page, Tag } from '../../ui/page.tsx';
import { Pager, Table } from '../../ui/table.tsx';

const SIZE = 50;

/** 主管部门 · 众创集聚区：本辖区有哪些，登记新的。 */
export function ClustersPage() {
  const may = useMay();
  const t = useWords();
  const [search] = useSearchState();
  const [adding, setAdding] = useState(false);
  const { data } = useQuery(carriersQuery({ ...askedPage(search), size: SIZE, kind: 'cluster' }));
  const add = may('carrier.create') && (
    <Button type="primary" onClick={() => setAdding(true)}>
      {t('登记集聚区')}
    </Button>
  );
  return (
    <Page title="众创集聚区" says={t('成员各有起止日期，各项数字可以看任何一天。')} actions={add}>
      {data ? (
        <>
          <Table
            caption={t('众创集聚区')}
            rows={data.rows}
            rowKey={({ id }) => id}
            empty={
              <Empty title={t('还没有集聚区')} action={add}>
                {t('登记时类别选“众创集聚区”，再登记它的成员。')}
              </Empty>
            }
            columns={[
              {
                title: '名称',
                cell: (one) => (
                  <>
                    <Link to={`/clusters/${one.id}` as string}>{one.name}</Link> {one.example && <Tag>{t('示例')}</Tag>}
                  </>
                ),
              },
              { title: '类型', cell: ({ form }) => (form ? <Label of={CARRIER_FORMS[form]} /> : t('未知')) },
              { title: '方向', cell: ({ focus }) => focus ?? t('未知') },
              { title: '所在地', cell: ({ territoryName }) => territoryName },
              { title: '设立', cell: ({ openedOn }) => (openedOn ? showDay(openedOn) : t('未知')) },
            ]}
          />
          <Pager total={data.total} more={data.more} page={pageOf(search)} size={SIZE} />
        </>
      ) : (
        <Loading lines={8} />
      )}
      {adding && <CarrierDialog carrier={null} onClose={() => setAdding(false)} />}
    </Page>
  );
}
