import type { z } from 'zod';
import { type dueView, LIGHTS } from '../../../src/cases/dossier/dossier.contract.ts';
import { showClosing, showDay } from '../../lib/format.ts';
import { Tag, type Tone } from '../../ui/page.tsx';

type Due = z.output<typeof dueView>;
const TONES: Readonly<Record<Due['light'], Tone>> = {
  none: 'plain',
  stopped: 'note',
  green: 'ok',
  yellow: 'warn',
  red: 'bad',
  provisional: 'note',
};
const SIGNS: Readonly<Record<Due['light'], string>> = {
  none: '',
  stopped: '‖',
  green: '●',
  yellow: '▲',
  red: '■',
  provisional: '○',
};

/** 绿黄红：a word and a shape beside the colour. */
export function Light({ due }: { due: Due }) {
  return (
    <Tag tone={TONES[due.light]}>
      {SIGNS[due.light] && <span aria-hidden="true">{SIGNS[due.light]}</span>}
      {LIGHTS[due.light].zh}
    </Tag>
  );
}

export function DueWords({ due }: { due: Due }) {
  const closing = showClosing(due.at);
  return (
    <>
      <Light due={due} />
      {(due.on ?? due.at) && (
        <div className="small nowrap">
          {/* Most are due at the end of a day; a round closes at its own time of day. */}
          {due.on && closing.endsWith('24:00') ? `${showDay(due.on)}截止` : `${closing}截止`}
          {due.provisional && '（暂定）'}
        </div>
      )}
    </>
  );
}
