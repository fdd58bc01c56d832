import { TABLES } from 'virtual:tables';
import { englishOf } from '../../src/kernel/english.ts';
import { ENGLISH } from './words.en.ts';
import { EVERYONE } from './words.everyone.en.ts';
import { MESSAGES } from './words.messages.en.ts';
import { PACKS } from './words.packs.en.ts';
import { PROCEDURES } from './words.procedures.en.ts';
import { SPACES } from './words.spaces.en.ts';
import { UI } from './words.ui.en.ts';

/** All that is known in English; the words of the web before those of the server's tables. Loaded by `speak` alone. */
export const said = englishOf(
  Object.entries({ ...MESSAGES, ...PACKS, ...TABLES, ...SPACES, ...PROCEDURES, ...EVERYONE, ...UI, ...ENGLISH }),
);
