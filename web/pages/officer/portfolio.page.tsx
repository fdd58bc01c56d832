import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { z } from 'zod';
import {
  AXES,
  FOCUS_RULES,
  IN_FOCUS,
  INDUSTRIES,
  type PortfolioView,
  type portfolioTenantsView,
} from '../../../src/insight/portfolio/portfolio.contract.ts';
import { api } from '../../lib/api.ts';
import { showDay } from '../../lib/format.ts';
import { useSearchState } from '../../lib/search.ts';
import { useLabel, useWords } from '../../lib/words.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ChoiceFilter, DayFilter, Filters } from '../../ui/filters.tsx';
import { Label } from '../../ui/label.tsx';
import { Opener } from '../../ui/opener.tsx';
import { Card, Empty, Loading, Notice, Page, Pairs, Tag } from '../../ui/page.tsx';
import { Table } from '../../ui/table.tsx';

/** On the page; the workbook has more. */
const MOST_PAIRS = 20;

type Space = PortfolioView['spaces'][number];
type Group = PortfolioView['groups'][number];
type Pair = PortfolioView['pairs'][number];
type Result = keyof typeof IN_FOCUS;
type Opened =
  | { kind: 'tenants'; space: Space; result: Result | undefined }
  | { kind: 'group'; group: Group }
  | { kind: 'pair'; pair: Pair };

/** 主管部门 · 空间布局：类别、服务模式、特色和方向怎样分布，谁与谁重合，在驻团队是否属于方向。 */
export function PortfolioPage() {
  const t = useWords();
  const label = useLabel();
  const [search] = useSearchState();
  const [opened, setOpened] = useState<Opened | null>(null);
  const { data } = useSuspenseQuery({
    queryKey: ['portfolio', search.on ?? ''],
    queryFn: () => api.get<PortfolioView>('/api/portfolio', { on: search.on }),
  });
  const spaces = new Map(data.spaces.map((space) => [space.id, space]));
  const nameOf = (id: string | null) => (id ? (spaces.get(id)?.name ?? '') : '');
  const groups = data.groups.filter(({ axis }) => !search.axis || axis === search.axis);
  const percent = (value: number | null) => (value === null ? t('未知') : `${value}%`);
  const count = (space: Space, result: Result | undefined, value: number) => (
    <Opener
      face={String(value)}
      label={`${space.name} ${result ? label(IN_FOCUS[result]) : t('在驻团队')}`}
      opens={value > 0}
      onOpen={() => setOpened({ kind: 'tenants', space, result })}
    />
  );
  return (
    <Page
      title="空间布局"
      says={`${data.territory}，${showDay(data.on)}。${t('看各空间怎样错位发展：哪里重合，哪里独有，团队是否属于所说的方向。')}`}
      actions={<a href={`/api/portfolio.xlsx?on=${data.on}`}>{t('导出 Excel')}</a>}
    >
      <Filters>
        <DayFilter name="on" label={t('截至日期')} />
        <ChoiceFilter
          name="axis"
          label="方面"
          options={Object.entries(AXES).map(([value, row]) => ({ value, label: label(row) }))}
        />
      </Filters>
      {data.more && <Notice tone="warn">{t('空间过多，只比较名称在前的一千家；请由下级部门分别查看。')}</Notice>}
      <Card title={t('总体')} id="whole">
        <Pairs
          of={[
            [t('空间'), `${data.spaces.length}`],
            [t('平均差异度'), percent(data.differentiation)],
            [t('在驻团队'), `${data.tenants.all}`],
            [
              t('属于方向的占比'),
              `${percent(data.insideShare)}（${label(IN_FOCUS.inside)}${data.tenants.inside}，${label(IN_FOCUS.outside)}${data.tenants.outside}，${label(IN_FOCUS.unknown)}${data.tenants.unknown}）`,
            ],
          ]}
        />
        <Notice title={t('怎样计算')}>
          <ul>
            <li>
              {t(
                '特征：类别、形态、服务模式、每项特色、方向里的每个词、每个重点产业、提供的每类服务；没有登记的不算。',
              )}
            </li>
            <li>{t('重合度：同一类别的两家空间共有的特征，除以两家特征的总数。')}</li>
            <li>{t('差异度：100减去与最相近一家的重合度。')}</li>
            {Object.values(FOCUS_RULES).map((row) => (
              <li key={row.zh}>
                <Label of={row} />
              </li>
            ))}
            <li>{t('占比只在能判断的团队里计算，无法判断的单独列出。')}</li>
          </ul>
        </Notice>
      </Card>
      <Card title={t('特征怎样分布')} id="groups">
        <Table
          caption={t('特征怎样分布')}
          rows={groups}
          rowKey={({ axis, code }) => `${axis} ${code}`}
          empty={<Empty title={t('没有登记特征')} />}
          columns={[
            { title: '方面', cell: ({ axis }) => <Label of={AXES[axis]} /> },
            { title: '特征', cell: (group) => <Label of={group} /> },
            {
              title: '空间数',
              number: true,
              cell: (group) => (
                <Opener
                  face={String(group.spaceIds.length)}
                  label={label(group)}
                  opens
                  onOpen={() => setOpened({ kind: 'group', group })}
                />
              ),
            },
            { title: '在驻团队', number: true, cell: ({ tenants }) => tenants },
            {
              title: '情况',
              cell: ({ axis, spaceIds }) =>
                axis === 'kind' ? (
                  '—'
                ) : spaceIds.length === 1 ? (
                  <Tag tone="ok">{t('独有')}</Tag>
                ) : (
                  <Tag>{t('多家都有')}</Tag>
                ),
            },
          ]}
        />
      </Card>
      <Card title={t('各空间')} id="spaces">
        <Table
          caption={t('各空间')}
          scrolls
          rows={data.spaces}
          rowKey={({ id }) => id}
          empty={<Empty title={t('没有空间')} />}
          columns={[
            {
              title: '空间',
              cell: (space) => (
                <>
                  <Link to={`/spaces/${space.id}` as string}>{space.name}</Link>{' '}
                  {space.example && <Tag>{t('示例')}</Tag>}
                </>
              ),
            },
            {
              title: '方向',
              cell: ({ traits }) =>
                traits
                  .filter(({ axis }) => axis === 'focus' || axis === 'industry')
                  .map((trait) => label(trait))
                  .join('、') || t('未知'),
            },
            { title: '在驻团队', number: true, cell: (space) => count(space, undefined, space.tenants) },
            { title: '属于方向', number: true, cell: (space) => count(space, 'inside', space.inside) },
            { title: '不属于', number: true, cell: (space) => count(space, 'outside', space.outside) },
            { title: '无法判断', number: true, cell: (space) => count(space, 'unknown', space.unknown) },
            { title: '属于方向的占比', number: true, cell: ({ insideShare }) => percent(insideShare) },
            { title: '差异度', number: true, cell: ({ differentiation }) => percent(differentiation) },
            { title: '最相近的空间', cell: ({ nearestId }) => nameOf(nearestId) || '—' },
          ]}
        />
      </Card>
      <Card title={t('谁与谁重合')} id="pairs">
        <Table
          caption={t('谁与谁重合')}
          rows={data.pairs.slice(0, MOST_PAIRS)}
          rowKey={({ a, b }) => `${a} ${b}`}
          empty={<Empty title={t('没有重合的空间')} />}
          columns={[
            { title: '空间', cell: ({ a, b }) => `${nameOf(a)} — ${nameOf(b)}` },
            {
              title: '重合度',
              number: true,
              cell: (pair) => (
                <Opener
                  face={`${pair.percent}%`}
                  label={`${nameOf(pair.a)} ${nameOf(pair.b)}`}
                  opens
                  onOpen={() => setOpened({ kind: 'pair', pair })}
                />
              ),
            },
            { title: '共有的特征', cell: ({ shared }) => shared.map((trait) => label(trait)).join('、') },
          ]}
        />
      </Card>
      {data.pairs.length > MOST_PAIRS && (
        <p className="soft small">{t('只列出重合度最高的20对，其余在导出的表格里。')}</p>
      )}
      {opened?.kind === 'tenants' && (
        <Dialog
          title={`${opened.space.name}：${opened.result ? label(IN_FOCUS[opened.result]) : t('在驻团队')}`}
          open
          onClose={() => setOpened(null)}
        >
          <Tenants space={opened.space} result={opened.result} on={data.on} />
        </Dialog>
      )}
      {opened?.kind === 'group' && (
        <Dialog
          title={`${label(AXES[opened.group.axis])}：${label(opened.group)}`}
          open
          onClose={() => setOpened(null)}
        >
          <ul>
            {opened.group.spaceIds.map((id) => (
              <li key={id}>
                <Link to={`/spaces/${id}` as string}>{nameOf(id)}</Link>，{t('在驻团队')}
                {spaces.get(id)?.tenants}
              </li>
            ))}
          </ul>
        </Dialog>
      )}
      {opened?.kind === 'pair' && (
        <Dialog title={`${nameOf(opened.pair.a)} — ${nameOf(opened.pair.b)}`} open onClose={() => setOpened(null)}>
          <PairTraits pair={opened.pair} a={spaces.get(opened.pair.a)} b={spaces.get(opened.pair.b)} />
        </Dialog>
      )}
    </Page>
  );
}

