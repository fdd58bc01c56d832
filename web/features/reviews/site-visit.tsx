import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { api } from '../../lib/api.ts';
import { showDay } from '../../lib/format.ts';
import { ErrorNotice } from '../../ui/fault.tsx';
import { FileButton } from '../../ui/file-picker.tsx';
import { Form, useFieldErrors } from '../../ui/form.tsx';
import { ChoiceInput, DayInput } from '../../ui/inputs.tsx';
import { Card, Loading } from '../../ui/page.tsx';
import { useCaseChange } from '../cases/case-change.ts';
import { type SiteVisitView, siteVisitQuery } from './reviews.ts';

const SEEN = [
  { value: 'met', label: '现场属实' },
  { value: 'unmet', label: '现场不符' },
  { value: 'notSeen', label: '未查看' },
];

/** What was seen on the spot, by whom, with photos. */
export function SiteVisit({ caseId, records }: { caseId: string; records: boolean }) {
  const { data: visit, error } = useQuery(siteVisitQuery(caseId));
  return (
    <Card title="现场考察记录" id="site-visit">
      <ErrorNotice error={error} />
      {!visit && !error && <Loading />}
      {visit?.state === 'draft' && !records && <p>正由组织考察的机关办理，记录尚未提交。</p>}
      {visit?.state === 'draft' && records && <Record key={visit.version} caseId={caseId} visit={visit} />}
      {visit?.state === 'submitted' && (
        <p>
          {showDay(visit.visitedOn)}考察，记录已提交。{visit.summary}
        </p>
      )}
    </Card>
  );
}

interface Entered {
  visitedOn: string | null;
  place: string | null;
  people: { name: string; organisation?: string; duty?: string }[];
  findings: { requirement: string; outcome: 'met' | 'unmet' | 'notSeen'; says?: string }[];
  summary: string | null;
}

function Record({ caseId, visit }: { caseId: string; visit: SiteVisitView }) {
  const [form] = Form.useForm<Entered>();
  const showFields = useFieldErrors(form);
  const body = (entered: Entered) => ({
    version: visit.version,
    visitedOn: entered.visitedOn ?? null,
    place: entered.place || null,
    people: (entered.people ?? []).map(({ name, organisation = '', duty = '' }) => ({
      name: name ?? '',
      organisation,
      duty,
    })),
    findings: (entered.findings ?? []).map(({ requirement, outcome, says = '' }) => ({
      requirement,
      outcome: outcome ?? 'notSeen',
      says,
    })),
    summary: entered.summary || null,
  });
  const save = useCaseChange(caseId, (entered: Entered) => api.put(`/api/cases/${caseId}/site-visit`, body(entered)));
  const submit = useCaseChange(caseId, (entered: Entered) =>
    api.post(`/api/cases/${caseId}/site-visit/submission`, body(entered)),
  );
  const known = new Map(visit.findings.map((finding) => [finding.requirement, finding]));
  const initial: Entered = {
    visitedOn: visit.visitedOn,
    place: visit.place,
    people: visit.people.length > 0 ? visit.people : [{ name: '', organisation: '', duty: '' }],
    findings: visit.requirements.map(({ id }) => known.get(id) ?? { requirement: id, outcome: 'notSeen', says: '' }),
    summary: visit.summary,
  };
  return (
    <Form
      form={form}
      layout="vertical"
      initialValues={initial}
      onFinish={(entered) => submit.mutate(entered, { onError: showFields })}
    >
      <div className="halves">
        <Form.Item name="visitedOn" label="考察日期">
          <DayInput />
        </Form.Item>
        <Form.Item name="place" label="地点">
          <Input />
        </Form.Item>
      </div>
      <Visitors legend="考察人员" />
      <fieldset className="plain-fieldset" style={{ marginTop: 'var(--space-5)' }}>
        <legend>逐条核实</legend>
        <ol className="findings">
          {visit.requirements.map((requirement, index) => (
            <li key={requirement.id} className="finding">
              <p>
                {requirement.says} <span className="soft small">依据 {requirement.cites}</span>
              </p>
              <Form.Item name={['findings', index, 'requirement']} hidden>
                <Input />
              </Form.Item>
              <div className="halves">
                <Form.Item name={['findings', index, 'outcome']} label="现场情况">
                  <ChoiceInput options={SEEN} />
                </Form.Item>
                <Form.Item name={['findings', index, 'says']} label="说明">
                  <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} />
                </Form.Item>
              </div>
            </li>
          ))}
        </ol>
      </fieldset>
      <Form.Item name="summary" label="考察意见" style={{ marginTop: 'var(--space-4)' }}>
        <Input.TextArea autoSize={{ minRows: 3, maxRows: 12 }} />
      </Form.Item>
      <Photos
        path={`/api/cases/${caseId}/site-visit/photos`}
        queryKey={siteVisitQuery(caseId).queryKey}
        photos={visit.photos}
      />
      <div className="stack-s" style={{ marginTop: 'var(--space-4)' }}>
        <ErrorNotice error={save.error ?? submit.error} />
        <div className="row">
          <Button type="primary" htmlType="submit" loading={submit.isPending}>
            提交考察记录
          </Button>
          <Button
            loading={save.isPending}
            onClick={() => save.mutate(form.getFieldsValue(true), { onError: showFields })}
          >
            暂存
          </Button>
        </div>
      </div>
    </Form>
  );
}

