import { useQuery } from '@tanstack/react-query';
import { showDay, showMoment } from '../../lib/format.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Empty, Loading } from '../../ui/page.tsx';
import { type KeptRecord, type Kind, type Owner, showValue, versionsQuery } from './records.ts';

interface RecordHistoryProps {
  owner: Owner;
  kind: Kind;
  record: KeptRecord;
  onClose: () => void;
}

/** What the record said before each correction, by whom and why. */
export function RecordHistory({ owner, kind, record, onClose }: RecordHistoryProps) {
  const { data } = useQuery(versionsQuery(owner, kind.code, record.id));
  return (
    <Dialog title={`历次内容 · ${record.label}`} open onClose={onClose} wide>
      {!data && <Loading />}
      {data?.rows.length === 0 && <Empty title="没有更正过">登记后内容一直未变。</Empty>}
      <ol className="plain stack">
        {data?.rows.map((row) => (
          <li key={row.version}>
            <h3>
              第{row.version}版 · 至{showMoment(row.replacedAt)}
            </h3>
            <p className="soft">
              {row.personName ?? '系统'}更改{row.reason ? `，理由：${row.reason}` : ''}
            </p>
            <dl className="pairs">
              <dt>{kind.startZh}</dt>
              <dd>{showDay(row.content.validFrom)}</dd>
              {kind.fields.map((field) => (
                <Changed key={field.name} kind={kind} name={field.name} before={row.content} now={record} />
              ))}
            </dl>
          </li>
        ))}
      </ol>
    </Dialog>
  );
}

function Changed({ kind, name, before, now }: { kind: Kind; name: string; before: KeptRecord; now: KeptRecord }) {
  const field = kind.fields.find((one) => one.name === name);
  if (!field) return null;
  const then = showValue(field, before.values[name], before.labels[name]);
  const same = then === showValue(field, now.values[name], now.labels[name]);
  return (
    <>
      <dt>{field.zh}</dt>
      <dd>
        {then}
        {!same && <span className="tag tag-note">与现在不同</span>}
      </dd>
    </>
  );
}
