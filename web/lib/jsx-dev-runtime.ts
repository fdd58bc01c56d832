import type { ElementType, Key } from 'react';
import { jsxDEV as develop, Fragment } from 'react/jsx-dev-runtime';
import { english } from './english.ts';
import { inEnglish } from './jsx-words.ts';

export { Fragment };
export const jsxDEV = (type: ElementType, props: object, key: Key | undefined, ...rest: unknown[]) =>
  develop(type, english === null ? props : inEnglish(props, english), key, ...(rest as [boolean]));
