import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import {
  CARRIER_CLASSES,
  CARRIER_FORMS,
  CARRIER_KINDS,
  INDUSTRIES,
  PREMISES_TYPES,
  premisesTypesOf,
  SERVICE_MODELS,
} from '../../../src/records/carriers/carrier.contract.ts';
import { membershipsQuery } from '../../features/clusters/clusters.ts';
import { CarrierDialog } from '../../features/records/carrier-dialog.tsx';
import { carrierQuery, carrierVersionsQuery } from '../../features/records/carriers.ts';
import { booksQuery, carrierOwner, kindsQuery } from '../../features/records/records.ts';
import { SpaceFrame } from '../../features/records/space-frame.tsx';
import { SpacePhotosCard } from '../../features/records/space-photos.tsx';
import { RewardsCard } from '../../features/rewards/rewards.tsx';
import { FunctionsCard } from '../../features/spaceFunctions/functions-card.tsx';
import { showDay } from '../../lib/format.ts';
import { useMayOn } from '../../lib/session.ts';
import { Card, Pairs, Tag } from '../../ui/page.tsx';
import { Table } from '../../ui/table.tsx';

/** 运营机构与主管部门 · 一个载体：现在怎样，过去叫什么、由谁运营，记录登记到什么程度。 */
export function SpacePage() {
  const { carrierId = '' } = useParams({ strict: false }) as { carrierId?: string };
  const may = useMayOn('carrier', carrierId);
  const [editing, setEditing] = useState(false);
  const { data: carrier } = useSuspenseQuery(carrierQuery(carrierId));
  const { data: versions } = useQuery(carrierVersionsQuery(carrierId));
  const { data: memberships } = useQuery(membershipsQuery(carrierId));
  return (
    <SpaceFrame
      carrierId={carrierId}
      title="基本情况"
      actions={
        <>
          {carrier.kind === 'cluster' && (
            <Link to={`/clusters/${carrierId}` as string} className="button-link button-link-plain">
              成员和各项数字
            </Link>
          )}
          {may('case.open') && (
            <Link to="/apply" search={{ carrierId } as never} className="button-link button-link-plain">
              申报或备案
            </Link>
          )}
          {(may('carrier.amend') || may('carrier.edit')) && <Button onClick={() => setEditing(true)}>修改</Button>}
        </>
      }
    >
      <div className="columns">
        <Card title="基本情况" id="about">
          <Pairs
            of={[
              [
                '名称',
                <span key="name">
                  {carrier.name} {carrier.example && <Tag>示例</Tag>}
                </span>,
              ],
              [
                '类别',
                [CARRIER_KINDS[carrier.kind].zh, carrier.form && CARRIER_FORMS[carrier.form].zh]
                  .filter(Boolean)
                  .join(' · '),
              ],
              ['类型', carrier.class ? CARRIER_CLASSES[carrier.class].zh : '未知'],
              ['服务模式', carrier.serviceModel ? SERVICE_MODELS[carrier.serviceModel].zh : '未知'],
              [
                '运营机构',
                carrier.operatorId ? (
                  <Link key="operator" to={`/organisations/${carrier.operatorId}` as string}>
                    {carrier.operatorName}
                  </Link>
                ) : (
                  '未知'
                ),
              ],
              ...(memberships && memberships.rows.length > 0
                ? ([
                    [
                      '所属集聚区',
                      <ul key="clusters" className="plain">
                        {memberships.rows.map((one) => (
                          <li key={one.id}>
                            <a href={`/spaces/${one.clusterId}`}>{one.cluster}</a>，{showDay(one.validFrom)}加入
                            {one.validTo && `，${showDay(one.validTo)}退出`}
                          </li>
                        ))}
                      </ul>,
                    ],
                  ] as const)
                : []),
              ['所在地', carrier.territoryName],
              ['地址', carrier.address ?? '未知'],
              ['开始运营', carrier.openedOn ? showDay(carrier.openedOn) : '未知'],
              ['停止运营', carrier.closedOn ? showDay(carrier.closedOn) : '运营中'],
              ['经营方向', carrier.focus ?? '未知'],
              [
                '重点产业',
                INDUSTRIES.filter(({ code }) => carrier.focusIndustries.includes(code))
                  .map(({ zh }) => zh)
                  .join('、') || '—',
              ],
              ['决策目标', carrier.goals ?? '未知'],
              [
                '场地类型',
                premisesTypesOf(carrier.features)
                  .map((type) => PREMISES_TYPES[type].zh)
                  .join('、') || '—',
              ],
              ['特色', carrier.features.length > 0 ? carrier.features.join('、') : '—'],
              [
                '线上平台',
                carrier.virtualUrl ? (
                  <a key="url" href={carrier.virtualUrl} rel="noreferrer">
                    {carrier.virtualUrl}
                  </a>
                ) : (
                  '—'
                ),
              ],
              ['简介', carrier.summary ?? '—'],
              ['资料来源', carrier.source ?? '运营机构登记'],
            ]}
          />
        </Card>
        <BookSummary carrierId={carrierId} />
      </div>
      {carrier.kind !== 'cluster' && <SpacePhotosCard carrierId={carrierId} />}
      {carrier.kind !== 'cluster' && <FunctionsCard carrierId={carrierId} />}
      <RewardsCard carrierId={carrierId} />
      <Card title="历次重大事项" id="versions">
        <Table
          caption="历次重大事项"
          rows={versions?.rows ?? []}
          rowKey={({ id }) => id}
          empty={<p className="empty">没有变更过</p>}
          columns={[
            { title: '自', cell: ({ validFrom }) => (validFrom ? showDay(validFrom) : '开始时') },
            { title: '至', cell: ({ validTo }) => (validTo ? showDay(validTo) : '现在') },
            { title: '名称', cell: ({ name }) => name },
            { title: '运营机构', cell: ({ operatorName }) => operatorName ?? '未知' },
            { title: '经营方向', cell: ({ focus }) => focus ?? '未知' },
            { title: '类型', cell: (held) => (held.class ? CARRIER_CLASSES[held.class].zh : '未知') },
            { title: '服务模式', cell: (held) => (held.serviceModel ? SERVICE_MODELS[held.serviceModel].zh : '未知') },
            {
              title: '依据',
              cell: ({ caseId }) => (caseId ? <Link to={`/cases/${caseId}` as string}>变更备案</Link> : '登记'),
            },
          ]}
        />
      </Card>
      {editing && <CarrierDialog carrier={carrier} onClose={() => setEditing(false)} />}
    </SpaceFrame>
  );
}

function BookSummary({ carrierId }: { carrierId: string }) {
  const { data: books } = useQuery(booksQuery(carrierOwner(carrierId)));
  const { data: kinds } = useQuery(kindsQuery);
  const words = new Map(kinds?.kinds.map((kind) => [kind.code as string, kind.zh]));
  const moments = new Set(kinds?.kinds.filter(({ when }) => when === 'moment').map(({ code }) => code as string));
  return (
    <Card title="日常记录" id="books">
      <ul className="plain">
        {books?.rows.map((row) => (
          <li key={row.kind} className="row spread">
            <Link to={`/spaces/${carrierId}/records` as string} search={{ kind: row.kind } as never}>
              {words.get(row.kind) ?? row.kind}
            </Link>
            <span className="soft">{kept(row, moments.has(row.kind))}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** What happened once does not hold: an event counts as kept, a contract as long as it runs; all over, as kept. */
function kept(
  { kept, holding, completeFrom }: { kept: number; holding: number; completeFrom: string | null },
  isMoment: boolean,
): string {
  if (kept === 0) return completeFrom ? '没有' : '未登记';
  return isMoment || holding === 0 ? `${kept}条` : `${holding}条有效`;
}
