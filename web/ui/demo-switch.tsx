import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { demoAccountsQuery, useSession, useSessionChange } from '../lib/session.ts';
import { useLabel, useWords } from '../lib/words.ts';
import { Popover } from './popover.tsx';

/** Demo mode only: be somebody else with one click. */
export function DemoSwitch() {
  const t = useWords();
  const label = useLabel();
  const router = useRouter();
  const { person } = useSession();
  const { data } = useQuery(demoAccountsQuery);
  const enter = useSessionChange<{ personId: string }>('/api/session/demo');
  return (
    <Popover label={t('切换演示身份')} face={t('切换演示身份')}>
      {(close) => (
        <>
          <h2>{t('演示账号')}</h2>
          <ul>
            {data?.rows.map((account) => (
              <li key={account.id}>
                <button
                  type="button"
                  aria-current={account.id === person?.id}
                  onClick={() =>
                    enter.mutate(
                      { personId: account.id },
                      {
                        onSuccess: () => {
                          close();
                          void router.navigate({ to: '/' });
                        },
                      },
                    )
                  }
                >
                  {account.name}
                  <br />
                  <span className="small">
                    {account.organisations
                      .map((one) => `${one.name}(${one.roles.map((role) => label(role)).join('、')})`)
                      .join('; ')}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </Popover>
  );
}
