import { useQuery } from '@tanstack/react-query';
import { Input, Select } from 'antd';
import { useState } from 'react';
import { FOLLOW_UPS } from '../../../src/records/followUps/follow-up.contract.ts';
import { api } from '../../lib/api.ts';
import { useToday } from '../../lib/today.ts';
import { useLabel } from '../../lib/words.ts';
import { Form, REQUIRED } from '../../ui/form.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { matchedMentorsQuery } from '../mentoring/mentoring.ts';
import { useFollowUpDeed } from './follow-ups.ts';

export type FollowUpKind = keyof typeof FOLLOW_UPS;
interface FollowUpDialogProps {
  teamId: string;
  name: string;
  kind: FollowUpKind;
  onClose: () => void;
}

/** What the operator does for a team it follows. */
export function FollowUpDialog({ teamId, name, kind: first, onClose }: FollowUpDialogProps) {
  const label = useLabel();
  const deed = useFollowUpDeed();
  const year = Number(useToday().slice(0, 4)) - 1;
  const [kind, setKind] = useState(first);
  const { data: mentors } = useQuery({ ...matchedMentorsQuery(teamId), enabled: kind === 'mentor' });
  return (
    <FormDialog<{ kind: FollowUpKind; content: string; mentorId?: string }>
      title={`跟踪 · ${name}`}
      button="保存"
      initial={{ kind: first, ...(first === 'ask' ? { content: `请填报${year}年度经营情况。` } : {}) }}
      send={(given) => deed(api.post(`/api/teams/${teamId}/follow-ups`, given))}
      onClose={onClose}
    >
      <Form.Item name="kind" label="方式" rules={REQUIRED('请选择方式')}>
        <Select
          onChange={setKind}
          options={Object.entries(FOLLOW_UPS).map(([value, words]) => ({ value, label: label(words) }))}
        />
      </Form.Item>
      {kind === 'ask' && <p className="soft">提醒团队填报{year}年度的经营情况，每年一次；填报之前留在团队的待办里。</p>}
      {kind === 'mentor' && (
        <Form.Item name="mentorId" label="导师" rules={REQUIRED('请选择导师')}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            options={(mentors?.rows ?? []).map(({ mentorId, name: mentor, fields }) => ({
              value: mentorId,
              label: [mentor, fields].filter(Boolean).join(' · '),
            }))}
          />
        </Form.Item>
      )}
      <Form.Item name="content" label="内容" rules={REQUIRED('请写明内容')}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={1000} />
      </Form.Item>
    </FormDialog>
  );
}
