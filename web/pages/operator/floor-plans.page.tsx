import { useSuspenseQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { linesQuery, plansQuery } from '../../features/bookings/bookings.ts';
import { PlanEditor } from '../../features/bookings/plan-editor.tsx';
import { LivePlans } from '../../features/bookings/plan-live.tsx';
import { SpaceFrame } from '../../features/records/space-frame.tsx';
import { useMayOn } from '../../lib/session.ts';
import { Empty } from '../../ui/page.tsx';

/** 运营机构 · 平面图：各层此刻的占用，绘制和重画。 */
export function FloorPlansPage() {
  const { carrierId = '' } = useParams({ strict: false }) as { carrierId?: string };
  const may = useMayOn('carrier', carrierId);
  const [drawing, setDrawing] = useState<string | null>(null);
  const { data: plans } = useSuspenseQuery(plansQuery(carrierId));
  const { data: lines } = useSuspenseQuery(linesQuery(carrierId));
  const floor = plans.floors.find(({ id }) => id === drawing);
  return (
    <SpaceFrame carrierId={carrierId} title="平面图" says="按日期和时刻看占用；下面的列表说的是同样的内容。">
      {may('carrier.edit') && (
        <div className="row">
          {plans.floors.map(({ id, name }) => (
            <Button key={id} onClick={() => setDrawing(id)}>
              绘制{name}
            </Button>
          ))}
        </div>
      )}
      {plans.floors.length === 0 && (
        <Empty
          title="还没有登记楼层"
          action={
            <Link
              to={`/spaces/${carrierId}/records` as string}
              search={{ kind: 'floor' } as never}
              className="button-link"
            >
              登记楼层
            </Link>
          }
        >
          先登记楼层，再画平面图。
        </Empty>
      )}
      {floor ? (
        <PlanEditor
          key={floor.id}
          carrierId={carrierId}
          floor={floor}
          plan={plans.rows.find(({ floorId }) => floorId === floor.id)}
          lines={lines.rows}
          onClose={() => setDrawing(null)}
        />
      ) : (
        <LivePlans carrierId={carrierId} plans={plans.rows} />
      )}
    </SpaceFrame>
  );
}