function Tenants({ space, result, on }: { space: Space; result: Result | undefined; on: string }) {
  const t = useWords();
  const label = useLabel();
  const { data } = useQuery({
    queryKey: ['portfolio', 'tenants', space.id, result ?? '', on],
    queryFn: () =>
      api.get<z.output<typeof portfolioTenantsView>>('/api/portfolio/tenants', { carrierId: space.id, result, on }),
  });
  if (!data) return <Loading />;
  return (
    <div className="stack-s">
      <p className="soft small">
        <Label of={FOCUS_RULES[space.rule]} />
      </p>
      <ul className="stack-s">
        {data.rows.map((row) => (
          <li key={row.id}>
            <Link to={`/spaces/${space.id}/records?kind=tenancy&on=${row.validFrom}` as string}>{row.name}</Link>{' '}
            <Tag tone={row.result === 'inside' ? 'ok' : 'plain'}>
              <Label of={IN_FOCUS[row.result]} />
            </Tag>
            <div className="soft small">
              {t('技术领域')}：
              {label(
                INDUSTRIES.find(({ code }) => code === row.industry),
                t('未登记'),
              )}
              ；{t('项目')}：{row.project ?? t('未登记')} {row.example && <Tag>{t('示例')}</Tag>}
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What both have, and what either has alone. */
function PairTraits({ pair, a, b }: { pair: Pair; a: Space | undefined; b: Space | undefined }) {
  const t = useWords();
  const label = useLabel();
  const shared = new Set(pair.shared.map(({ axis, code }) => `${axis} ${code}`));
  const alone = (space: Space | undefined) =>
    space?.traits
      .filter(({ axis, code }) => axis !== 'kind' && !shared.has(`${axis} ${code}`))
      .map((trait) => label(trait))
      .join('、') || '—';
  return (
    <Pairs
      of={[
        [t('重合度'), `${pair.percent}%`],
        [t('共有的特征'), pair.shared.map((trait) => label(trait)).join('、')],
        [`${t('只有')}${a?.name ?? ''}`, alone(a)],
        [`${t('只有')}${b?.name ?? ''}`, alone(b)],
      ]}
    />
  );
}
