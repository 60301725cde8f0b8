import {
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceApi,
  LoadingState,
  type PanelData,
  toDataFrame,
} from '@grafana/data';
import { catchError, from, isObservable, map, type Observable, of, startWith } from 'rxjs';

type QueryFunction = (request: DataQueryRequest) => Observable<DataQueryResponse> | Promise<DataQueryResponse>;

/**
 * What stands between a panel and a data source's query() in Grafana's core, which is on no registry: queries that
 * filterQuery refuses are left out, a state of loading comes first, errors become data.
 *
 * @param queryFunction asks instead of query(), for variables; their data stays as it is
 */
export function runRequest(
  dataSource: DataSourceApi,
  given: DataQueryRequest,
  queryFunction?: QueryFunction
): Observable<PanelData> {
  const wanted = (target: DataQueryRequest['targets'][number]) => dataSource.filterQuery?.(target) ?? true;
  const request = queryFunction ? given : { ...given, targets: given.targets.filter(wanted) };
  const loading: PanelData = { state: LoadingState.Loading, series: [], request, timeRange: request.range };
  if (request.targets.length === 0) {
    return of({ ...loading, state: LoadingState.Done });
  }
  const answer = (queryFunction ?? dataSource.query.bind(dataSource))(request);
  return (isObservable(answer) ? answer : from(answer)).pipe(
    map(({ state, error, errors = error ? [error] : [], data }): PanelData => ({
      ...loading,
      state: errors.length > 0 ? LoadingState.Error : (state ?? LoadingState.Done),
      error: errors[0],
      errors,
      series: queryFunction ? data : data.map((frame) => toDataFrame(frame)),
    })),
    catchError((error) => of({ ...loading, state: LoadingState.Error, error, errors: [error] })),
    startWith(loading)
  );
}
