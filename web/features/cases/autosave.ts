import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiError, api } from '../../lib/api.ts';
import { type Form, formQuery } from './cases.ts';

export type Answer = string | number | boolean;
export type Answers = Readonly<Record<string, Answer>>;
type SaveState = 'saved' | 'waiting' | 'saving' | 'failed';

export interface Autosave {
  readonly values: Answers;
  readonly state: SaveState;
  readonly savedAt: Date | null;
  /** What the server said at a field. */
  readonly errors: Readonly<Record<string, string>>;
  /** Fields that somebody else changed meanwhile: theirs, to be kept or overwritten. */
  readonly conflicts: Readonly<Record<string, Answer | null>>;
  /** Fields that changed elsewhere since the page was opened. */
  readonly fromOthers: readonly string[];
  readonly failure: unknown;
  change(field: string, value: Answer | null): void;
  resolve(field: string, keep: 'mine' | 'theirs'): void;
  setErrors(errors: Readonly<Record<string, string>>): void;
  /** Saves what is not saved; the revision it stands at, or null when something is refused. */
  flush(): Promise<number | null>;
}

const PAUSE_MS = 700;

/**
 * Saves field by field, one request at a time, and never overwrites what another person wrote since.
 * The state is kept in a ref because a save outlives the render that began it.
 */
export function useAutosave(form: Form): Autosave {
  const client = useQueryClient();
  const { caseId } = form;
  const [, render] = useState(0);
  const own = useRef({
    revision: form.revision,
    values: { ...form.answers } as Record<string, Answer>,
    dirty: new Map<string, Answer | null>(),
    held: new Set<string>(),
    errors: {} as Record<string, string>,
    conflicts: {} as Record<string, Answer | null>,
    fromOthers: [] as string[],
    state: 'saved' as SaveState,
    savedAt: null as Date | null,
    failure: null as unknown,
    running: null as Promise<void> | null,
    timer: undefined as ReturnType<typeof setTimeout> | undefined,
  }).current;
  const show = useCallback(() => render((count) => count + 1), []);

  /** Takes over what others wrote, except in fields that are being written here. */
  const adopt = useCallback(
    (revision: number, answers: Answers, sent?: ReadonlyMap<string, unknown>) => {
      if (revision < own.revision) return;
      const changed: string[] = [];
      for (const field of new Set([...Object.keys(own.values), ...Object.keys(answers)])) {
        if (own.dirty.has(field) || field in own.conflicts || own.values[field] === answers[field]) continue;
        // What was sent from here may come back otherwise than it was typed: a contact is masked.
        if (!sent?.has(field)) changed.push(field);
        const value = answers[field];
        if (value === undefined) delete own.values[field];
        else own.values[field] = value;
      }
      own.revision = revision;
      own.fromOthers = [...new Set([...own.fromOthers, ...changed])];
    },
    [own],
  );

  const refused = useCallback(
    (error: unknown, sent: ReadonlyMap<string, Answer | null>) => {
      for (const [field, value] of sent) if (!own.dirty.has(field)) own.dirty.set(field, value);
      if (!(error instanceof ApiError) || error.fields.length === 0) {
        own.failure = error;
        own.state = 'failed';
        return;
      }
      const { answers = {}, revision } = error.details as { answers?: Answers; revision?: number };
      for (const { path, code, message } of error.fields) {
        if (code === 'form.changed') own.conflicts[path] = answers[path] ?? null;
        else own.errors[path] = message;
        own.held.add(path);
      }
      if (revision !== undefined && error.code === 'form.changed') adopt(revision, answers);
    },
    [own, adopt],
  );

  const save = useCallback(async () => {
    for (;;) {
      const ready = new Map([...own.dirty].filter(([field]) => !own.held.has(field)));
      if (ready.size === 0) break;
      for (const field of ready.keys()) own.dirty.delete(field);
      own.state = 'saving';
      own.failure = null;
      show();
      try {
        const body = { revision: own.revision, answers: Object.fromEntries(ready) };
        const saved = await api.patch<{ revision: number; answers: Answers }>(`/api/cases/${caseId}/form`, body);
        adopt(saved.revision, saved.answers, ready);
        own.savedAt = new Date();
        own.state = 'saved';
      } catch (error) {
        refused(error, ready);
        if (own.failure !== null) break;
      }
    }
    if (own.state !== 'failed') own.state = own.dirty.size > 0 ? 'waiting' : 'saved';
    show();
  }, [own, caseId, adopt, refused, show]);

  const run = useCallback((): Promise<void> => {
    clearTimeout(own.timer);
    own.running ??= save().finally(() => {
      own.running = null;
    });
    return own.running;
  }, [own, save]);

  const change = (field: string, value: Answer | null) => {
    if (value === null) delete own.values[field];
    else own.values[field] = value;
    own.dirty.set(field, value);
    own.held.delete(field);
    delete own.errors[field];
    own.fromOthers = own.fromOthers.filter((other) => other !== field);
    own.state = 'waiting';
    clearTimeout(own.timer);
    own.timer = setTimeout(() => void run(), PAUSE_MS);
    show();
  };

  useEffect(() => {
    const query = formQuery(caseId);
    const timer = setInterval(async () => {
      if (own.running || own.dirty.size > 0) return;
      const fresh = await client.fetchQuery({ ...query, staleTime: 0 }).catch(() => null);
      if (!fresh || fresh.revision <= own.revision) return;
      adopt(fresh.revision, fresh.answers);
      show();
    }, 15_000);
    const warn = (event: BeforeUnloadEvent) => {
      if (own.dirty.size > 0 || own.running) event.preventDefault();
    };
    window.addEventListener('beforeunload', warn);
    return () => {
      clearInterval(timer);
      window.removeEventListener('beforeunload', warn);
      if (own.dirty.size > 0) void run();
    };
  }, [own, caseId, client, adopt, show, run]);

  return {
    ...own,
    change,
    resolve(field, keep) {
      const theirs = own.conflicts[field] ?? null;
      delete own.conflicts[field];
      own.held.delete(field);
      if (keep === 'mine') return change(field, own.values[field] ?? null);
      own.dirty.delete(field);
      if (theirs === null) delete own.values[field];
      else own.values[field] = theirs;
      show();
    },
    setErrors(errors) {
      own.errors = { ...errors };
      show();
    },
    async flush() {
      clearTimeout(own.timer);
      await own.running;
      await run();
      return own.dirty.size === 0 && own.state === 'saved' ? own.revision : null;
    },
  };
}
