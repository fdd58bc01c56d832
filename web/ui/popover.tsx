import { type ReactNode, useEffect, useId, useRef, useState } from 'react';

interface PopoverProps {
  label: string;
  face: ReactNode;
  children: (close: () => void) => ReactNode;
}

/** A button that opens a panel; Escape and a click elsewhere close it. */
export function Popover({ label, face, children }: PopoverProps) {
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  useEffect(() => {
    if (!open) return;
    const onDown = (event: PointerEvent) => {
      if (!box.current?.contains(event.target as Node)) setOpen(false);
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      setOpen(false);
      button.current?.focus();
    };
    document.addEventListener('pointerdown', onDown);
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('pointerdown', onDown);
      document.removeEventListener('keydown', onKey);
    };
  }, [open]);
  return (
    <div className="popover" ref={box}>
      <button
        ref={button}
        type="button"
        className="band-button"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        aria-label={label}
        onClick={() => setOpen(!open)}
      >
        {face}
        <span aria-hidden="true">▾</span>
      </button>
      {open && (
        <div className="popover-panel" id={id}>
          {children(() => setOpen(false))}
        </div>
      )}
    </div>
  );
}
