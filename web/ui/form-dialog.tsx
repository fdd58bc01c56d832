import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { Dialog } from './dialog.tsx';
import { ErrorNotice } from './fault.tsx';
import { Form, useFieldErrors } from './form.tsx';
import { Notice } from './page.tsx';

interface FormDialogProps<E extends object> {
  title: string;
  says?: ReactNode;
  button: string;
  danger?: boolean;
  wide?: boolean;
  initial?: Partial<E>;
  send: (entered: E) => Promise<unknown>;
  onClose: () => void;
  /** What follows the deed; it closes when absent. */
  onDone?: () => void;
  children: ReactNode;
}

/** A few fields and one deed; errors of the server stand at their fields. */
export function FormDialog<E extends object>(props: FormDialogProps<E>) {
  const { title, says, button, danger, wide, initial, send, onClose, onDone = onClose, children } = props;
  const [form] = Form.useForm<E>();
  const showFields = useFieldErrors(form);
  const go = useMutation({ mutationFn: send, onSuccess: onDone, onError: showFields });
  return (
    <Dialog title={title} open onClose={onClose} {...(wide ? { wide } : {})}>
      {says && <Notice>{says}</Notice>}
      <Form<E>
        form={form}
        layout="vertical"
        {...(initial ? { initialValues: initial } : {})}
        onFinish={(entered) => go.mutate(entered)}
      >
        {children}
        <div className="stack-s">
          <ErrorNotice error={go.error} />
          <div className="row row-end">
            <Button onClick={onClose}>取消</Button>
            <Button type="primary" htmlType="submit" {...(danger ? { danger } : {})} loading={go.isPending}>
              {button}
            </Button>
          </div>
        </div>
      </Form>
    </Dialog>
  );
}
