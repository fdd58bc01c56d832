import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { LEGAL_FORMS, ORGANISATION_KINDS } from '../../../src/records/organisations/organisation.contract.ts';
import { OrganisationDialog } from '../../features/people/organisation-dialog.tsx';
import { organisationQuery } from '../../features/people/people.ts';
import { api } from '../../lib/api.ts';
import { showDay, showMoment } from '../../lib/format.ts';
import { useMay, useMayOn } from '../../lib/session.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { Card, Page, Pairs, Tag } from '../../ui/page.tsx';
import { CreditCard } from './credit.page.tsx';

/** 所有人 · 一个机构：登记信息；本机构可以修改，主管部门核验。 */
export function OrganisationPage() {
  const { organisationId = '' } = useParams({ strict: false }) as { organisationId?: string };
  const may = useMay();
  const client = useQueryClient();
  const [editing, setEditing] = useState(false);
  const { data: one } = useSuspenseQuery(organisationQuery(organisationId));
  const mayHere = useMayOn('organisation', one.id);
  const verify = async () => {
    await api.post(`/api/organisations/${one.id}/verification`, { version: one.version, verified: !one.verifiedAt });
    await client.invalidateQueries({ queryKey: ['organisations'] });
  };
  return (
    <Page
      title={one.name}
      crumbs={[may('organisation.create') ? { title: '机构', to: '/organisations' } : { title: '机构' }]}
      actions={
        <>
          {mayHere('organisation.edit') && <Button onClick={() => setEditing(true)}>修改</Button>}
          {mayHere('organisation.verify') && (
            <Confirm
              face={one.verifiedAt ? '撤销核验' : '核验通过'}
              title={one.verifiedAt ? '撤销核验' : '核验通过'}
              says={
                one.verifiedAt
                  ? '撤销后，该机构重新列为待核验。'
                  : '请确认名称和统一社会信用代码与登记机关公示的信息一致。'
              }
              primary={!one.verifiedAt}
              danger={!!one.verifiedAt}
              act={verify}
            />
          )}
        </>
      }
    >
      <Card title="登记信息" id="about">
        <Pairs
          of={[
            [
              '名称',
              <span key="name">
                {one.name} {one.example && <Tag>示例</Tag>}
              </span>,
            ],
            ['类别', ORGANISATION_KINDS[one.kind].zh],
            ['统一社会信用代码', one.uscc ? <code key="uscc">{one.uscc}</code> : '未知'],
            ['单位性质', one.legalForm ? LEGAL_FORMS[one.legalForm].zh : '未知'],
            ['独立法人资格', one.legalPerson === null ? '未知' : one.legalPerson ? '具有' : '不具有'],
            ['所在地', one.territoryName],
            ['登记注册日期', one.registeredOn ? showDay(one.registeredOn) : '未知'],
            ['地址', one.address ?? '未知'],
            [
              '核验',
              <span key="verified" className="row">
                <Tag tone={one.verifiedAt ? 'ok' : 'warn'}>{one.verifiedAt ? '已核验' : '待核验'}</Tag>
                {one.verifiedAt && <span className="soft small">{showMoment(one.verifiedAt)}</span>}
              </span>,
            ],
          ]}
        />
      </Card>
      {may('credit.list') && <CreditCard organisationId={one.id} />}
      {editing && <OrganisationDialog organisation={one} onClose={() => setEditing(false)} />}
    </Page>
  );
}
