import { useQueryErrorResetBoundary } from '@tanstack/react-query';
import { Button } from 'antd';
import { ApiError } from '../lib/api.ts';
import { useLook } from '../lib/look.ts';
import { useWords } from '../lib/words.ts';
import { Notice } from './page.tsx';

/** What went wrong, in the reader's words; an unexpected fault shows the number that finds its log line. */
export function ErrorNotice({ error }: { error: unknown }) {
  const { language } = useLook();
  if (!error) return null;
  const told = error instanceof ApiError ? error : null;
  const message = told ? (language === 'en' ? told.en : told.message) : '页面出现意外错误';
  return (
    <Notice tone="bad" live title={message}>
      {told && told.fields.length > 0 && (
        <ul>
          {told.fields.map((field) => (
            <li key={`${field.path} ${field.code}`}>{field.message}</li>
          ))}
        </ul>
      )}
      {told?.requestId && told.status >= 500 && (
        <p>
          请求编号：<code>{told.requestId}</code>（报修时请提供）
        </p>
      )}
      {!told && error instanceof Error && <p className="small">{error.message}</p>}
    </Notice>
  );
}

/** In place of a page that could not be shown. */
export function FaultPage({ error, reset }: { error: unknown; reset: () => void }) {
  const t = useWords();
  const boundary = useQueryErrorResetBoundary();
  return (
    <div className="stack">
      <h1>{error instanceof ApiError && error.status === 404 ? '没有找到您要看的内容' : '暂时无法显示此页'}</h1>
      <ErrorNotice error={error} />
      <div className="row">
        <Button
          type="primary"
          onClick={() => {
            boundary.reset();
            reset();
          }}
        >
          {t('重试')}
        </Button>
        <Button href="/workspace/">{t('返回')}</Button>
      </div>
    </div>
  );
}
