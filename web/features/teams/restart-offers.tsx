import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Radio } from 'antd';
import { useState } from 'react';
import type { z } from 'zod';
import { type OfferView, type offersView, RESTARTS } from '../../../src/records/restarts/restart.contract.ts';
import { api } from '../../lib/api.ts';
import { showDay } from '../../lib/format.ts';
import { useMay } from '../../lib/session.ts';
import { useWords } from '../../lib/words.ts';
import { ErrorNotice } from '../../ui/fault.tsx';
import { Form, REQUIRED } from '../../ui/form.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { Label } from '../../ui/label.tsx';
import { Card } from '../../ui/page.tsx';
import { AnswerButtons, AnswerTag } from './answer.tsx';

const offersQuery = (path: string) =>
  queryOptions({
    queryKey: ['restart-offers', path],
    queryFn: () => api.get<z.output<typeof offersView>>(path),
  });

/** On the team's page: what was offered, and the team's answer. */
export function TeamOffers({ teamId }: { teamId: string }) {
  const t = useWords();
  const may = useMay();
  const client = useQueryClient();
  const { data } = useQuery(offersQuery(`/api/teams/${teamId}/restart-offers`));
  const answer = useMutation({
    mutationFn: ({ offer, accepted }: { offer: OfferView; accepted: boolean }) =>
      api.post(`/api/teams/${teamId}/restart-offers/${offer.id}/answer`, { version: offer.version, accepted }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['restart-offers'] }),
  });
  if (!data || data.rows.length === 0) return null;
  return (
    <Card title={t('受挫帮扶')} id="restart-offers">
      <ErrorNotice error={answer.error} />
      <ul className="plain stack">
        {data.rows.map((offer) => (
          <li key={offer.id} className="stack-s">
            <Offer offer={offer} />
            {offer.accepted === null && may('tenancy.act') && (
              <AnswerButtons
                of={zhOf(offer)}
                pending={answer.isPending}
                onAnswer={(accepted) => answer.mutate({ offer, accepted })}
              />
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** With the operator: what was offered to a team that left as failed, what it answered, what became of it. */
export function DepartureOffers({ carrierId, tenancyId }: { carrierId: string; tenancyId: string }) {
  const t = useWords();
  const may = useMay();
  const path = `/api/carriers/${carrierId}/tenancies/${tenancyId}/restart-offers`;
  const { data } = useQuery(offersQuery(path));
  const [open, setOpen] = useState<OfferView | null>(null);
  if (!data || data.rows.length === 0) return null;
  return (
    <Card title={t('受挫帮扶')} id="restart-offers">
      <p className="soft">团队因创业终止退出，已自动提出下列帮扶；请联系团队，写明具体安排和结果。</p>
      <ul className="plain stack">
        {data.rows.map((offer) => (
          <li key={offer.id} className="row spread">
            <Offer offer={offer} />
            {may('tenancy.manage') && (
              <Button size="small" aria-label={`跟进: ${zhOf(offer)}`} onClick={() => setOpen(offer)}>
                {t('跟进')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {open && <FollowUp offer={open} path={path} onClose={() => setOpen(null)} />}
    </Card>
  );
}

const kindOf = (offer: OfferView) => RESTARTS.find(({ code }) => code === offer.kind);
const zhOf = (offer: OfferView) => kindOf(offer)?.zh ?? offer.kind;

function Offer({ offer }: { offer: OfferView }) {
  const kind = kindOf(offer);
  return (
    <div>
      <strong>{kind && <Label of={kind} />}</strong> <AnswerTag accepted={offer.accepted} />
      <div>{offer.content}</div>
      <div className="soft small">
        {showDay(offer.offeredOn)}提出{offer.outcome && `；结果：${offer.outcome}`}
      </div>
    </div>
  );
}

function FollowUp({ offer, path, onClose }: { offer: OfferView; path: string; onClose: () => void }) {
  const client = useQueryClient();
  const { content, accepted, outcome } = offer;
  return (
    <FormDialog<{ content: string; accepted: boolean | null; outcome: string | null }>
      title={`跟进 · ${zhOf(offer)}`}
      button="保存"
      initial={{ content, accepted, outcome }}
      send={async (given) => {
        await api.put(`${path}/${offer.id}`, { ...given, version: offer.version });
        await client.invalidateQueries({ queryKey: ['restart-offers'] });
      }}
      onClose={onClose}
    >
      <Form.Item name="content" label="帮扶内容" rules={REQUIRED('请写明帮扶内容')}>
        <Input.TextArea rows={3} maxLength={2000} />
      </Form.Item>
      <Form.Item name="accepted" label="团队答复">
        <Radio.Group
          options={[
            { value: null, label: '尚未答复' },
            { value: true, label: '接受' },
            { value: false, label: '不需要' },
          ]}
        />
      </Form.Item>
      <Form.Item name="outcome" label="结果">
        <Input.TextArea rows={2} maxLength={2000} />
      </Form.Item>
    </FormDialog>
  );
}
