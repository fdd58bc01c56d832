import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import type { z } from 'zod';
import type { designationsView } from '../../../src/effects/designations/designation.contract.ts';
import { CARRIER_FORMS } from '../../../src/records/carriers/carrier.contract.ts';
import { CLUSTER_SERVICES, MEMBER_ROLES } from '../../../src/records/clusters/cluster.contract.ts';
import { casesQuery } from '../../features/cases/cases.ts';
import {
  clusterFiguresQuery,
  type Figures,
  figureRecordsQuery,
  type Member,
  membersQuery,
} from '../../features/clusters/clusters.ts';
import { AddMember, CorrectMember, VoidMember } from '../../features/clusters/member-dialogs.tsx';
import { carrierQuery } from '../../features/records/carriers.ts';
import { kindsQuery } from '../../features/records/records.ts';
import { api } from '../../lib/api.ts';
import { showDay, showNumber } from '../../lib/format.ts';
import { useSearchState } from '../../lib/search.ts';
import { useMay, useMayOn } from '../../lib/session.ts';
import { useLabel, useWords } from '../../lib/words.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ChoiceFilter, DayFilter, Filters } from '../../ui/filters.tsx';
import { Label } from '../../ui/label.tsx';
import { Opener } from '../../ui/opener.tsx';
import { Card, Empty, Loading, Page, Tag } from '../../ui/page.tsx';
import { Table } from '../../ui/table.tsx';

/** 认定: what the cluster was recognised as and by which case; what is under way. */
function Recognition({ carrierId }: { carrierId: string }) {
  const may = useMay();
  const { data: held } = useQuery({
    queryKey: ['designations', carrierId],
    queryFn: () => api.get<z.output<typeof designationsView>>('/api/designations', { carrierId, size: 50 }),
    enabled: may('designation.list'),
  });
  const { data: cases } = useQuery({
    ...casesQuery({ carrierId, state: 'open', purpose: 'recognition', sort: '-openedAt', size: 20 }),
    enabled: may('case.list'),
  });
  if (!held || !cases) return null;
  return (
    <Card title="认定" id="recognition">
      <ul className="plain stack-s">
        {held.rows.length === 0 && cases.rows.length === 0 && (
          <li className="soft">没有认定；由集聚区的管理机构在“申报与备案”申请。</li>
        )}
        {held.rows.map((row) => (
          <li key={row.id}>
            <Link to={`/designations/${row.id}` as string}>{row.name}</Link> <Tag>{row.stateLabel}</Tag>{' '}
            <span className="soft">
              {row.number}，{showDay(row.validFrom)}起{row.validTo && `至${showDay(row.validTo)}`}
            </span>
          </li>
        ))}
        {cases.rows.map((row) => (
          <li key={row.id}>
            <Link to={`/cases/${row.id}` as string}>{row.title}</Link> <Tag tone="accent">{row.stepTitle}</Tag>
          </li>
        ))}
      </ul>
    </Card>
  );
}

type Figure = Figures['rows'][number];

