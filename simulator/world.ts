import type { Window } from '../src/core/seam';
import type { Archive } from './archive';
import type { TextColumn } from './columns';
import type { Limits } from './limits';

/** What queries are answered from. */
export interface World {
  readonly archive: Archive;
  /** Dimensions of text by name. */
  readonly texts: Readonly<Record<string, TextColumn>>;
  readonly account: string;
  readonly limits: Limits;
  /** What another account than `account` gets: an error, or an empty list of accounts. */
  readonly unknownAccount: 'error' | 'empty';
  /** Spans in which nobody watched. */
  quiet(): readonly Window[];
  /** ms since the epoch. Later viewings are not known yet. */
  now(): number;
}
