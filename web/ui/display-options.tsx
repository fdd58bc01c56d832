import { speak } from '../lib/english.ts';
import { changeLook, useLook } from '../lib/look.ts';
import { useWords } from '../lib/words.ts';

const THEMES = [
  ['auto', '跟随系统'],
  ['light', '浅色'],
  ['dark', '深色'],
] as const;

/** 关怀版，dark mode and language: on every page, signed in or not. */
export function DisplayOptions() {
  const look = useLook();
  const t = useWords();
  const next = THEMES[(THEMES.findIndex(([theme]) => theme === look.theme) + 1) % THEMES.length] ?? THEMES[0];
  const now = THEMES.find(([theme]) => theme === look.theme) ?? THEMES[0];
  const other = look.language === 'en' ? 'zh' : 'en';
  return (
    <>
      <button
        type="button"
        className="band-button"
        aria-pressed={look.size === 'large'}
        onClick={() => changeLook({ size: look.size === 'large' ? 'normal' : 'large' })}
      >
        {t('关怀版')}
      </button>
      <button
        type="button"
        className="band-button"
        aria-label={`${t('显示')}: ${t(now[1])}`}
        onClick={() => changeLook({ theme: next[0] })}
      >
        <span aria-hidden="true">{look.theme === 'dark' ? '☾' : look.theme === 'light' ? '☀' : '◐'}</span>
        {t(now[1])}
      </button>
      <button
        type="button"
        className="band-button"
        lang={other === 'zh' ? 'zh-CN' : 'en'}
        onClick={() => void speak(other).then(() => changeLook({ language: other }))}
      >
        {other === 'zh' ? '中文' : 'English'}
      </button>
    </>
  );
}
