import { defer, from, type Observable, switchMap } from 'rxjs';
import type { Caller, Context, Result } from '../core';
import { type Asked, contextOf } from './context';
import type { Call, Gateway } from './gateway';
import type { SavedQuery } from './savedQuery';
import type { Settings } from './settings';

/**
 * Answers one query, whose variables are in their places. Leaving the observable cancels it.
 * Errors: those of Grafana's server, and RangeError for a time zone that the browser does not know. What fails at Cloudflare is a
 * result.
 */
export type Answering = (query: SavedQuery, asked: Asked, call: Call, caller?: Caller) => Observable<Result>;

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
      switchMap(([known, { begin, drive }]) => {
        const context = contextOf(query, asked, { limits: known, settings, dataSource }, caller);
        return drive(begin(query, context), (open) => asks(open, context.caller, call));
      })
    );
