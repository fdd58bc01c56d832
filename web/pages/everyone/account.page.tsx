import { useSession } from '../../lib/session.ts';
import { EnrolForm, PasswordChange } from '../../ui/credentials.tsx';
import { Card, Notice, Page } from '../../ui/page.tsx';

/** 所有人 · 账号安全：修改密码、启用动态口令。 */
export function AccountPage() {
  const { person, secondFactor, passwordReminder } = useSession();
  return (
    <Page title="账号安全" crumbs={[{ title: '我的待办', to: '/' }]} says={`账号 ${person?.account ?? '（单点登录）'}`}>
      {passwordReminder && <Notice tone="warn" title="密码已使用超过90天，建议修改" />}
      <div className="halves">
        <Card title="修改密码" id="password">
          <PasswordChange />
        </Card>
        <Card title="动态口令" id="second-factor">
          {secondFactor ? <Notice tone="ok" title="本次登录已使用动态口令" /> : <EnrolForm />}
        </Card>
      </div>
    </Page>
  );
}
