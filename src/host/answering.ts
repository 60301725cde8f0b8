import {
  catchError,
  connect,
  defer,
  EMPTY,
  filter,
  from,
  map,
  merge,
  type Observable,
  switchMap,
  takeUntil,
  timer,
} from 'rxjs';
import type { Caller, Context, Result } from '../core';
import { type Asked, contextOf } from './context';
import type { Call, Gateway } from './gateway';
import type { SavedQuery } from './savedQuery';
import type { Settings } from './settings';

/** `isPart` says that the complete answer follows. */
export interface Answer extends Result {
  readonly isPart?: boolean;
}

/**
 * Answers one query, whose variables are in their places: once, or of a long range in Explore a part first. Leaving the observable
 * cancels it.
 * Errors: those of Grafana's server, and RangeError for a time zone that the browser does not know. What fails at Cloudflare is a
 * result.
 */
export type Answering = (query: SavedQuery, asked: Asked, call: Call, caller?: Caller) => Observable<Answer>;

/** What is asked at the same time goes to Cloudflare in one request, and comes back when the slowest of it does. */
const HEAD_START_MS = 50;

interface Source {
  readonly asks: Gateway['asks'];
  readonly limits: () => Promise<Context['limits']>;
  readonly settings: Settings;
  readonly dataSource: Context['dataSource'];
}

export const answering =
  ({ asks, limits, settings, dataSource }: Source): Answering =>
  (query, asked, call, caller) =>
    defer(() => from(Promise.all([limits(), import(/* webpackChunkName: 'engine' */ './engine')]))).pipe(
      switchMap(([known, { begin, drive, firstLook }]) => {
        const context = contextOf(query, asked, { limits: known, settings, dataSource }, caller);
        const begun = begin(query, context);
        const whole = drive(begun, (open) => asks(open, context.caller, call));
        const first = firstLook(begun);
        if (!first) {
          return whole;
        }
        // Of two calls by the same name Grafana cancels the first.
        const ofItsOwn = { ...call, requestId: `${call.requestId}-part` };
        const part = drive(begin(query, first), (open) => asks(open, first.caller, ofItsOwn)).pipe(
          filter(({ error }) => !error), // The whole will say so.
          map((result): Answer => ({ ...result, isPart: true })),
          catchError(() => EMPTY)
        );
        return timer(HEAD_START_MS).pipe(
          switchMap(() => whole),
          connect((complete) => merge(complete, part.pipe(takeUntil(complete))))
        );
      })
    );
