import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { ADMISSION_STATES } from '../../../src/records/admissions/admission.contract.ts';
import { PURPOSES, WAITS_BY } from '../../../src/records/criteria/criteria.contract.ts';
import { SpaceFrame } from '../../features/records/space-frame.tsx';
import { StageStandardsCard } from '../../features/teams/stage-standards-card.tsx';
import { CriteriaDialog } from '../../features/tenancies/criteria-dialog.tsx';
import { admissionsQuery, criteriaQuery } from '../../features/tenancies/tenancies.ts';
import { showMoment } from '../../lib/format.ts';
import { askedPage, pageOf, useSearchState } from '../../lib/search.ts';
import { ChoiceFilter, Filters } from '../../ui/filters.tsx';
import { Card, Empty, Loading, Tag } from '../../ui/page.tsx';
import { Pager, Table } from '../../ui/table.tsx';

const SIZE = 50;
type Purpose = keyof typeof PURPOSES;

/** 运营机构 · 入驻申请：门户来的咨询和申请，遴选标准。 */
export function AdmissionsPage() {
  const { carrierId = '' } = useParams({ strict: false }) as { carrierId?: string };
  const [search] = useSearchState();
  const { data } = useQuery(admissionsQuery(carrierId, { state: search.state, ...askedPage(search), size: SIZE }));
  return (
    <SpaceFrame
      carrierId={carrierId}
      title="入驻申请"
      says={
        <>
          创业团队在门户提出，凭回执号查看进度。<a href={`/spaces/${carrierId}/apply`}>打开申请页</a>
        </>
      }
    >
      <Filters>
        <ChoiceFilter
          name="state"
          label="状态"
          options={Object.entries(ADMISSION_STATES).map(([value, { zh }]) => ({ value, label: zh }))}
        />
      </Filters>
      {data ? (
        <>
          <Table
            caption="入驻申请"
            rows={data.rows}
            rowKey={({ id }) => id}
            empty={<Empty title="还没有申请">把门户上的申请页发给创业团队，提交后会列在这里。</Empty>}
            columns={[
              {
                title: '团队',
                cell: (row) => (
                  <>
                    <Link to={`/spaces/${carrierId}/admissions/${row.id}` as string}>{row.teamName}</Link>{' '}
                    {row.example && <Tag>示例</Tag>}
                  </>
                ),
              },
              { title: '负责人', cell: (row) => `${row.founderName} ${row.phoneMasked}` },
              {
                title: '状态',
                cell: (row) => (
                  <>
                    <Tag tone={ADMISSION_STATES[row.state].isOpen ? 'warn' : 'plain'}>
                      {ADMISSION_STATES[row.state].zh}
                    </Tag>
                    {row.place !== null && <span className="small">第{row.place}位</span>}
                  </>
                ),
              },
              {
                title: '平均分',
                number: true,
                cell: (row) => (row.blind && row.scores > 0 ? '评分后可见' : (row.average ?? '—')),
              },
              { title: '收到', cell: (row) => showMoment(row.receivedAt) },
            ]}
          />
          <Pager
            total={data.total}
            more={data.more}
            page={pageOf(search)}
            size={SIZE}
            workbook={`/api/carriers/${carrierId}/admissions.xlsx`}
            filters={{ state: search.state }}
          />
        </>
      ) : (
        <Loading />
      )}
      <Standards carrierId={carrierId} />
      <StageStandardsCard carrierId={carrierId} />
    </SpaceFrame>
  );
}

function Standards({ carrierId }: { carrierId: string }) {
  const { data } = useQuery(criteriaQuery(carrierId));
  const [editing, setEditing] = useState<Purpose | null>(null);
  const of = (purpose: Purpose) => data?.rows.find((row) => row.purpose === purpose);
  return (
    <Card id="standards" title="遴选、毕业和淘汰标准">
      <div className="stack">
        {(Object.keys(PURPOSES) as Purpose[]).map((purpose) => {
          const current = of(purpose);
          return (
            <section key={purpose} className="stack-s" aria-label={PURPOSES[purpose].zh}>
              <div className="row">
                <h3>{PURPOSES[purpose].zh}</h3>
                {current?.example && <Tag>示例</Tag>}
                <Button onClick={() => setEditing(purpose)}>
                  {current ? '换版' : '发布'}
                  <span className="hidden-label">{PURPOSES[purpose].zh}</span>
                </Button>
              </div>
              {current ? (
                <>
                  <p className="soft small">
                    第{current.edition}版{current.passScore !== null && `，平均${current.passScore}分以上可入选`}
                    {purpose === 'selection' && `，候补${WAITS_BY[current.waitsBy].zh}`}
                  </p>
                  <ol>
                    {current.items.map(({ id, says, points }) => (
                      <li key={id}>
                        {says}
                        {points > 0 && `（${points}分）`}
                      </li>
                    ))}
                  </ol>
                </>
              ) : (
                <p className="soft">还没有发布。</p>
              )}
            </section>
          );
        })}
        {editing && (
          <CriteriaDialog
            carrierId={carrierId}
            purpose={editing}
            current={of(editing)}
            onClose={() => setEditing(null)}
          />
        )}
      </div>
    </Card>
  );
}