/** Who went. */
export function Visitors({ legend }: { legend: string }) {
  return (
    <fieldset className="plain-fieldset">
      <legend>{legend}</legend>
      <Form.List name="people">
        {(rows, { add, remove }) => (
          <>
            {rows.map(({ key, name }) => (
              <div key={key} className="row visitor">
                <Form.Item name={[name, 'name']} label="姓名">
                  <Input />
                </Form.Item>
                <Form.Item name={[name, 'organisation']} label="单位">
                  <Input />
                </Form.Item>
                <Form.Item name={[name, 'duty']} label="职务">
                  <Input />
                </Form.Item>
                <Button onClick={() => remove(name)} aria-label={`移除第${name + 1}人`}>
                  移除
                </Button>
              </div>
            ))}
            <Button onClick={() => add({ name: '' })}>增加一人</Button>
          </>
        )}
      </Form.List>
    </fieldset>
  );
}

interface Photographed {
  photos: SiteVisitView['photos'];
}
export function Photos({ path, queryKey, photos }: Photographed & { path: string; queryKey: readonly string[] }) {
  const client = useQueryClient();
  // The rest of the record may hold unsaved entries: only the photos are asked for again.
  const keep = (visit: Photographed) =>
    client.setQueryData<Photographed>(queryKey, (before) => (before ? { ...before, photos: visit.photos } : visit));
  const add = useMutation({ mutationFn: (files: File[]) => api.upload<Photographed>(path, files), onSuccess: keep });
  const remove = useMutation({
    mutationFn: (id: string) => api.delete<Photographed>(`${path}/${id}`),
    onSuccess: keep,
  });
  const caption = useMutation({
    mutationFn: ({ id, text }: { id: string; text: string }) =>
      api.put<Photographed>(`${path}/${id}`, { caption: text }),
    onSuccess: keep,
  });
  return (
    <fieldset className="plain-fieldset stack-s">
      <legend>照片</legend>
      <ul className="plain stack-s">
        {photos.map((photo) => (
          <li key={photo.id} className="row">
            <a href={`/api/files/${photo.fileId}`}>{photo.name}</a>
            <Input
              aria-label={`照片说明：${photo.name}`}
              defaultValue={photo.caption}
              placeholder="说明"
              style={{ maxWidth: '20rem' }}
              onBlur={(event) =>
                event.target.value !== photo.caption && caption.mutate({ id: photo.id, text: event.target.value })
              }
            />
            <button
              type="button"
              className="link-button"
              aria-label={`移除：${photo.name}`}
              onClick={() => remove.mutate(photo.id)}
            >
              移除
            </button>
          </li>
        ))}
      </ul>
      <div>
        <FileButton
          multiple
          accept="image/*"
          label="上传照片"
          pending={add.isPending}
          onPick={(files) => add.mutate(files)}
        >
          上传照片
        </FileButton>
      </div>
      <ErrorNotice error={add.error ?? remove.error ?? caption.error} />
    </fieldset>
  );
}
