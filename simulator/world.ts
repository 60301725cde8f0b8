import type { Window } from '../src/core/seam';
import type { Archive } from './archive';
import type { Dimension } from './dimensions';
import type { Limits, RangeWording } from './limits';
import type { Sampling } from './sampling';

/** What queries are answered from. */
export interface World {
  readonly archive: Archive;
  /** By name. */
  readonly dimensions: Readonly<Record<string, Dimension>>;
  readonly account: string;
  readonly limits: Limits;
  /** Nodes of one query at most. */
  readonly maxNodes: number;
  readonly rangeWording: RangeWording;
  /** How long after it happened an event becomes known. */
  readonly delaySeconds: number;
  readonly sampling: Sampling;
  /** Datasets, and fields of datasets, that the account has no access to: see entitlement.ts. */
  readonly withheld: readonly string[];
  /** What another account than `account` gets: an error, or an empty list of accounts. */
  readonly unknownAccount: 'error' | 'empty';
  /** Spans in which nothing happened. */
  quiet(): readonly Window[];
  /** ms since the epoch. Later events are not known yet. */
  now(): number;
}
