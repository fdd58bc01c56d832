import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { PackFileName } from '../../../src/policy/pack.ts';
import { ApiError, api } from '../../lib/api.ts';
import { type Draft, draftQuery } from './policies.ts';

const PAUSE_MS = 1200;
const LOOK_MS = 15_000;

interface Text {
  /** null: there is no such file, or it was taken out. */
  text: string | null;
  /** The revision it is written over; null: there was no such file. */
  over: number | null;
  isDirty: boolean;
}

/** Somebody else's text of a file that was written here too. */
export interface Conflict {
  readonly name: PackFileName;
  readonly text: string | null;
  readonly revision: number;
  readonly savedBy: string | null;
}

export interface DraftTexts {
  /** The files as they stand in the editor, those taken out left away. */
  readonly texts: Readonly<Record<string, string>>;
  /** Changes where a text was put into the editor from outside. */
  readonly adopted: number;
  readonly state: 'saved' | 'waiting' | 'saving' | 'failed';
  readonly failure: unknown;
  readonly conflict: Conflict | null;
  /** Who changed a file meanwhile that was not being written here. */
  readonly news: string | null;
  change(name: PackFileName, text: string | null): void;
  /** Both texts stay among the saved ones, whichever is kept. */
  settle(keep: 'mine' | 'theirs'): Promise<void>;
  flush(): Promise<boolean>;
}

/** The texts of a draft under writing: saved by themselves after a pause, one at a time, never over somebody else's. */
export function useDraftTexts(draft: Draft): DraftTexts {
  const client = useQueryClient();
  const [, setTick] = useState(0);
  const show = useCallback(() => setTick((tick) => tick + 1), []);
  const own = useRef({
    files: new Map<PackFileName, Text>(
      draft.files.map(({ name, text, revision }) => [name, { text, over: revision, isDirty: false }]),
    ),
    adopted: 0,
    state: 'saved' as DraftTexts['state'],
    failure: null as unknown,
    conflict: null as Conflict | null,
    news: null as string | null,
    running: null as Promise<void> | null,
    timer: undefined as ReturnType<typeof setTimeout> | undefined,
  }).current;
  const { id } = draft;

  /** What was saved here is also what the draft is read as when one comes back to it. */
  const put = useCallback(
    async (name: PackFileName, over: number | null, text: string | null) => {
      const path = `/api/policy-drafts/${id}/files/${name}`;
      const { revision, savedAt } = await api.put<{ revision: number; savedAt: string }>(path, { over, text });
      client.setQueryData(draftQuery(id).queryKey, (kept) => {
        if (!kept) return kept;
        const others = kept.files.filter((file) => file.name !== name);
        return { ...kept, files: [...others, { name, text, revision, savedAt, savedByName: '' }] };
      });
      return revision;
    },
    [id, client],
  );

  const save = useCallback(async () => {
    own.failure = null;
    for (const [name, file] of own.files) {
      if (!file.isDirty || own.conflict) continue;
      own.state = 'saving';
      file.isDirty = false;
      show();
      try {
        file.over = await put(name, file.over, file.text);
      } catch (error) {
        file.isDirty = true;
        if (error instanceof ApiError && error.code === 'draft.changed') {
          const { text, revision, savedBy } = error.details as Omit<Conflict, 'name'>;
          own.conflict = { name, text, revision, savedBy };
        } else {
          own.failure = error;
          break;
        }
      }
    }
    const isDirty = [...own.files.values()].some((file) => file.isDirty);
    own.state = own.failure ? 'failed' : isDirty ? 'waiting' : 'saved';
    show();
  }, [own, put, show]);

  const run = useCallback(async (): Promise<void> => {
    clearTimeout(own.timer);
    await own.running;
    own.running = save().finally(() => {
      own.running = null;
    });
    await own.running;
  }, [own, save]);

  const change = useCallback(
    (name: PackFileName, text: string | null) => {
      const file = own.files.get(name) ?? { text: null, over: null, isDirty: false };
      if (file.text === text) return;
      own.files.set(name, { ...file, text, isDirty: true });
      own.state = 'waiting';
      clearTimeout(own.timer);
      own.timer = setTimeout(() => void run(), PAUSE_MS);
      show();
    },
    [own, run, show],
  );

  const settle = useCallback(
    async (keep: 'mine' | 'theirs') => {
      const { conflict } = own;
      const file = conflict && own.files.get(conflict.name);
      if (!conflict || !file) return;
      const mine = await put(conflict.name, conflict.revision, file.text);
      file.over = keep === 'mine' ? mine : await put(conflict.name, mine, conflict.text);
      if (keep === 'theirs') {
        file.text = conflict.text;
        own.adopted++;
      }
      file.isDirty = false;
      own.conflict = null;
      await run();
    },
    [own, put, run],
  );

  useEffect(() => {
    const look = async () => {
      if (own.running || own.conflict) return;
      const fresh = await client.fetchQuery({ ...draftQuery(id), staleTime: 0 }).catch(() => null);
      for (const { name, text, revision, savedByName } of fresh?.files ?? []) {
        const file = own.files.get(name);
        if (file?.isDirty || (file?.over ?? -1) >= revision) continue;
        own.files.set(name, { text, over: revision, isDirty: false });
        own.news = `${savedByName} 刚刚保存了 ${name}`;
        own.adopted++;
        show();
      }
    };
    void look();
    const timer = setInterval(() => void look(), LOOK_MS);
    const warn = (event: BeforeUnloadEvent) => {
      if (own.running || [...own.files.values()].some((file) => file.isDirty)) event.preventDefault();
    };
    window.addEventListener('beforeunload', warn);
    return () => {
      clearInterval(timer);
      window.removeEventListener('beforeunload', warn);
      if ([...own.files.values()].some((file) => file.isDirty)) void run();
    };
  }, [own, id, client, run, show]);

  const { files, adopted, state, failure, conflict, news } = own;
  const key = [...files].map(([name, { text }]) => `${name} ${text}`).join('\n');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the map is one and the same; its content is the key
  const texts = useMemo(
    () => Object.fromEntries([...files].flatMap(([name, { text }]) => (text === null ? [] : [[name, text]]))),
    [key],
  );
  return {
    texts,
    adopted,
    state,
    failure,
    conflict,
    news,
    change,
    settle,
    async flush() {
      await run();
      return own.state === 'saved';
    },
  };
}
