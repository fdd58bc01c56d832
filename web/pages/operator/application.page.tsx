import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { type Autosave, useAutosave } from '../../features/cases/autosave.ts';
import { type CaseView, caseQuery, type Form, formQuery } from '../../features/cases/cases.ts';
import { EvidenceSlot } from '../../features/cases/evidence-slot.tsx';
import { FindingCounts, FindingList } from '../../features/cases/findings.tsx';
import { FormEntry } from '../../features/cases/form-field.tsx';
import { FormReader } from '../../features/cases/form-reader.tsx';
import { formWords } from '../../features/cases/form-words.ts';
import { Attestation } from '../../features/cases/judgements.tsx';
import { Parties } from '../../features/cases/parties.tsx';
import { AccountEditor } from '../../features/evaluations/account.tsx';
import { SelfEvaluation } from '../../features/evaluations/self-evaluation.tsx';
import { ApiError, api } from '../../lib/api.ts';
import { showMoment } from '../../lib/format.ts';
import { useMay } from '../../lib/session.ts';
import { ErrorNotice } from '../../ui/fault.tsx';
import { Card, Notice, Page } from '../../ui/page.tsx';

/** 运营机构 · 填写申报书：每项条件附条款、现在的判定和材料位置；自动保存，可多人填写。 */
export function ApplicationPage() {
  const { caseId = '' } = useParams({ strict: false }) as { caseId?: string };
  const { data: file } = useSuspenseQuery(caseQuery(caseId));
  const { data: form } = useSuspenseQuery(formQuery(caseId));
  const words = formWords(file.purpose);
  const crumbs = [
    { title: '办件', to: '/cases' },
    { title: file.number, to: `/cases/${caseId}` },
  ];
  if (!form.open) {
    return (
      <Page title={`${words.form} · ${file.title}`} crumbs={crumbs}>
        <Notice title={`${words.form}现在不能修改`}>提交以后只在退回或要求补正时可以修改。</Notice>
        {file.purpose === 'evaluation' && <SelfEvaluation file={file} />}
        <Card>
          <FormReader caseId={caseId} />
        </Card>
      </Page>
    );
  }
  return (
    <Page title={`填写${words.form} · ${file.title}`} says={`${file.number} · ${file.packTitle}`} crumbs={crumbs}>
      <Editor key={caseId} file={file} form={form} />
    </Page>
  );
}

