import { Input } from 'antd';
import { showDay, showMoney } from '../../lib/format.ts';
import { Form, REQUIRED } from '../../ui/form.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';

/** 冲正 of one payment in a list of payments. */
export function ReverseButton({ onDay, fen, onClick }: { onDay: string; fen: number; onClick: () => void }) {
  return (
    <button
      type="button"
      className="link-button"
      aria-label={`冲正 ${showDay(onDay)} ${showMoney(fen)}`}
      onClick={onClick}
    >
      冲正
    </button>
  );
}

export function ReverseDialog({
  send,
  onClose,
}: {
  send: (given: { reason: string }) => Promise<unknown>;
  onClose: () => void;
}) {
  return (
    <FormDialog<{ reason: string }>
      title="冲正"
      says="登记错了才冲正；原来的一笔和冲正的一笔都留在总账。"
      button="冲正"
      danger
      send={send}
      onClose={onClose}
    >
      <Form.Item name="reason" label="理由" rules={REQUIRED('请说明理由')}>
        <Input />
      </Form.Item>
    </FormDialog>
  );
}
