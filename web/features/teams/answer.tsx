import { Button } from 'antd';
import { useWords } from '../../lib/words.ts';
import { Tag } from '../../ui/page.tsx';

const WORDS = { true: '接受', false: '不需要' } as const;

/** What the team answered to what it was offered. */
export function AnswerTag({ accepted }: { accepted: boolean | null }) {
  if (accepted === null) return <Tag tone="warn">待答复</Tag>;
  return accepted ? <Tag tone="ok">已接受</Tag> : <Tag>不需要</Tag>;
}

interface Props {
  /** What is answered to, for those who hear the button. */
  of: string;
  pending: boolean;
  onAnswer: (accepted: boolean) => void;
}

/** The team takes what it was offered, or does not. */
export function AnswerButtons({ of, pending, onAnswer }: Props) {
  const t = useWords();
  return (
    <div className="row">
      {([true, false] as const).map((accepted) => (
        <Button
          key={String(accepted)}
          size="small"
          disabled={pending}
          aria-label={`${WORDS[`${accepted}`]}: ${of}`}
          onClick={() => onAnswer(accepted)}
        >
          {t(WORDS[`${accepted}`])}
        </Button>
      ))}
    </div>
  );
}
