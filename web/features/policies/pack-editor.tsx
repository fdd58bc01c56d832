import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { bracketMatching, HighlightStyle, indentOnInput, syntaxHighlighting } from '@codemirror/language';
import { type Diagnostic, lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { EditorState, type Extension } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  hoverTooltip,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { useEffect, useImperativeHandle, useRef, useState } from 'react';
import type { PackError } from '../../../src/policy/error.ts';
import type { PackFileName } from '../../../src/policy/pack.ts';
import { useSay } from '../../lib/words.ts';
import { complete, type Known, meaningAt, meaningTooltip } from './pack-language.ts';
import { FILE_TITLES } from './policies.ts';

/** Colours of the product's own tokens, so that they follow the reader's choice of light and dark. */
const COLOURS = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--accent)' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--ok)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--note)' },
  { tag: tags.comment, color: 'var(--text-soft)' },
  { tag: [tags.keyword, tags.meta], color: 'var(--warn)' },
  { tag: tags.heading, fontWeight: '650' },
]);

const PHRASES = EditorState.phrases.of({
  Completions: '可选项',
  'No diagnostics': '没有错误',
  Diagnostics: '错误',
  close: '关闭',
  'Control character': '控制字符',
});

/** Styles of the page are written under its nonce. */
const NONCE = document.querySelector<HTMLMetaElement>('meta[name=csp-nonce]')?.content ?? '';

export interface EditorHandle {
  /** Puts the cursor on a line (1-based) and shows it. */
  goTo(line: number, column?: number): void;
}

interface PackEditorProps {
  name: PackFileName;
  text: string;
  /** A text put in from outside: the editor takes it over where this changes. */
  adopted: number;
  errors: readonly PackError[];
  known: Known;
  readOnly: boolean;
  onChange: (text: string) => void;
  ref?: React.Ref<EditorHandle>;
}

/** One file of a draft: YAML with colours, completion, errors where they stand, and what a name means. */
export function PackEditor({ name, text, adopted, errors, known, readOnly, onChange, ref }: PackEditorProps) {
  const say = useSay();
  const box = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const latest = useRef({ known, onChange });
  latest.current = { known, onChange };
  const [meaning, setMeaning] = useState<string | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the text is the editor's own until another file or text is put in
  useEffect(() => {
    const parent = box.current;
    if (!parent) return;
    const extensions: Extension[] = [
      lineNumbers(),
      highlightActiveLineGutter(),
      highlightActiveLine(),
      history(),
      drawSelection(),
      indentOnInput(),
      bracketMatching(),
      closeBrackets(),
      syntaxHighlighting(COLOURS),
      lintGutter(),
      PHRASES,
      EditorView.lineWrapping,
      EditorView.cspNonce.of(NONCE),
      EditorView.contentAttributes.of({
        tabindex: '0',
        'aria-label': `${FILE_TITLES[name].zh}（${name}）`,
        ...(readOnly ? { 'aria-readonly': 'true' } : {}),
      }),
      EditorState.readOnly.of(readOnly),
      EditorState.tabSize.of(2),
      keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, ...completionKeymap, ...lintKeymap]),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) latest.current.onChange(update.state.doc.toString());
        if (update.docChanged || update.selectionSet) {
          const { doc, selection } = update.state;
          setMeaning(meaningAt(doc, selection.main.head, latest.current.known)?.words ?? null);
        }
      }),
    ];
    if (name.endsWith('.yaml'))
      extensions.push(
        yaml(),
        autocompletion({ override: [(context) => complete(context, latest.current.known)] }),
        hoverTooltip((editor, position) => meaningTooltip(editor.state.doc, position, latest.current.known)),
      );
    const editor = new EditorView({ parent, state: EditorState.create({ doc: text, extensions }) });
    view.current = editor;
    return () => {
      view.current = null;
      editor.destroy();
    };
  }, [name, readOnly, adopted]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another file or text is another editor, which is told anew
  useEffect(() => {
    const editor = view.current;
    if (editor) editor.dispatch(setDiagnostics(editor.state, diagnosticsOf(editor.state, errors)));
  }, [errors, name, adopted]);

  useImperativeHandle(ref, () => ({
    goTo(line, column = 1) {
      const editor = view.current;
      if (!editor) return;
      const { from, to } = editor.state.doc.line(Math.min(Math.max(1, line), editor.state.doc.lines));
      const anchor = Math.min(to, from + column - 1);
      editor.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: 'center' }) });
      editor.focus();
    },
  }));

  return (
    <>
      <div className="pack-editor" ref={box} />
      <p className="small soft pack-at-cursor">
        {meaning
          ? say(`光标处：${meaning.replaceAll('\n', '；')}`, `At the cursor: ${meaning.replaceAll('\n', '; ')}`)
          : say(
              '光标移到事实、参数或条款上，这里显示它的含义。',
              'Put the cursor on a fact, a parameter or a clause: its meaning stands here.',
            )}
      </p>
    </>
  );
}

function diagnosticsOf(state: EditorState, errors: readonly PackError[]): Diagnostic[] {
  return errors.map((error) => {
    const line = state.doc.line(Math.min(Math.max(1, error.line), state.doc.lines));
    const from = Math.min(line.to, line.from + Math.max(0, error.column - 1));
    const nearest = error.nearest ? `，是否应为 ${error.nearest}` : '';
    const clause = error.clause ? `（${error.clause}）` : '';
    return { from, to: Math.max(from, line.to), severity: 'error', message: `${error.zh}${nearest}${clause}` };
  });
}
