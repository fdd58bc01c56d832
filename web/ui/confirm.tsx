import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { Dialog } from './dialog.tsx';
import { ErrorNotice } from './fault.tsx';

interface ConfirmProps {
  face: string;
  title: string;
  says: ReactNode;
  act: () => Promise<unknown>;
  danger?: boolean;
  primary?: boolean;
}

/** A button that says what will happen before it does it. */
export function Confirm({ face, title, says, act, danger, primary }: ConfirmProps) {
  const [open, setOpen] = useState(false);
  const go = useMutation({ mutationFn: act, onSuccess: () => setOpen(false) });
  return (
    <>
      <Button type={primary ? 'primary' : 'default'} danger={danger} onClick={() => setOpen(true)}>
        {face}
      </Button>
      <Dialog title={title} open={open} onClose={() => setOpen(false)}>
        <div className="stack">
          <div>{says}</div>
          <ErrorNotice error={go.error} />
          <div className="row row-end">
            <Button onClick={() => setOpen(false)}>取消</Button>
            <Button type="primary" danger={danger} loading={go.isPending} onClick={() => go.mutate()}>
              {face}
            </Button>
          </div>
        </div>
      </Dialog>
    </>
  );
}
