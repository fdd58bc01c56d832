import { TASK_KINDS, TASK_STATES, VERBS } from '../../../src/cases/dossier/dossier.contract.ts';
import { showMoment } from '../../lib/format.ts';
import { Label } from '../../ui/label.tsx';
import { Empty, Tag } from '../../ui/page.tsx';
import { Table } from '../../ui/table.tsx';
import type { CaseView } from './cases.ts';
import { DueWords } from './due.tsx';

const STANDINGS = { behind: '已过', here: '当前环节', ahead: '尚未到' } as const;

/** The way of the procedure: behind, here, ahead. */
export function Way({ steps }: { steps: CaseView['steps'] }) {
  return (
    <ol className="way">
      {steps.map((step) => (
        <li
          key={step.id}
          className={`is-${step.standing}`}
          aria-current={step.standing === 'here' ? 'step' : undefined}
        >
          {step.title}
          <span className="hidden-label">({STANDINGS[step.standing]})</span>
        </li>
      ))}
    </ol>
  );
}

export function Timeline({ rows }: { rows: CaseView['timeline'] }) {
  if (rows.length === 0) return <Empty title="还没有办理记录" />;
  return (
    <ol className="timeline">
      {[...rows].reverse().map((row) => (
        <li key={row.seq}>
          <strong>
            <Label of={VERBS[row.verb]} />
          </strong>
          {row.stepTitle && <span className="soft"> · {row.stepTitle}</span>}
          <div className="soft small">
            <time dateTime={row.at}>{showMoment(row.at)}</time>
            {(row.person || row.organisation) && ` · ${[row.organisation, row.person].filter(Boolean).join(' ')}`}
          </div>
          {row.opinion && <blockquote>{row.opinion}</blockquote>}
        </li>
      ))}
    </ol>
  );
}

export function Papers({ rows }: { rows: CaseView['papers'] }) {
  if (rows.length === 0) return <p className="soft">尚未产生文书。</p>;
  return (
    <ul className="plain stack-s">
      {rows.map((row) => (
        <li key={row.id}>
          <a href={`/api/files/${row.fileId}`}>{row.label}</a> {row.isVoid && <Tag tone="bad">已失效</Tag>}
          <div className="soft small">
            {row.name} · {showMoment(row.madeAt)}
          </div>
        </li>
      ))}
    </ul>
  );
}

export function Tasks({ rows }: { rows: CaseView['tasks'] }) {
  return (
    <Table
      caption="各方办理"
      rows={rows}
      rowKey={({ id }) => id}
      empty={<Empty title="没有办理任务" />}
      columns={[
        { title: '环节', cell: (task) => task.stepTitle },
        { title: '类型', cell: (task) => <Label of={TASK_KINDS[task.kind]} /> },
        {
          title: '办理人',
          cell: (task) => (
            <>
              {task.personName ?? task.roleLabel}
              {task.organisationName && <div className="soft small">{task.organisationName}</div>}
            </>
          ),
        },
        {
          title: '状态',
          cell: (task) => (
            <Tag tone={task.state === 'open' ? 'accent' : task.state === 'waiting' ? 'note' : 'plain'}>
              <Label of={TASK_STATES[task.state]} />
            </Tag>
          ),
        },
        {
          title: '处理',
          cell: (task) =>
            task.verb ? (
              <>
                <Label of={VERBS[task.verb]} /> <span className="soft small">{showMoment(task.decidedAt)}</span>
                {task.opinion && <div className="opinion small">{task.opinion}</div>}
              </>
            ) : (
              '—'
            ),
        },
      ]}
    />
  );
}

const SUPPLEMENT_STATES = { out: '待补正', answered: '已答复', lapsed: '逾期未补正', takenBack: '已撤销' } as const;

export function Supplements({ rows }: { rows: CaseView['supplements'] }) {
  return (
    <ul className="plain stack">
      {rows.map((row) => (
        <li key={row.id} className="stack-s">
          <div className="row">
            <strong>第{row.number}次补正</strong>
            <Tag tone={row.state === 'out' ? 'warn' : 'plain'}>{SUPPLEMENT_STATES[row.state]}</Tag>
            {row.state === 'out' && <DueWords due={row.due} />}
          </div>
          <ol>
            {row.items.map((item) => (
              <li key={`${item.kind} ${item.ref} ${item.says}`}>{item.says}</li>
            ))}
          </ol>
          {row.answer && <blockquote className="opinion">答复：{row.answer}</blockquote>}
        </li>
      ))}
    </ul>
  );
}
