import { useQuery } from '@tanstack/react-query';
import { useWords } from '../../lib/words.ts';
import { Card, Tag } from '../../ui/page.tsx';
import { OutcomeTag } from '../cases/findings.tsx';
import { BookLink } from './book-link.tsx';
import { JudgedFindings } from './judged-set.tsx';
import { ladderQuery } from './transfers.ts';

/** 成长阶梯: the rungs a company climbs, which it stands on, and what the next one asks for. */
export function LadderCard({ teamId }: { teamId: string }) {
  const t = useWords();
  const { data } = useQuery(ladderQuery(teamId));
  if (!data || data.rows.length === 0) return null;
  const next = data.rows.findIndex(({ reached }) => reached !== true);
  const record = (kind: string, words: string) => (
    <BookLink teamId={teamId} kind={kind}>
      {words}
    </BookLink>
  );
  return (
    <Card title={t('成长阶梯')} id="ladder">
      <p className="soft">
        到了哪一级看{record('certificate_held', '企业资质')}里有效期内的证书；条件按{record('team_year', '年度经营')}和
        {record('ip_right', '知识产权')}里运营机构核实过的数字对照。
      </p>
      <ol className="plain stack">
        {data.rows.map((row, index) => (
          <li key={`${row.packId} ${row.title}`} aria-current={index === next ? 'step' : undefined}>
            <h3 className="row spread">
              {row.step}. {row.title}{' '}
              {row.reached ? <Tag tone="ok">{t('已达到')}</Tag> : <OutcomeTag outcome={row.verdict} />}
            </h3>
            <p className="soft small">
              <a href={`/policies/${row.packId}?version=${row.packHash}`}>{row.packTitle}</a>
            </p>
            <details open={index === next}>
              <summary>{row.reached ? t('条件对照') : t('还缺什么')}</summary>
              <JudgedFindings row={row} />
            </details>
          </li>
        ))}
      </ol>
    </Card>
  );
}
