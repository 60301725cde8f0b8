import type { LogsReading } from '../logs/read';
import type { Lookup } from '../names/lookup';
import type { RawReading } from '../raw/read';
import type { SourceStep } from '../rest/execution';
import type { Context, GraphqlAsk, RestAsk, Result } from '../seam';
import type { Answer } from './answer';
import type { Page } from './page';
import type { Part } from './parts';
import type { Plan } from './plan';
import type { Provenance } from './provenance';
import type { Piece } from './read';

/** One query being answered. An immutable value: `begin` makes it, `advance` makes the next one out of it. */
export interface Execution {
  readonly context: Context;
  /** The saved query, to plan again should the API name another limit. */
  readonly saved: unknown;
  readonly plan?: Plan;
  /** What is being read: the ranking, or the rows themselves. */
  readonly reading?: Reading;
  /** Of a query in GraphQL: what is being read, in the place of plan and reading. */
  readonly raw?: RawReading;
  /** Of single events: what is being read, in the place of plan and reading. */
  readonly logs?: LogsReading;
  /** What was read, complete, while names are looked up. */
  readonly answer?: Answer;
  /** Names for what is complete, once they are looked up. */
  readonly lookup?: Lookup;
  /** Every ask that was made for numbers, in the order in which it was. */
  readonly asked: readonly GraphqlAsk[];
  /** Rows that the answer is made of so far, each once. */
  readonly rows: number;
  readonly provenance: Provenance;
  /** How often it was planned again. */
  readonly replans: number;
  readonly result?: Result;
}

export interface Reading {
  readonly phase: 'rank' | 'read';
  readonly parts: readonly Part[];
  /** By the id of its ask. */
  readonly open: ReadonlyMap<string, Opened>;
  readonly pages: ReadonlyArray<Page & Opened>;
  /** Pieces that follow from what was read, and are not asked for yet. */
  readonly waiting: readonly Opened[];
  /** The groups that were ranked first, once they are known. */
  readonly ranking?: Ranking;
}

/** A piece and the index of its part. */
export interface Opened {
  readonly part: number;
  readonly piece: Piece;
}

export interface Ranking {
  /** Keys of the chosen groups, in their order. */
  readonly keys: ReadonlyArray<readonly string[]>;
  /** Groups that they were chosen from, at least. */
  readonly of: number;
}

/** What a host does next: make the asks, or show the result. */
export type Step = DatasetStep | LookupStep | SourceStep;

export interface DatasetStep {
  readonly execution: Execution;
  readonly asks: readonly GraphqlAsk[];
  readonly result?: Result;
}

/** All numbers are there, and names are asked for. */
export interface LookupStep {
  readonly execution: Execution & { readonly lookup: Lookup };
  readonly asks: readonly RestAsk[];
  readonly result?: undefined;
}
