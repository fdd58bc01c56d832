import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import type { demoClockView } from '../../src/identity/demo-clock/demo-clock.contract.ts';
import { api } from '../lib/api.ts';
import { showDay, showMoment } from '../lib/format.ts';
import { demoClockQuery } from '../lib/today.ts';
import { useWords } from '../lib/words.ts';
import { ErrorNotice } from './fault.tsx';
import { Popover } from './popover.tsx';

const STEPS = [1, 3, 7, 30] as const;

/** Demo mode only: the day it is for everybody, and a way to let days pass, so that a notice ends while one watches. */
export function DemoClock() {
  const t = useWords();
  const client = useQueryClient();
  const { data } = useQuery(demoClockQuery);
  const travel = useMutation({
    mutationFn: (days: number) => api.post<z.output<typeof demoClockView>>('/api/demo/clock', { days }),
    onSuccess: async (view) => {
      client.setQueryData(demoClockQuery.queryKey, view);
      await client.invalidateQueries();
    },
  });
  const today = data ? showDay(data.today) : '';
  return (
    <Popover label={`${t('演示日期')} ${today}`} face={<span>{`${t('演示日期')} ${today}`}</span>}>
      {() => (
        <div className="stack-s demo-clock">
          <h2>{t('演示时钟')}</h2>
          <p className="small" aria-live="polite">
            现在是{showMoment(data?.now)}。日子只能前进：期限照常到期，公示照常截止，所有演示账号同时受影响。
          </p>
          <ul>
            {STEPS.map((days) => (
              <li key={days}>
                <button type="button" disabled={travel.isPending} onClick={() => travel.mutate(days)}>
                  {`前进${days}天`}
                </button>
              </li>
            ))}
          </ul>
          <ErrorNotice error={travel.error} />
        </div>
      )}
    </Popover>
  );
}
