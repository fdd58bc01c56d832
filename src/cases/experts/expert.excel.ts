import type { z } from 'zod';
import { date, number, type Sheet, text } from '../../identity/list-route.ts';
import type { expertsView } from './expert.contract.ts';

export const EXPERTS: Sheet<z.output<typeof expertsView>['rows'][number]> = {
  name: '专家库',
  columns: [
    text('姓名', (r) => r.name),
    text('职称', (r) => r.title),
    text('领域', (r) => r.fields),
    number('每批次上限', (r) => r.perRound),
    number('每年上限', (r) => r.perYear),
    number('本年已承担', (r) => r.load),
    date('暂停自', (r) => r.awayFrom),
    date('暂停至', (r) => r.awayTo),
  ],
};
