import type { Notice } from './seam';

/** Notices of what a reader should know and need not act on: one a text. What is not said is false, undefined or empty. */
export const infos = (texts: ReadonlyArray<string | false | undefined>): Notice[] =>
  texts.flatMap((text): Notice[] => (text ? [{ severity: 'info', text }] : []));