function Editor({ file, form }: { file: CaseView; form: Form }) {
  const may = useMay();
  const autosave = useAutosave(form);
  const slots = new Map(form.evidence.map((slot) => [slot.slot, slot]));
  const evaluates = file.purpose === 'evaluation';
  const inFindings = new Set(
    !file.judges ? [] : file.findings.flatMap(({ evidence }) => evidence.map(({ slot }) => slot)),
  );
  const others = form.evidence.filter(({ slot }) => !inFindings.has(slot));
  return (
    <>
      <SaveState autosave={autosave} />
      {file.duplicates.length > 0 && (
        <Notice tone="warn" title="可能重复申报，请核对">
          <ul>
            {file.duplicates.map((one) => (
              <li key={`${one.kind} ${one.number} ${one.name}`}>
                {one.name} {one.number}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {evaluates && (
        <SelfEvaluation
          file={file}
          below={(indicator) => <AccountEditor indicator={indicator} form={form} autosave={autosave} />}
        />
      )}
      {file.judges && (
        <Card title="一、条件与材料" id="conditions" actions={<FindingCounts findings={file.findings} />}>
          <p className="soft">判定依据日常记录自动得出；记录有变，判定随之改变。可点开来源核对，缺的先去登记。</p>
          <FindingList
            findings={file.findings}
            carrierId={file.carrierId}
            below={(finding) => (
              <>
                {file.judgements
                  .filter(({ attested, requirement }) => attested && requirement === finding.requirement)
                  .map((one) => (
                    <Attestation key={one.leaf} caseId={file.id} of={one} />
                  ))}
                {finding.evidence.map((slot) => (
                  <EvidenceSlot key={slot.slot} caseId={file.id} slot={slots.get(slot.slot) ?? slot} open />
                ))}
              </>
            )}
          />
        </Card>
      )}
      <Card title={file.judges ? '二、申报内容' : `${formWords(file.purpose).form}内容`} id="content">
        <div className="stack">
          {form.fields
            .filter(({ indicator }) => indicator === null)
            .map((field) => (
              <FormEntry key={field.id} form={form} field={field} autosave={autosave} />
            ))}
          {others
            .filter(({ slot }) => !form.fields.some(({ id }) => id === slot))
            .map((slot) => (
              <EvidenceSlot key={slot.slot} caseId={file.id} slot={slot} open />
            ))}
        </div>
      </Card>
      {may('case.submit') && (
        <Card title="共同填报人" id="parties">
          <Parties caseId={file.id} />
        </Card>
      )}
      <Submit file={file} form={form} autosave={autosave} />
    </>
  );
}

function SaveState({ autosave }: { autosave: Autosave }) {
  const { state, savedAt, failure } = autosave;
  const words = {
    saved: savedAt ? `已自动保存（${showMoment(savedAt.toISOString()).slice(-5)}）` : '内容会自动保存',
    waiting: '有未保存的修改…',
    saving: '正在保存…',
    failed: '没有保存成功',
  }[state];
  return (
    <div className="save-state no-print" data-state={state}>
      <p role="status">{words}</p>
      {state === 'failed' && (
        <>
          <ErrorNotice error={failure} />
          <Button onClick={() => void autosave.flush()}>重新保存</Button>
        </>
      )}
    </div>
  );
}

function Submit({ file, form, autosave }: { file: CaseView; form: Form; autosave: Autosave }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const maySubmit = file.allowed.deeds.includes('submit');
  const submit = useMutation({
    mutationFn: async () => {
      const revision = await autosave.flush();
      const saving = client.getMutationCache().findAll({ mutationKey: ['case', file.id, 'says'], status: 'pending' });
      await Promise.all(saving.map((one) => one.continue()));
      if (revision === null) throw new ApiError(409, { message: '还有内容没有保存，请先处理标出的问题' });
      return api.post(`/api/cases/${file.id}/submission`, { revision });
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['case', file.id] });
      await client.invalidateQueries({ queryKey: ['tasks'] });
      void navigate({ to: `/cases/${file.id}` as string });
    },
    onError: (error) => {
      if (!(error instanceof ApiError)) return;
      autosave.setErrors(Object.fromEntries(error.fields.map(({ path, message }) => [path, message])));
      const [first] = error.fields;
      if (first) document.getElementById(`field-${first.path}`)?.focus();
    },
  });
  const unmet = file.findings.filter(
    ({ outcome, kind }) => file.judges && outcome === 'unmet' && (kind === 'must' || kind === 'veto'),
  );
  const supplement = file.allowed.deeds.includes('answer');
  return (
    <Card title={`${file.judges ? '三、' : ''}${supplement ? '答复补正' : '提交'}`} id="submit">
      <div className="stack">
        {form.missing.length > 0 && (
          <Notice title={`上次保存时还有${form.missing.length}项未完成`}>
            <ul>
              {form.missing.map((one) => (
                <li key={one.path}>
                  <a href={`#field-${one.path}`}>{one.message}</a>
                </li>
              ))}
            </ul>
          </Notice>
        )}
        {unmet.length > 0 && (
          <Notice tone="warn" title={`有${unmet.length}项应当具备的条件目前不符合`}>
            仍可提交，由审核部门决定；建议先核对记录。
          </Notice>
        )}
        {supplement && <p>改好后回到办件页面点“答复补正”。</p>}
        <ErrorNotice error={submit.error} />
        {maySubmit ? (
          <div>
            <Button type="primary" size="large" loading={submit.isPending} onClick={() => submit.mutate()}>
              {formWords(file.purpose).submit}
            </Button>
          </div>
        ) : (
          !supplement && <p className="soft">提交由负责人办理；您填写的内容已自动保存。</p>
        )}
      </div>
    </Card>
  );
}