/** 主管部门 · 一个集聚区：任何一天的成员和各项数字，成员的加入和退出。 */
export function ClusterPage() {
  const { carrierId = '' } = useParams({ strict: false }) as { carrierId?: string };
  const t = useWords();
  const label = useLabel();
  const may = useMayOn('carrier', carrierId);
  const [search] = useSearchState();
  const { data: cluster } = useSuspenseQuery(carrierQuery(carrierId));
  const history = search.members === 'all';
  const { data: members } = useQuery(membersQuery(carrierId, search.on, history));
  const { data: figures } = useQuery(clusterFiguresQuery(carrierId, search.on));
  const [deed, setDeed] = useState<{ kind: 'add' } | { kind: 'correct' | 'void'; member: Member } | null>(null);
  const [opened, setOpened] = useState<Figure | null>(null);
  const close = () => setDeed(null);
  const on = figures?.on;
  return (
    <Page
      title={cluster.name}
      crumbs={[{ title: '众创集聚区', to: '/clusters' }]}
      says={
        <>
          {cluster.form && <Label of={CARRIER_FORMS[cluster.form]} />} {cluster.focus}{' '}
          {cluster.example && <Tag>{t('示例')}</Tag>}
        </>
      }
      actions={
        <>
          <Link to={`/spaces/${carrierId}` as string} className="button-link button-link-plain">
            {t('基本情况')}
          </Link>
          {may('cluster.manage') && (
            <Button type="primary" onClick={() => setDeed({ kind: 'add' })}>
              {t('登记成员')}
            </Button>
          )}
        </>
      }
    >
      <Filters>
        <DayFilter name="on" label={t('截至日期')} />
        <ChoiceFilter name="members" label="成员" all="当日的" options={[{ value: 'all', label: t('历来的') }]} />
      </Filters>
      <Recognition carrierId={carrierId} />
      <Card title={on ? `${showDay(on)}${t('的各项数字')}` : t('各项数字')} id="figures">
        {figures ? (
          <Table
            caption={t('各项数字')}
            rows={figures.rows}
            rowKey={({ key }) => key}
            empty={null}
            columns={[
              {
                title: '项目',
                cell: (row) => (
                  <>
                    <Label of={row} /> {row.examples > 0 && <Tag tone="note">{`示例${row.examples}条`}</Tag>}
                  </>
                ),
              },
              {
                title: '数量',
                number: true,
                cell: (row) =>
                  row.value === null ? (
                    <span className="soft">{t('未知')}</span>
                  ) : (
                    <Opener
                      face={`${showNumber(row.value)}${row.unit}`}
                      label={label(row)}
                      opens={row.records > 0}
                      onOpen={() => setOpened(row)}
                    />
                  ),
              },
              {
                title: '一年前',
                number: true,
                cell: (row) => (row.yearBefore === null ? t('未知') : `${showNumber(row.yearBefore)}${row.unit}`),
              },
            ]}
          />
        ) : (
          <Loading lines={10} />
        )}
      </Card>
      {members && <ServiceCoverage members={members.rows} form={cluster.form} />}
      <Card title={history ? t('历来的成员') : t('成员')} id="members">
        {members ? (
          <Table
            caption={t('成员')}
            rows={members.rows}
            rowKey={({ id }) => id}
            empty={<Empty title={t('没有成员')}>{t('登记载体、服务机构和企业为成员，写明加入的日期。')}</Empty>}
            columns={[
              {
                title: '名称',
                cell: (member) => (
                  <>
                    <Link
                      to={
                        (member.carrierId
                          ? `/spaces/${member.carrierId}`
                          : `/organisations/${member.organisationId}`) as string
                      }
                    >
                      {member.name}
                    </Link>{' '}
                    {member.example && <Tag>{t('示例')}</Tag>}
                  </>
                ),
              },
              { title: '类别', cell: ({ role }) => <Label of={MEMBER_ROLES[role]} /> },
              {
                title: '提供的服务',
                cell: ({ services }) =>
                  services.length === 0 ? '—' : services.map((code) => label(CLUSTER_SERVICES[code])).join('、'),
              },
              { title: '加入', cell: ({ validFrom }) => <span className="nowrap">{showDay(validFrom)}</span> },
              { title: '退出', cell: ({ validTo }) => (validTo ? showDay(validTo) : t('仍是成员')) },
              ...(may('cluster.manage')
                ? [
                    {
                      title: '办理',
                      cell: (member: Member) => (
                        <span className="row">
                          <Button size="small" onClick={() => setDeed({ kind: 'correct', member })}>
                            {t('更正或退出')}
                          </Button>
                          <Button size="small" danger onClick={() => setDeed({ kind: 'void', member })}>
                            {t('作废')}
                          </Button>
                        </span>
                      ),
                    },
                  ]
                : []),
            ]}
          />
        ) : (
          <Loading lines={6} />
        )}
      </Card>
      {deed?.kind === 'add' && <AddMember clusterId={carrierId} onClose={close} />}
      {deed?.kind === 'correct' && <CorrectMember clusterId={carrierId} member={deed.member} onClose={close} />}
      {deed?.kind === 'void' && <VoidMember clusterId={carrierId} member={deed.member} onClose={close} />}
      {opened && on && (
        <Dialog title={`${label(opened)}（${showDay(on)}）`} open onClose={() => setOpened(null)}>
          <FigureRecords clusterId={carrierId} figure={opened} on={on} />
        </Dialog>
      )}
    </Page>
  );
}

/** 江苏 三(三) names the services that should gather; which are there, and from how many. */
function ServiceCoverage({ members, form }: { members: readonly Member[]; form: string | null }) {
  const t = useWords();
  const services = Object.entries(CLUSTER_SERVICES).filter(([, row]) => row.form !== null);
  const asked = services.filter(([, row]) => form === null || row.form === form);
  return (
    <Card title={t('集聚了哪些服务')} id="services">
      <p className="soft small">{t('所列服务取自江苏省工作方案三(三)；没有的是集聚区还缺的。')}</p>
      <ul className="plain row">
        {asked.map(([code, row]) => {
          const count = members.filter((member) => (member.services as string[]).includes(code)).length;
          return (
            <li key={code}>
              <Tag tone={count > 0 ? 'ok' : 'plain'}>
                <Label of={row} /> {count > 0 ? `${count}家` : t('没有')}
              </Tag>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}

function FigureRecords({ clusterId, figure, on }: { clusterId: string; figure: Figure; on: string }) {
  const t = useWords();
  const { data } = useQuery(figureRecordsQuery(clusterId, figure.key, on));
  const { data: kinds } = useQuery(kindsQuery);
  if (!data) return <Loading />;
  const isKept = (kind: string) => kinds?.kinds.some(({ code }) => code === kind) ?? false;
  const target = (row: (typeof data.rows)[number]) =>
    row.kind === 'carrier'
      ? `/spaces/${row.id}`
      : row.kind === 'organisation'
        ? `/organisations/${row.id}`
        : isKept(row.kind)
          ? `/spaces/${row.carrierId}/records?kind=${row.kind}&on=${row.day}`
          : `/spaces/${row.carrierId}`;
  return (
    <div className="stack-s">
      {data.bySpace.length > 1 && data.rows[0]?.kind !== 'carrier' && (
        <ul className="plain">
          {data.bySpace.map((space) => (
            <li key={space.carrierId} className="row spread">
              <Link to={`/spaces/${space.carrierId}` as string}>{space.carrierName}</Link>
              <span>{`${showNumber(space.value)}${figure.unit}`}</span>
            </li>
          ))}
        </ul>
      )}
      <ul className="stack-s">
        {data.rows.map((row) => (
          <li key={row.id}>
            <Link to={target(row) as string}>{row.label}</Link>，{row.carrierName}，{showDay(row.day)}{' '}
            {row.example && <Tag tone="note">{t('示例')}</Tag>}
          </li>
        ))}
      </ul>
      {data.total > data.rows.length && <p className="soft">{`只列出前${data.rows.length}条，共${data.total}条`}</p>}
    </div>
  );
}
