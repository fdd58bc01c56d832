import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import type { z } from 'zod';
import type { AppealView, openedAppealView } from '../../../src/cases/appeals/appeal.contract.ts';
import { api } from '../../lib/api.ts';
import { showDay } from '../../lib/format.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { Card, Notice } from '../../ui/page.tsx';

/** Whether the decision may be appealed against and until when; what came of an appeal. */
export function AppealCard({ caseId }: { caseId: string }) {
  const navigate = useNavigate();
  const { data: appeal } = useQuery({
    queryKey: ['case', caseId, 'appeal'],
    queryFn: () => api.get<AppealView>(`/api/cases/${caseId}/appeal`),
  });
  if (!appeal || (!appeal.about && !appeal.number)) return null;
  const open = async () => {
    const opened = await api.post<z.output<typeof openedAppealView>>(`/api/cases/${caseId}/appeal`);
    await navigate({ to: `/cases/${opened.caseId}/form` as string });
  };
  return (
    <Card title="申诉" id="appeal">
      <div className="stack-s">
        {appeal.about && (
          <p>
            申诉针对{appeal.about.number}。<Link to={`/cases/${appeal.about.caseId}` as string}>查看原办件</Link>
          </p>
        )}
        {appeal.superseded && (
          <Notice tone="warn" title={`已由${appeal.superseded.number}代替（${showDay(appeal.superseded.onDay)}）`}>
            原决定的效力已撤销，文书照原样保存。
          </Notice>
        )}
        {appeal.appealCase && (
          <p>
            对{appeal.number}已提出申诉。<Link to={`/cases/${appeal.appealCase}` as string}>查看申诉</Link>
          </p>
        )}
        {appeal.number && !appeal.appealCase && (
          <p className="soft">
            对{appeal.number}的申诉期限至{showDay(appeal.until)}
            {appeal.provisional ? '（暂定）' : ''}。
          </p>
        )}
        {appeal.may && (
          <div>
            <Confirm
              face="申诉"
              title="申诉"
              says="将新建一件申诉，由未签发原决定的负责人复核。一项决定只能申诉一次。"
              act={open}
            />
          </div>
        )}
      </div>
    </Card>
  );
}
