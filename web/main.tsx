import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { ConfigProvider, type ConfigProviderProps } from 'antd';
import * as chinese from 'antd/es/locale/zh_CN.js';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn.js';
import { StrictMode, useMemo } from 'react';
import { createRoot } from 'react-dom/client';
import { ApiError } from './lib/api.ts';
import { speak } from './lib/english.ts';
import { lookNow, useLook } from './lib/look.ts';
import { sessionQuery } from './lib/session.ts';
import { makeRouter } from './router.tsx';
import './ui/tokens.css';
import './ui/base.css';
import { themeFor } from './ui/theme.ts';

dayjs.locale('zh-cn');
// The package's types describe its CommonJS twin, where the locale lies one `default` deeper.
const locale = chinese.default as unknown as NonNullable<ConfigProviderProps['locale']>;
const nonce = document.querySelector<HTMLMetaElement>('meta[name=csp-nonce]')?.content ?? '';

const client: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    // The session has ended while a page was open: ask again who is there, and the sign-in page appears.
    onError: (error, query) => {
      if (error instanceof ApiError && error.status === 401 && query.queryKey[0] !== 'session')
        void client.invalidateQueries({ queryKey: sessionQuery.queryKey });
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (count, error) => count < 2 && error instanceof ApiError && (error.status === 0 || error.status >= 502),
    },
  },
});
const router = makeRouter(client);

function Workspace() {
  const look = useLook();
  const theme = useMemo(() => themeFor(look), [look]);
  return (
    <ConfigProvider
      // antd says English where it is told no language.
      locale={look.language === 'en' ? undefined : locale}
      theme={theme}
      csp={{ nonce }}
      // antd's own icon is animated away, and stays where a quick answer cuts the animation short.
      button={{ autoInsertSpace: false, loadingIcon: <span className="working" aria-hidden="true" /> }}
      getPopupContainer={(trigger) => trigger?.closest('dialog') ?? document.body}
    >
      {/* Another language redraws everything. */}
      <RouterProvider key={look.language} router={router} />
    </ConfigProvider>
  );
}

const place = document.getElementById('root');
const draw = () =>
  place &&
  createRoot(place).render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <Workspace />
      </QueryClientProvider>
    </StrictMode>,
  );
// Where its words do not arrive the page is shown in Chinese.
speak(lookNow().language).then(draw, draw);
