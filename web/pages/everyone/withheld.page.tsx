import { Button } from 'antd';
import { useSession, useSessionChange } from '../../lib/session.ts';
import { useLabel, useWords } from '../../lib/words.ts';
import { CodeForm, EnrolForm, PasswordChange } from '../../ui/credentials.tsx';
import '../../ui/shell.css';

/** 所有人 · 登录后还需完成的一步：改初始密码、启用或输入动态口令。 */
export function WithheldPage() {
  const t = useWords();
  const label = useLabel();
  const { withheld } = useSession();
  const leave = useSessionChange<Record<string, never>>('/api/session/sign-out');
  return (
    <main className="sign-in-main" id="main">
      <div className="sign-in-form card">
        <h1>{label(withheld ?? undefined)}</h1>
        {withheld?.code === 'password' && <PasswordChange />}
        {withheld?.code === 'enrol' && <EnrolForm />}
        {withheld?.code === 'code' && <CodeForm />}
        <div>
          <Button onClick={() => leave.mutate({})}>{t('退出登录')}</Button>
        </div>
      </div>
    </main>
  );
}
