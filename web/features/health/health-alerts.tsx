import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { api } from '../../lib/api.ts';
import { useLook } from '../../lib/look.ts';
import { useMay } from '../../lib/session.ts';
import { useWords } from '../../lib/words.ts';
import { ErrorNotice } from '../../ui/fault.tsx';
import { Card } from '../../ui/page.tsx';
import { type HealthAlert, healthAlertsQuery } from './health.ts';

/** Signs that warn and that the own organisation has not taken note of. Nothing where there is none. */
export function HealthAlerts() {
  const may = useMay();
  const t = useWords();
  const { language } = useLook();
  const client = useQueryClient();
  const { data } = useQuery({ ...healthAlertsQuery(), enabled: may('standing.alerts') });
  const see = useMutation({
    mutationFn: ({ carrierId, id }: HealthAlert) => api.post(`/api/carriers/${carrierId}/health-alerts/${id}/seen`),
    onSuccess: () => client.invalidateQueries({ queryKey: ['health-alerts'] }),
  });
  if (!data || data.total === 0) return null;
  return (
    <Card title={`${t('运营预警')} ${data.total}`} id="health-alerts">
      <ErrorNotice error={see.error} />
      <ul className="plain stack">
        {data.rows.map((alert) => (
          <li key={alert.id} className="row spread">
            <span>
              <Link to={`/spaces/${alert.carrierId}/health` as string}>{alert.carrierName}</Link>：
              {language === 'en' ? alert.saysEn : alert.says}
            </span>
            <Button
              size="small"
              disabled={see.isPending}
              aria-label={`${t('知道了')}：${alert.carrierName} ${alert.says}`}
              onClick={() => see.mutate(alert)}
            >
              {t('知道了')}
            </Button>
          </li>
        ))}
      </ul>
    </Card>
  );
}
