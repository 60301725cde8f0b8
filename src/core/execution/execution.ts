import type { Ask, Context, Result } from '../seam';
import type { Page } from './page';
import type { Plan } from './plan';
import type { Piece, Read } from './read';

/** One query being answered. An immutable value: `begin` makes it, `advance` makes the next one out of it. */
export interface Execution {
  readonly context: Context;
  /** The saved query, to plan again should the API name another limit. */
  readonly saved: unknown;
  readonly plan?: Plan;
  /** What is being read: the ranking, or the rows themselves. */
  readonly reading?: Reading;
  /** Every ask that was made, in the order in which it was. */
  readonly asked: readonly Ask[];
  /** Rows received. */
  readonly rows: number;
  readonly replanned: boolean;
  readonly result?: Result;
}

export interface Reading {
  readonly phase: 'rank' | 'read';
  readonly read: Read;
  readonly open: ReadonlyMap<string, Piece>;
  readonly pages: ReadonlyArray<Page & { readonly id: string }>;
  /** Keys of the ranked groups, in their order, once they are known. */
  readonly order?: ReadonlyArray<readonly string[]>;
}

/** What a host does next: make the asks, or show the result. */
export interface Step {
  readonly execution: Execution;
  readonly asks: readonly Ask[];
  readonly result?: Result;
}
