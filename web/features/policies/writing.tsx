import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { packErrorText } from '../../../src/policy/error.ts';
import { PACK_FILE_NAMES, type PackFileName } from '../../../src/policy/pack.ts';
import { showMoment } from '../../lib/format.ts';
import { useSay } from '../../lib/words.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Label } from '../../ui/label.tsx';
import { type LiveCheck, type Place, placeOf } from './draft-check.ts';
import type { DraftTexts } from './draft-texts.ts';
import { type EditorHandle, PackEditor } from './pack-editor.tsx';
import { type Draft, FILE_TITLES, versionsQuery } from './policies.ts';

interface WritingProps {
  draft: Draft;
  work: DraftTexts;
  check: LiveCheck;
  readOnly: boolean;
  /** A place asked for from elsewhere; taken once. */
  wanted: Place | null;
  onArrived: () => void;
}

/** Left the document, clause by clause with the rules that cite it; right the rules in writing. */
export function Writing({ draft, work, check, readOnly, wanted, onArrived }: WritingProps) {
  const say = useSay();
  const [file, setFile] = useState<PackFileName>('recognition.yaml');
  const [target, setTarget] = useState<Place | null>(null);
  const [history, setHistory] = useState(false);
  const editor = useRef<EditorHandle>(null);
  const open = (place: Place) => {
    setFile(place.file as PackFileName);
    setTarget({ ...place });
  };
  useEffect(() => {
    if (!wanted) return;
    setFile(wanted.file as PackFileName);
    setTarget(wanted);
    onArrived();
  }, [wanted, onArrived]);
  useEffect(() => {
    if (target?.file === file) editor.current?.goTo(target.line);
  }, [target, file]);
  const text = work.texts[file];
  const errors = check.errors.filter((error) => error.file === file);
  return (
    <div className="studio">
      <section className="card studio-source" aria-labelledby="studio-source">
        <h2 id="studio-source">{say('文件与规则', 'The document and its rules')}</h2>
        <div className="studio-clauses" {...scrolls(say('条文', 'Clauses'))}>
          <Clauses check={check} texts={work.texts} onOpen={open} />
        </div>
      </section>
      <section className="card studio-editor" aria-labelledby="studio-editor">
        <div className="card-head">
          <h2 id="studio-editor">{say('规则', 'Rules')}</h2>
          <span className="row">
            <SaveState work={work} />
            <button type="button" className="link-button" onClick={() => setHistory(true)}>
              {say('保存过的文本', 'Saved texts')}
            </button>
          </span>
        </div>
        <fieldset className="studio-files">
          <legend className="hidden-label">{say('文件', 'File')}</legend>
          {PACK_FILE_NAMES.map((name) => {
            const faults = check.errors.filter((error) => error.file === name).length;
            return (
              <button
                key={name}
                type="button"
                aria-pressed={name === file}
                onClick={() => setFile(name)}
                className={name in work.texts ? undefined : 'is-absent'}
              >
                <Label of={FILE_TITLES[name]} />
                {faults > 0 && <span className="tag tag-bad">{say(`${faults}处错误`, `${faults} errors`)}</span>}
              </button>
            );
          })}
        </fieldset>
        {text === undefined ? (
          <p className="empty">
            {say('没有这个文件。', 'There is no such file.')}
            {!readOnly && (
              <Button onClick={() => work.change(file, BLANK[file] ?? '')}>
                {say(`新建“${FILE_TITLES[file].zh}”`, `New “${FILE_TITLES[file].en}”`)}
              </Button>
            )}
          </p>
        ) : (
          <PackEditor
            ref={editor}
            name={file}
            text={text}
            adopted={work.adopted}
            errors={errors}
            known={{ pack: check.lastSound, clauses: check.clauses }}
            readOnly={readOnly}
            onChange={(changed) => work.change(file, changed)}
          />
        )}
        <Problems check={check} onOpen={open} />
      </section>
      {history && (
        <History
          draft={draft}
          name={file}
          onClose={() => setHistory(false)}
          {...(readOnly ? {} : { onTake: (taken: string) => work.change(file, taken) })}
        />
      )}
      {work.conflict && <ConflictDialog work={work} />}
    </div>
  );
}

