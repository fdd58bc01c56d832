import { useMutation, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { scopeOver } from '../../../src/policy/scope.ts';
import { blankFormQuery } from '../../features/cases/cases.ts';
import { FindingCounts, FindingList } from '../../features/cases/findings.tsx';
import { carrierMentorsQuery } from '../../features/mentoring/mentoring.ts';
import { carriersQuery } from '../../features/records/carriers.ts';
import { api } from '../../lib/api.ts';
import { useSearchState } from '../../lib/search.ts';
import { useMay } from '../../lib/session.ts';
import { ErrorNotice } from '../../ui/fault.tsx';
import { ChoiceFilter, Filters } from '../../ui/filters.tsx';
import { Card, Notice, Page, Tag } from '../../ui/page.tsx';
import { Intake, isOpen } from './apply.page.tsx';

/** 运营机构 · 申报前通读：条件与现在的判定、要填的内容、要交的材料、办理程序；然后开始。 */
export function ReadFormPage() {
  const [search] = useSearchState();
  const { packId = '', procedureId = '', carrierId = null } = search;
  const { data: form } = useSuspenseQuery(blankFormQuery(packId, procedureId, carrierId));
  const { data: carriers } = useQuery(carriersQuery({ size: 200 }));
  const suitable = (carriers?.rows ?? []).filter((carrier) => scopeOver(form, carrier) === 'inside');
  return (
    <Page
      title={form.procedureTitle}
      says={`${form.packTitle} ${form.cites}`}
      crumbs={[{ title: '申报与备案', to: '/apply' }]}
    >
      <Filters>
        <ChoiceFilter
          name="carrierId"
          label="用哪个空间的记录判定"
          all="先不选择"
          options={suitable.map(({ id, name }) => ({ value: id, label: name }))}
        />
        {form.purpose === 'mentor' && carrierId && <MentorFilter carrierId={carrierId} />}
      </Filters>
      {form.duplicates.length > 0 && (
        <Notice tone="warn" title="可能重复，开始前请核对">
          <ul>
            {form.duplicates.map((one) => (
              <li key={`${one.kind} ${one.number} ${one.name}`}>
                {one.name} {one.number}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      <Start
        packId={packId}
        procedureId={procedureId}
        carrierId={carrierId}
        mentorId={form.purpose === 'mentor' ? (search.mentorId ?? null) : undefined}
        open={isOpen(form)}
        intake={<Intake door={form} />}
      />
      {form.findings.length > 0 && (
        <Card title="条件" id="conditions" actions={<FindingCounts findings={form.findings} />}>
          {!carrierId && <p className="soft">选择空间后，按现有记录逐条判定；不选时一律为“材料不足”。</p>}
          <FindingList
            findings={form.findings}
            carrierId={carrierId}
            below={(finding) =>
              finding.evidence.length > 0 && (
                <p className="small soft">需要的材料：{finding.evidence.map(({ label }) => label).join('、')}</p>
              )
            }
          />
        </Card>
      )}
      <Card title="要填写的内容" id="fields">
        <ul>
          {form.fields.map((field) => (
            <li key={field.id}>
              {field.label} {!field.required && <Tag>可不填</Tag>}{' '}
              {field.cites && <span className="soft small">依据 {field.cites}</span>}
              {field.help && <div className="soft small">{field.help}</div>}
            </li>
          ))}
        </ul>
      </Card>
      <Card title="办理程序" id="steps">
        <ol>
          {form.steps.map((step) => (
            <li key={step.id}>
              <strong>{step.title}</strong> <span className="soft">{step.actor}</span>{' '}
              <span className="soft small">依据 {step.cites}</span>
              <div>{step.next}</div>
            </li>
          ))}
        </ol>
      </Card>
    </Page>
  );
}

function MentorFilter({ carrierId }: { carrierId: string }) {
  const { data } = useQuery(carrierMentorsQuery(carrierId));
  return (
    <ChoiceFilter
      name="mentorId"
      label="为哪位导师申请"
      all="请选择导师"
      options={(data?.rows ?? []).map(({ mentorId, name }) => ({ value: mentorId, label: name }))}
    />
  );
}

interface StartProps {
  packId: string;
  procedureId: string;
  carrierId: string | null;
  /** null: not chosen yet; undefined: the procedure is about no mentor. */
  mentorId: string | null | undefined;
  open: boolean;
  intake: React.ReactNode;
}

function Start({ packId, procedureId, carrierId, mentorId, open, intake }: StartProps) {
  const may = useMay();
  const client = useQueryClient();
  const navigate = useNavigate();
  const start = useMutation({
    mutationFn: () => api.post<{ caseId: string }>('/api/cases', { packId, procedureId, carrierId, mentorId }),
    onSuccess: async ({ caseId }) => {
      await client.invalidateQueries({ queryKey: ['cases'] });
      await client.invalidateQueries({ queryKey: ['tasks'] });
      void navigate({ to: `/cases/${caseId}/form` as string });
    },
  });
  if (!may('case.open')) return null;
  return (
    <Card title="受理时间" id="start">
      <div className="stack-s">
        {intake}
        <ErrorNotice error={start.error} />
        <div className="row">
          <Button
            type="primary"
            disabled={!carrierId || mentorId === null || !open}
            loading={start.isPending}
            onClick={() => start.mutate()}
          >
            开始填报
          </Button>
          {!carrierId && <span className="soft">请先选择空间</span>}
          {carrierId && mentorId === null && <span className="soft">请先选择导师</span>}
          {carrierId && !open && <span className="soft">不在受理期内，可先准备材料</span>}
        </div>
      </div>
    </Card>
  );
}
