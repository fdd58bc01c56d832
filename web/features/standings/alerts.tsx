import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { api } from '../../lib/api.ts';
import { showDay } from '../../lib/format.ts';
import { useMay } from '../../lib/session.ts';
import { ErrorNotice } from '../../ui/fault.tsx';
import { Card } from '../../ui/page.tsx';
import { type Alert, alertsQuery } from './standings.ts';

/** What holds today and will lapse by time alone, until somebody has seen it. Nothing where there is none. */
export function Alerts() {
  const may = useMay();
  const client = useQueryClient();
  const { data } = useQuery({ ...alertsQuery, enabled: may('standing.alerts') });
  const see = useMutation({
    mutationFn: ({ carrierId, id }: Alert) => api.post(`/api/carriers/${carrierId}/standing-alerts/${id}/seen`),
    onSuccess: () => client.invalidateQueries({ queryKey: alertsQuery.queryKey }),
  });
  if (!data || data.total === 0) return null;
  return (
    <Card title={`达标预警 ${data.total}项`} id="alerts">
      <ErrorNotice error={see.error} />
      <ul className="plain stack">
        {data.rows.map((alert) => (
          <li key={alert.id} className="row spread">
            <span>
              <Link
                to={`/spaces/${alert.carrierId}/standing` as string}
                search={{ pack: alert.packId } as never}
                hash={`requirement-${alert.requirement}`}
              >
                {alert.carrierName}
              </Link>
              ：{showDay(alert.lapsesOn)}起“{alert.says}”{alert.becomes === 'unmet' ? '将不再符合' : '将无法判断'}
              <span className="soft small">
                {' '}
                {alert.packTitle} {alert.cites}
              </span>
            </span>
            <Button size="small" disabled={see.isPending} onClick={() => see.mutate(alert)}>
              知道了
            </Button>
          </li>
        ))}
      </ul>
    </Card>
  );
}
