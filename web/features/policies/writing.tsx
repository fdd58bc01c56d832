import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { packErrorText } from '../../../src/policy/error.ts';
import { PACK_FILE_NAMES, type PackFileName } from '../../../src/policy/pack.ts';
import { showMoment } from '../../lib/format.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/page.tsx';
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
        <h2 id="studio-source">文件与规则</h2>
        <div className="studio-clauses" {...SCROLLS}>
          <Clauses check={check} texts={work.texts} onOpen={open} />
        </div>
      </section>
      <section className="card studio-editor" aria-labelledby="studio-editor">
        <div className="card-head">
          <h2 id="studio-editor">规则</h2>
          <span className="row">
            <SaveState work={work} />
            <button type="button" className="link-button" onClick={() => setHistory(true)}>
              保存过的文本
            </button>
          </span>
        </div>
        <fieldset className="studio-files">
          <legend className="hidden-label">文件</legend>
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
                {FILE_TITLES[name]}
                {faults > 0 && <span className="tag tag-bad">{faults}处错误</span>}
              </button>
            );
          })}
        </fieldset>
        {text === undefined ? (
          <p className="empty">
            没有这个文件。
            {!readOnly && (
              <Button onClick={() => work.change(file, BLANK[file] ?? '')}>新建“{FILE_TITLES[file]}”</Button>
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
const SCROLLS = { role: 'region', 'aria-label': '条文', tabIndex: 0 };
const BLANK: Partial<Record<PackFileName, string>> = { 'examples.yaml': '[]\n', 'source.md': '# 条文\n' };

function SaveState({ work }: { work: DraftTexts }) {
  const words = { saved: '已自动保存', waiting: '有改动，稍后保存', saving: '正在保存', failed: '没有保存成功' };
  return (
    <span className={work.state === 'failed' ? 'small missing' : 'small soft'} role="status">
      {words[work.state]}
      {work.state === 'failed' && (
        <>
          {' '}
          <button type="button" className="link-button" onClick={() => void work.flush()}>
            重试
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
            {row && row.state === 'noRule' && <p className="small soft">非规则：{row.reason}</p>}
            {row && row.state === 'uncovered' && <p className="small missing">还没有规则引用本条</p>}
            {row && row.by.length > 0 && (
              <ul className="studio-rules" aria-label={`引用${cite}的规则`}>
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
  const { errors, failures } = check;
  return (
    <div className="studio-problems" role="status">
      {errors.length === 0 ? (
        <p className="small">
          没有错误。{failures.length > 0 && <span className="missing">{failures.length}处示例的结果与预期不符。</span>}
        </p>
      ) : (
        <>
          <p>
            <strong>{errors.length}处错误</strong>，改正前不能送审：
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
  const { conflict } = work;
  if (!conflict) return null;
  const texts = [
    ['您的文本', work.texts[conflict.name] ?? ''],
    [`${conflict.savedBy ?? '他人'}的文本`, conflict.text ?? '（已删去此文件）'],
  ] as const;
  return (
    <Dialog title={`${FILE_TITLES[conflict.name]}已被他人修改`} open wide onClose={() => undefined}>
      <div className="stack">
        <p>{conflict.savedBy ?? '他人'}在您修改期间保存了同一文件。两份文本都会留存，请选择以哪一份为准。</p>
        <div className="halves">
          {texts.map(([title, text]) => (
            <div key={title}>
              <h3>{title}</h3>
              <textarea className="studio-text" aria-label={title} readOnly value={text} rows={16} />
            </div>
          ))}
        </div>
        <div className="row row-end">
          <Button onClick={() => void work.settle('theirs')}>以对方的为准</Button>
          <Button type="primary" onClick={() => void work.settle('mine')}>
            以我的为准
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

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
  const { data } = useQuery(versionsQuery(draft.id, name));
  const [shown, setShown] = useState<number | null>(null);
  const row = data?.rows.find(({ revision }) => revision === shown);
  return (
    <Dialog title={`${FILE_TITLES[name]} · 保存过的文本`} open wide onClose={onClose}>
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
                第{revision}次保存
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
              aria-label={`第${row.revision}次保存`}
              readOnly
              value={row.text ?? '（已删去此文件）'}
              rows={16}
            />
            {onTake && row.text !== null && (
              <Notice>
                <Button
                  onClick={() => {
                    onTake(row.text ?? '');
                    onClose();
                  }}
                >
                  放回编辑区
                </Button>
              </Notice>
            )}
          </div>
        )}
      </div>
    </Dialog>
  );
}