/** Scrolled by keyboard too. */
const scrolls = (label: string) => ({ role: 'region', 'aria-label': label, tabIndex: 0 });
const BLANK: Partial<Record<PackFileName, string>> = { 'examples.yaml': '[]\n', 'source.md': '# 条文\n' };

function SaveState({ work }: { work: DraftTexts }) {
  const say = useSay();
  const words = {
    saved: say('已自动保存', 'Saved'),
    waiting: say('有改动，稍后保存', 'Changed; will be saved'),
    saving: say('正在保存', 'Saving'),
    failed: say('没有保存成功', 'Not saved'),
  };
  return (
    <span className={work.state === 'failed' ? 'small missing' : 'small soft'} role="status">
      {words[work.state]}
      {work.state === 'failed' && (
        <>
          {' '}
          <button type="button" className="link-button" onClick={() => void work.flush()}>
            {say('重试', 'Try again')}
          </button>
        </>
      )}
      {work.news && `。${work.news}`}
    </span>
  );
}

function Clauses({
  check,
  texts,
  onOpen,
}: {
  check: LiveCheck;
  texts: DraftTexts['texts'];
  onOpen: (at: Place) => void;
}) {
  const say = useSay();
  const spoken = new Map(check.coverage.map((clause) => [clause.cite, clause]));
  return (
    <ol className="plain stack-s">
      {check.clauses.map(({ cite, title, text, line }) => {
        const row = spoken.get(cite);
        return (
          <li key={`${cite} ${line}`} className="studio-clause">
            <h3>
              <button type="button" className="link-button" onClick={() => onOpen({ file: 'source.md', line })}>
                {cite}
              </button>{' '}
              {title}
            </h3>
            {text && <p>{text}</p>}
            {row && row.state === 'noRule' && (
              <p className="small soft">
                {say('非规则：', 'No rule: ')}
                {row.reason}
              </p>
            )}
            {row && row.state === 'uncovered' && (
              <p className="small missing">{say('还没有规则引用本条', 'No rule cites this clause yet')}</p>
            )}
            {row && row.by.length > 0 && (
              <ul className="studio-rules" aria-label={say(`引用${cite}的规则`, `Rules that cite ${cite}`)}>
                {row.by.map((by) => {
                  const place = placeOf(by, texts);
                  return (
                    <li key={by}>
                      {place ? (
                        <button type="button" className="link-button" onClick={() => onOpen(place)}>
                          {wordsOf(by, check)}
                        </button>
                      ) : (
                        wordsOf(by, check)
                      )}
                    </li>
                  );
                })}
              </ul>
            )}
          </li>
        );
      })}
    </ol>
  );
}

/** What a rule says, rather than how it is called. */
function wordsOf(by: string, { lastSound: pack }: LiveCheck): string {
  if (!pack) return by;
  const [kind = '', name = ''] = by.split(':');
  if (kind === 'parameter') return pack.parameters[name]?.label ?? by;
  const requirement = pack.requirements.find(({ id }) => id === by);
  if (requirement) return requirement.says;
  const [procedure = '', step = ''] = by.split('/');
  const found = pack.procedures.find(({ id }) => id === procedure);
  if (found)
    return step ? `${found.steps.find(({ id }) => id === step)?.title ?? step}（${found.title}）` : found.title;
  const rule = pack.recorded.find(({ file, id }) => file === `${kind}.yaml` && id === name);
  return rule?.says ?? (by === 'designation' ? pack.designation.name : by);
}

