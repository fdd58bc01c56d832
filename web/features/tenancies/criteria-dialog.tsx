import { Input, Radio } from 'antd';
import { PURPOSES, WAITS_BY } from '../../../src/records/criteria/criteria.contract.ts';
import { api } from '../../lib/api.ts';
import { Form } from '../../ui/form.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { NumberInput } from '../../ui/inputs.tsx';
import { type CriteriaList, useTenancyDeed } from './tenancies.ts';

type Purpose = keyof typeof PURPOSES;
interface Props {
  carrierId: string;
  purpose: Purpose;
  current: CriteriaList[number] | undefined;
  onClose: () => void;
}

/** One criterion a line; for selecting, `技术先进 60` ends with the most points it may be given. */
export function CriteriaDialog({ carrierId, purpose, current, onClose }: Props) {
  const deed = useTenancyDeed();
  const scored = purpose === 'selection';
  const lines = current?.items.map(({ says, points }) => (scored ? `${says} ${points}` : says)).join('\n');
  const send = ({
    lines: typed,
    passScore,
    panel,
    waitsBy,
  }: {
    lines: string;
    passScore?: number | null;
    panel?: number | null;
    waitsBy?: keyof typeof WAITS_BY;
  }) => {
    const items = typed
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '')
      .map((line) => {
        const match = scored ? /^(.*\S)\s+(\d+(?:\.\d+)?)$/.exec(line) : null;
        return match ? { says: match[1] ?? line, points: Number(match[2]) } : { says: line, points: 0 };
      });
    return deed(
      api.post(`/api/carriers/${carrierId}/criteria/${purpose}`, {
        items,
        passScore: passScore ?? null,
        panel: panel ?? null,
        waitsBy: waitsBy ?? 'received',
      }),
    );
  };
  return (
    <FormDialog
      title={PURPOSES[purpose].zh}
      says="发布后成为新的一版；以前按旧版评的分、作的处理不变。"
      button="发布"
      initial={{
        lines: lines ?? '',
        passScore: current?.passScore ?? null,
        panel: current?.panel ?? null,
        waitsBy: current?.waitsBy ?? 'received',
      }}
      send={send}
      onClose={onClose}
    >
      <Form.Item
        name="lines"
        label={scored ? '每行一项，末尾写最高分' : '每行一项'}
        extra={scored ? '如：技术先进性 40' : '如：连续两次季度考核不合格'}
        rules={[{ required: true, message: '请写明标准' }]}
      >
        <Input.TextArea autoSize={{ minRows: 4, maxRows: 14 }} />
      </Form.Item>
      {scored && (
        <>
          <Form.Item name="passScore" label="入选的最低平均分">
            <NumberInput unit="分" />
          </Form.Item>
          <Form.Item
            name="panel"
            label="评分人数"
            extra="填写的，评满这么多人后才公开各人的评分；不填的，本人评完后可以看到他人的评分。"
          >
            <NumberInput unit="人" whole />
          </Form.Item>
          <Form.Item name="waitsBy" label="候补名单的先后">
            <Radio.Group options={Object.entries(WAITS_BY).map(([value, { zh }]) => ({ value, label: zh }))} />
          </Form.Item>
        </>
      )}
    </FormDialog>
  );
}
