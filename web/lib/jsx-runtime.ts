// React's, and for those who read English the words in it: see docs/decisions/0005. Never imported by hand; the build does it.
import type { ElementType, Key } from 'react';
import { Fragment, jsx as one, jsxs as several } from 'react/jsx-runtime';
import { english } from './english.ts';
import { inEnglish } from './jsx-words.ts';

export { Fragment };
export const jsx = (type: ElementType, props: object, key?: Key) =>
  one(type, english === null ? props : inEnglish(props, english), key);
export const jsxs = (type: ElementType, props: object, key?: Key) =>
  several(type, english === null ? props : inEnglish(props, english), key);
