import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import type { FileView } from '../../../src/records/files/file.contract.ts';
import { api } from '../../lib/api.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/fault.tsx';
import { FilePicker } from '../../ui/file-picker.tsx';
import { Form, REQUIRED, useFieldErrors } from '../../ui/form.tsx';
import { DayInput } from '../../ui/inputs.tsx';
import { Loading, Notice } from '../../ui/page.tsx';
import { carriedOver } from './carried-over.ts';
import { RecordFields } from './record-fields.tsx';
import { type KeptRecord, type Kind, type Owner, ownerPath, recordsPath, recordsQuery } from './records.ts';

export type RecordDeed = 'create' | 'correct' | 'succeed' | 'end' | 'withdraw';
const DEEDS = {
  create: { title: '新增', button: '保存', says: null },
  correct: {
    title: '更正',
    button: '保存更正',
    says: '原来填错了才用更正；原内容与理由会保留。情况变了请用“自某日起变更”。',
  },
  succeed: {
    title: '自某日起变更',
    button: '保存变更',
    says: '原记录在新日期的前一日终止，新内容自该日起生效；以前各日的数据不变。',
  },
  end: { title: '终止', button: '终止', says: '填写最后一天；之后该记录不再计入。' },
  withdraw: { title: '作废', button: '作废', says: '只用于根本不该存在的误录；作废后不再计入任何一天。' },
} as const;

interface RecordDialogProps {
  deed: RecordDeed;
  kind: Kind;
  owner: Owner;
  record: KeptRecord | null;
  today: string;
  onClose: () => void;
}

interface Entered {
  validFrom?: string;
  validTo?: string | null;
  lastDay?: string;
  reason?: string;
  note?: string | null;
  file?: { id: string; name: string } | null;
  values?: Record<string, unknown>;
}

export function RecordDialog({ deed, kind, owner, record, today, onClose }: RecordDialogProps) {
  const [form] = Form.useForm<Entered>();
  const client = useQueryClient();
  const showFields = useFieldErrors(form);
  const { title, button, says } = DEEDS[deed];
  const hasContent = deed === 'create' || deed === 'correct' || deed === 'succeed';
  const save = useMutation({
    mutationFn: (entered: Entered) => send(deed, owner, kind, record, entered),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: [owner.kind, owner.id] });
      onClose();
    },
    onError: showFields,
  });
  const { data: last } = useQuery({
    ...recordsQuery(owner, kind.code, { history: 'true', sort: '-validFrom', size: 1 }),
    enabled: deed === 'create' && kind.carriesOver.length > 0,
  });
  const initial = initialOf(deed, kind, record, today);
  if (last && deed === 'create') initial.values = carriedOver(kind, last.rows[0]?.values) ?? initial.values;
  if (kind.carriesOver.length > 0 && deed === 'create' && !last)
    return (
      <Dialog title={title} open onClose={onClose}>
        <Loading />
      </Dialog>
    );
  return (
    <Dialog title={`${title} · ${record ? record.label : kind.zh}`} open onClose={onClose}>
      {says && <Notice>{says}</Notice>}
      {hasContent && kind.hint && <p className="soft small">{kind.hint}</p>}
      <Form
        form={form}
        layout="vertical"
        initialValues={initial}
        onFinish={(entered) => save.mutate(entered)}
        preserve={false}
      >
        {hasContent && (
          <>
            <Form.Item
              name="validFrom"
              label={deed === 'succeed' ? '变更自' : kind.startZh}
              rules={REQUIRED(`请填写${kind.startZh}`)}
            >
              <DayInput />
            </Form.Item>
            <RecordFields kind={kind} owner={owner} />
            {kind.when === 'period' && (
              <Form.Item name="validTo" label={kind.endZh ?? '终止日期'} extra="最后一天；仍在持续则不填">
                <DayInput />
              </Form.Item>
            )}
            <Form.Item name="file" label="佐证文件" extra="PDF、图片、Word、Excel，不超过50MB">
              <FilePicker upload={(files) => uploadEvidence(owner, files)} />
            </Form.Item>
            <Form.Item name="note" label="备注">
              <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} />
            </Form.Item>
          </>
        )}
        {deed === 'end' && (
          <Form.Item name="lastDay" label="最后一天" rules={REQUIRED('请填写最后一天')}>
            <DayInput />
          </Form.Item>
        )}
        {(deed === 'correct' || deed === 'withdraw') && (
          <Form.Item name="reason" label={deed === 'correct' ? '更正理由' : '作废理由'} rules={REQUIRED('请说明理由')}>
            <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} />
          </Form.Item>
        )}
        <div className="stack-s">
          <ErrorNotice error={save.error} />
          <div className="row row-end">
            <Button onClick={onClose}>取消</Button>
            <Button type="primary" htmlType="submit" danger={deed === 'withdraw'} loading={save.isPending}>
              {button}
            </Button>
          </div>
        </div>
      </Form>
    </Dialog>
  );
}

function initialOf(deed: RecordDeed, kind: Kind, record: KeptRecord | null, today: string): Entered {
  const initial = Object.fromEntries(
    kind.fields.flatMap(({ name, initial }) => (initial === null ? [] : [[name, initial]])),
  );
  if (!record) return { validFrom: today, values: initial };
  return {
    validFrom: deed === 'succeed' ? today : record.validFrom,
    validTo: record.validTo,
    lastDay: today,
    note: record.note,
    file: record.fileId ? { id: record.fileId, name: record.fileName ?? '' } : null,
    values: record.values,
  };
}

function send(deed: RecordDeed, owner: Owner, kind: Kind, record: KeptRecord | null, entered: Entered) {
  const path = recordsPath(owner, kind.code);
  const { validFrom, validTo = null, note = null, file = null, values = {}, reason, lastDay } = entered;
  const entry = { validFrom, validTo, note: note || null, fileId: file?.id ?? null, values };
  if (!record) return api.post(path, entry);
  const { version } = record;
  const one = `${path}/${record.id}`;
  if (deed === 'correct') return api.put(one, { version, reason, ...entry });
  if (deed === 'succeed') return api.post(`${one}/succeed`, { version, ...entry });
  if (deed === 'end') return api.post(`${one}/end`, { version, lastDay });
  return api.post(`${one}/withdraw`, { version, reason });
}

export async function uploadEvidence(owner: Owner, files: File[]): Promise<FileView[]> {
  const answer = await api.upload<{ files: FileView[] }>(`${ownerPath(owner)}/files`, files);
  return answer.files;
}