/** Every error of every file, each a way to its line; told when it appears. */
function Problems({ check, onOpen }: { check: LiveCheck; onOpen: (at: Place) => void }) {
  const say = useSay();
  const { errors, failures } = check;
  return (
    <div className="studio-problems" role="status">
      {errors.length === 0 ? (
        <p className="small">
          {say('没有错误。', 'No errors.')}{' '}
          {failures.length > 0 && (
            <span className="missing">
              {say(`${failures.length}处示例的结果与预期不符。`, `${failures.length} examples come out otherwise.`)}
            </span>
          )}
        </p>
      ) : (
        <>
          <p>
            <strong>{say(`${errors.length}处错误`, `${errors.length} errors`)}</strong>
            {say('，改正前不能送审：', '; it cannot be sent before they are corrected:')}
          </p>
          <ul>
            {errors.slice(0, 12).map((error) => (
              <li key={`${error.file} ${error.line} ${error.column} ${error.zh}`}>
                <button type="button" className="link-button" onClick={() => onOpen(error)}>
                  {packErrorText(error)}
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function ConflictDialog({ work }: { work: DraftTexts }) {
  const say = useSay();
  const { conflict } = work;
  if (!conflict) return null;
  const others = conflict.savedBy ?? say('他人', 'Somebody else');
  const apart = whereTheyDiffer(work.texts[conflict.name] ?? '', conflict.text ?? '');
  const texts = [
    [say('您的文本', 'Your text'), apart.mine],
    [
      say(`${others}的文本`, `The text of ${others}`),
      conflict.text === null ? say('（已删去此文件）', '(the file was taken out)') : apart.theirs,
    ],
  ] as const;
  return (
    <Dialog
      title={say(
        `${FILE_TITLES[conflict.name].zh}已被他人修改`,
        `${FILE_TITLES[conflict.name].en}: changed by somebody else`,
      )}
      open
      wide
      onClose={() => undefined}
    >
      <div className="stack">
        <p>
          {say(
            `${others}在您修改期间保存了同一文件。两份文本都会留存，请选择以哪一份为准。下面是第${apart.line}行起不同的部分。`,
            `${others} saved the same file while you wrote. Both texts are kept; choose which one goes on. Below, from line ${apart.line} on, what differs.`,
          )}
        </p>
        <div className="halves">
          {texts.map(([title, text]) => (
            <div key={title}>
              <h3>{title}</h3>
              <textarea className="studio-text" aria-label={title} readOnly value={text} rows={12} />
            </div>
          ))}
        </div>
        <div className="row row-end">
          <Button onClick={() => void work.settle('theirs')}>{say('以对方的为准', 'Theirs goes on')}</Button>
          <Button type="primary" onClick={() => void work.settle('mine')}>
            {say('以我的为准', 'Mine goes on')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

/** What lies between the lines that both texts begin and end with, with two of those around it. */
function whereTheyDiffer(mine: string, theirs: string): { line: number; mine: string; theirs: string } {
  const [a, b] = [mine.split('\n'), theirs.split('\n')];
  const most = Math.min(a.length, b.length);
  let head = 0;
  while (head < most && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < most - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  const from = Math.max(0, head - 2);
  const around = (lines: string[]) => lines.slice(from, lines.length - tail + 2).join('\n');
  return { line: head + 1, mine: around(a), theirs: around(b) };
}

/** The text a draft begins from was saved by nobody. */
const saveName = (revision: number, say: ReturnType<typeof useSay>) =>
  revision === 0 ? say('开始时的文本', 'The text it began from') : say(`第${revision}次保存`, `Save ${revision}`);

function History({
  draft,
  name,
  onClose,
  onTake,
}: {
  draft: Draft;
  name: PackFileName;
  onClose: () => void;
  onTake?: (text: string) => void;
}) {
  const say = useSay();
  const { data } = useQuery(versionsQuery(draft.id, name));
  const [shown, setShown] = useState<number | null>(null);
  const row = data?.rows.find(({ revision }) => revision === shown);
  return (
    <Dialog
      title={say(`${FILE_TITLES[name].zh} · 保存过的文本`, `${FILE_TITLES[name].en} · saved texts`)}
      open
      wide
      onClose={onClose}
    >
      <div className="halves">
        <ul className="plain stack-s studio-history">
          {data?.rows.map(({ revision, savedAt, savedByName }) => (
            <li key={revision}>
              <button
                type="button"
                className="link-button"
                aria-pressed={revision === shown}
                onClick={() => setShown(revision)}
              >
                {saveName(revision, say)}
              </button>{' '}
              <span className="small soft">
                {savedByName} {showMoment(savedAt)}
              </span>
            </li>
          ))}
        </ul>
        {row && (
          <div className="stack-s">
            <textarea
              className="studio-text"
              aria-label={saveName(row.revision, say)}
              readOnly
              value={row.text ?? say('（已删去此文件）', '(the file was taken out)')}
              rows={16}
            />
            {onTake && row.text !== null && (
              <div className="row row-end">
                <Button
                  onClick={() => {
                    onTake(row.text ?? '');
                    onClose();
                  }}
                >
                  {say('放回编辑区', 'Put back into the editor')}
                </Button>
              </div>
            )}
          </div>
        )}
      </div>
    </Dialog>
  );
}
