import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiError, api } from '../../lib/api.ts';
import type { MyReviewView } from './reviews.ts';

export type Entry = Pick<MyReviewView, 'score' | 'items' | 'opinion' | 'recommendation'>;
/** kept: on this device only, sent as soon as the connection is back. refused: a field is wrong; kept here too. */
type DraftState = 'saved' | 'waiting' | 'saving' | 'kept' | 'refused' | 'conflict';

interface Kept {
  /** Of the entry on the server that this one goes on from. */
  readonly revision: number;
  readonly entry: Entry;
}

export interface ReviewDraft {
  readonly entry: Entry;
  readonly state: DraftState;
  readonly revision: number;
  readonly savedAt: string | null;
  readonly failure: ApiError | null;
  /** What another window or device saved meanwhile; nothing is overwritten until one is chosen. */
  readonly theirs: Entry | null;
  /** Counts the times the entry was replaced whole: fields with a text of their own begin anew. */
  readonly generation: number;
  change(entry: Entry): void;
  choose(which: 'mine' | 'theirs'): void;
  /** Sends what is not sent; the revision it stands at, or null where that was not possible. */
  flush(): Promise<number | null>;
  /** The review is in: nothing is kept here any more. */
  forget(): void;
}

const PAUSE_MS = 800;
const AGAIN_MS = 5000;

export const entryOf = ({ score, items, opinion, recommendation }: MyReviewView): Entry => ({
  score,
  items,
  opinion,
  recommendation,
});
const plain = ({ score, items, opinion, recommendation }: Entry) =>
  JSON.stringify([score, Object.entries(items).sort(), opinion || null, recommendation]);
const isSame = (a: Entry, b: Entry) => plain(a) === plain(b);

function read(key: string): Kept | null {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null') as Kept | null;
  } catch {
    return null;
  }
}

/** Every keystroke is kept in the browser first and on the server a moment later; a save never overwrites a newer one. */
export function useReviewDraft(review: MyReviewView, personId: string): ReviewDraft {
  const key = `review-draft:${personId}:${review.caseId}`;
  const [, render] = useState(0);
  const show = useCallback(() => render((count) => count + 1), []);
  const box = useRef<ReturnType<typeof begin>>(null);
  box.current ??= begin(review, read(key));
  const own = box.current;

  const save = useCallback(async () => {
    while (own.dirty && own.theirs === null) {
      const sent = own.entry;
      own.state = 'saving';
      own.failure = null;
      show();
      try {
        const path = `/api/cases/${review.caseId}/review`;
        const saved = await api.put<{ revision: number; savedAt: string }>(path, { revision: own.revision, ...sent });
        own.revision = saved.revision;
        own.savedAt = saved.savedAt;
        own.dirty = own.entry !== sent;
        own.state = 'saved';
        if (own.dirty) localStorage.setItem(key, JSON.stringify({ revision: own.revision, entry: own.entry }));
        else localStorage.removeItem(key);
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        own.failure = error;
        if (error.code !== 'conflict') {
          own.state = error.status === 422 ? 'refused' : 'kept';
          break;
        }
        const newest = await api.get<MyReviewView>(`/api/cases/${review.caseId}/review`).catch(() => null);
        if (!newest) {
          own.state = 'kept';
          break;
        }
        own.revision = newest.revision;
        // The answer to an earlier save was lost on its way: what the server has is what was typed here.
        if (isSame(entryOf(newest), sent)) own.dirty = own.entry !== sent;
        else own.theirs = entryOf(newest);
        own.failure = null;
        own.state = own.theirs ? 'conflict' : 'saved';
        if (!own.dirty) localStorage.removeItem(key);
      }
    }
    show();
  }, [own, key, review.caseId, show]);

  const run = useCallback((): Promise<void> => {
    clearTimeout(own.timer);
    own.running ??= save().finally(() => {
      own.running = null;
    });
    return own.running;
  }, [own, save]);

  const change = useCallback(
    (entry: Entry) => {
      own.entry = entry;
      own.dirty = true;
      if (own.theirs === null) own.state = 'waiting';
      localStorage.setItem(key, JSON.stringify({ revision: own.revision, entry }));
      clearTimeout(own.timer);
      own.timer = setTimeout(() => void run(), PAUSE_MS);
      show();
    },
    [own, key, run, show],
  );

  useEffect(() => {
    if (own.dirty && own.theirs === null) void run();
    const back = () => void run();
    window.addEventListener('online', back);
    const again = setInterval(() => own.state === 'kept' && void run(), AGAIN_MS);
    return () => {
      window.removeEventListener('online', back);
      clearInterval(again);
      clearTimeout(own.timer);
      if (own.dirty) void run();
    };
  }, [own, run]);

  return {
    entry: own.entry,
    state: own.state,
    revision: own.revision,
    savedAt: own.savedAt,
    failure: own.failure,
    theirs: own.theirs,
    generation: own.generation,
    change,
    choose(which) {
      const theirs = own.theirs;
      if (!theirs) return;
      own.theirs = null;
      if (which === 'mine') return change(own.entry);
      own.entry = theirs;
      own.dirty = false;
      own.generation++;
      own.state = 'saved';
      localStorage.removeItem(key);
      show();
    },
    async flush() {
      await own.running;
      await run();
      return own.dirty || own.theirs ? null : own.revision;
    },
    forget() {
      own.dirty = false;
      localStorage.removeItem(key);
    },
  };
}

/** What was kept here goes on where it left; where the server has a newer entry, one of the two is chosen. */
function begin(review: MyReviewView, kept: Kept | null) {
  const server = entryOf(review);
  const isNews = kept !== null && !isSame(kept.entry, server);
  const isBehind = isNews && kept.revision < review.revision;
  return {
    entry: isNews ? kept.entry : server,
    revision: review.revision,
    savedAt: review.savedAt,
    dirty: isNews,
    theirs: isBehind ? server : null,
    state: (isBehind ? 'conflict' : isNews ? 'waiting' : 'saved') as DraftState,
    failure: null as ApiError | null,
    generation: 0,
    running: null as Promise<void> | null,
    timer: undefined as ReturnType<typeof setTimeout> | undefined,
  };
}
