import { useSyncExternalStore } from 'react';

/** How the reader wants to see things. Kept in cookies so that server-rendered pages follow without script. */
export interface Look {
  readonly theme: 'auto' | 'light' | 'dark';
  readonly size: 'normal' | 'large';
  readonly language: 'zh' | 'en';
}

const YEAR = 365 * 86_400;
const listeners = new Set<() => void>();
let look = readLook();

function readLook(): Look {
  const cookies = new Map(document.cookie.split('; ').map((pair) => pair.split('=') as [string, string]));
  const theme = cookies.get('theme');
  return {
    theme: theme === 'light' || theme === 'dark' ? theme : 'auto',
    size: cookies.get('size') === 'large' ? 'large' : 'normal',
    language: cookies.get('lang') === 'en' ? 'en' : 'zh',
  };
}

function show(): void {
  const root = document.documentElement;
  if (look.theme === 'auto') delete root.dataset.theme;
  else root.dataset.theme = look.theme;
  if (look.size === 'large') root.dataset.size = 'large';
  else delete root.dataset.size;
  root.lang = look.language === 'en' ? 'en' : 'zh-CN';
}

export function changeLook(change: Partial<Look>): void {
  look = { ...look, ...change };
  for (const [name, value] of [
    ['theme', look.theme],
    ['size', look.size],
    ['lang', look.language],
  ]) {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser that offices use
    document.cookie = `${name}=${value}; path=/; max-age=${YEAR}; samesite=lax`;
  }
  show();
  for (const listener of listeners) listener();
}

const systemDark = window.matchMedia('(prefers-color-scheme: dark)');
systemDark.addEventListener('change', () => {
  look = { ...look };
  for (const listener of listeners) listener();
});

export const lookNow = () => look;

export function useLook(): Look {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => look,
  );
}

export const isDark = ({ theme }: Look) => theme === 'dark' || (theme === 'auto' && systemDark.matches);

show();
