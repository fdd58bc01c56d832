import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useEffect, useState } from 'react';
import type { SessionView } from '../../../src/identity/sessions/session.contract.ts';
import { ApiError, api } from '../../lib/api.ts';
import { demoAccountsQuery, sessionQuery, useSession, useSessionChange } from '../../lib/session.ts';
import { useLabel, useWords } from '../../lib/words.ts';
import { Mark } from '../../ui/brand.tsx';
import { DisplayOptions } from '../../ui/display-options.tsx';
import { ErrorNotice } from '../../ui/fault.tsx';
import { Form, REQUIRED, useFieldErrors } from '../../ui/form.tsx';
import '../../ui/shell.css';

/** 所有人 · 登录：账号密码、动态口令、单点登录；演示模式一键进入。 */
export function SignInPage() {
  const t = useWords();
  const session = useSession();
  useEffect(() => {
    document.title = t('登录 · 众创台');
  }, [t]);
  return (
    <div className="sign-in">
      <header className="sign-in-side">
        <div>
          <span className="shell-brand">
            <Mark />
            {t('众创台')}
          </span>
        </div>
        <div>
          <p>众创空间、孵化器与孵化链条的政策执行与业务平台。</p>
          <p>日常记录只填一次；每条规定逐条判定并说明依据；由人签字决定，由系统提醒、计日、归档。</p>
        </div>
        <div className="row">
          <DisplayOptions />
          <a className="band-button" href="/">
            {t('公开门户')}
          </a>
        </div>
      </header>
      <main className="sign-in-main" id="main">
        <div className="sign-in-form">
          <h1>{t('登录')}</h1>
          <PasswordForm />
          {session.singleSignOn && <Button href="/sign-in/single-sign-on">{t('统一身份认证登录')}</Button>}
          {session.demo && <DemoAccounts />}
        </div>
      </main>
    </div>
  );
}

interface Entered {
  account: string;
  password: string;
  code?: string;
}

function PasswordForm() {
  const t = useWords();
  const client = useQueryClient();
  const [form] = Form.useForm<Entered>();
  const showFields = useFieldErrors(form);
  const [codeNeeded, setCodeNeeded] = useState(false);
  const signIn = useMutation({
    mutationFn: (entered: Entered) => api.post<SessionView>('/api/session/sign-in', entered),
    onSuccess: () => client.invalidateQueries({ queryKey: sessionQuery.queryKey }),
    onError: (error) => {
      if (error instanceof ApiError && error.code.startsWith('sign-in.code')) setCodeNeeded(true);
      showFields(error);
    },
  });
  return (
    <Form form={form} layout="vertical" requiredMark={false} onFinish={(entered) => signIn.mutate(entered)}>
      <Form.Item name="account" label={t('账号')} rules={REQUIRED('请输入账号')}>
        <Input autoComplete="username" />
      </Form.Item>
      <Form.Item name="password" label={t('密码')} rules={REQUIRED('请输入密码')}>
        <Input type="password" autoComplete="current-password" />
      </Form.Item>
      {codeNeeded && (
        <Form.Item name="code" label={`${t('动态口令')}（6位数字）`} rules={REQUIRED('请输入动态口令')}>
          <Input inputMode="numeric" autoComplete="one-time-code" maxLength={6} autoFocus />
        </Form.Item>
      )}
      <div className="stack-s">
        <ErrorNotice error={signIn.error} />
        <Button type="primary" htmlType="submit" loading={signIn.isPending} block>
          {t('登录')}
        </Button>
      </div>
    </Form>
  );
}

function DemoAccounts() {
  const t = useWords();
  const label = useLabel();
  const { data } = useQuery(demoAccountsQuery);
  const enter = useSessionChange<{ personId: string }>('/api/session/demo');
  if (!data || data.rows.length === 0) return null;
  return (
    <section className="stack-s" aria-labelledby="demo-title">
      <h2 id="demo-title">{t('演示账号')}</h2>
      <p className="soft small">
        演示模式：点击即可进入，密码均为 <code>{data.password}</code>。正式使用时没有这些账号。
      </p>
      <ErrorNotice error={enter.error} />
      <ul className="demo-accounts">
        {data.rows.map((account) => (
          <li key={account.id}>
            <button type="button" disabled={enter.isPending} onClick={() => enter.mutate({ personId: account.id })}>
              <strong>{account.name}</strong>
              {account.organisations.map((one) => (
                <span className="small soft" key={one.name}>
                  {one.roles.map((role) => label(role)).join('、')} · {one.name}
                  <br />
                </span>
              ))}
              <code className="small">{account.account}</code>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
