import { CustomVariableSupport, type DataQueryRequest, type DataQueryResponse } from '@grafana/data';
import type { DataQuery } from '@grafana/schema';
import { map, type Observable, throwError } from 'rxjs';
import { choicesOf, defaultVariable, offerQuery, parseVariable, type VariableQuery } from '../core';
import type { Answering } from './answering';
import type { StreamSource } from './source';
import { interpolated } from './variables';

/** A variable's query as a dashboard stores it: only the type is needed. A limit is text where it holds a variable. */
export type SavedVariable = DataQuery & Omit<Partial<VariableQuery>, 'limit'> & { readonly limit?: number | string };

/** What Grafana asks of a variable: its editor, and the values that it offers in the dashboard's time range. */
export class VariableSupport extends CustomVariableSupport<StreamSource, SavedVariable> {
  constructor(
    private readonly answer: Answering,
    readonly editor: CustomVariableSupport<StreamSource, SavedVariable>['editor']
  ) {
    super();
    // Grafana's variables outside of scenes call it by itself.
    this.query = this.query.bind(this);
  }

  getDefaultQuery(): Partial<VariableQuery> {
    return defaultVariable;
  }

  /** Errors: whatever is wrong with the query or with its answer, in the words that a panel would have for it. */
  query({ targets: [saved], scopedVars, ...asked }: DataQueryRequest<SavedVariable>): Observable<DataQueryResponse> {
    const { refId = 'variable' } = saved;
    const parsed = parseVariable(interpolated(saved, scopedVars));
    if ('problems' in parsed) {
      return throwError(() => new Error(parsed.problems.map(({ message }) => message).join(' ')));
    }
    const { offer } = parsed;
    const call = { requestId: `${asked.requestId}-${refId}`, hideFromInspector: asked.hideFromInspector };
    return this.answer({ ...offerQuery(offer), refId }, asked, call, 'variable').pipe(
      map((result) => {
        if (result.error) {
          throw new Error(result.error.message);
        }
        return { data: choicesOf(offer, result) };
      })
    );
  }
}
