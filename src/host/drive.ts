import { concatMap, EMPTY, expand, map, type Observable, of, throwError } from 'rxjs';
import { advance, type Ask, type Reply, type Result, type Step } from '../core';

/** Makes asks, all at once; leaving the observable cancels them. */
export type Answer = (asks: readonly Ask[]) => Observable<readonly Reply[]>;

/**
 * The browser's loop. It decides nothing: what to ask and when to stop is the core's.
 *
 * @returns the one result. Errors are bugs, or those of `answer`: an ask that failed is a reply.
 */
export const drive = (first: Step, answer: Answer): Observable<Result> =>
  of(first).pipe(
    expand(({ execution, asks, result }) => {
      if (result) {
        return EMPTY;
      }
      return asks.length > 0
        ? answer(asks).pipe(map((replies) => advance(execution, replies)))
        : throwError(() => new Error("The data source's backend left a question without an answer."));
    }),
    concatMap(({ result }) => (result ? [result] : []))
  );
