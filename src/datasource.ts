import {
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceInstanceSettings,
  type DataSourceWithSupplementaryQueriesSupport,
  type ScopedVars,
  type SupplementaryQueryOptions,
  SupplementaryQueryType,
} from '@grafana/data';
import { config, DataSourceWithBackend } from '@grafana/runtime';
import { catchError, defer, forkJoin, from, map, type Observable, of, switchMap } from 'rxjs';
import { begin, type Context, defaultQuery, describe, logVolume } from './core';
import { contextOf } from './host/context';
import { drive } from './host/drive';
import { gateway } from './host/gateway';
import { sharedLimits } from './host/limits';
import { type Answered, toResponse } from './host/response';
import type { SavedQuery } from './host/savedQuery';
import type { Settings } from './host/settings';
import { interpolated } from './host/variables';

/** Grafana's calls in, the core's results out. */
export class DataSource
  extends DataSourceWithBackend<SavedQuery, Settings>
  implements DataSourceWithSupplementaryQueriesSupport<SavedQuery>
{
  readonly settings: Settings;
  /** Limits by dataset, asked for once a page. */
  readonly limits: () => Promise<Context['limits']>;
  private readonly gateway;

  constructor(settings: DataSourceInstanceSettings<Settings>) {
    super(settings);
    this.settings = settings.jsonData;
    this.gateway = gateway(settings.uid);
    this.limits = sharedLimits(this.gateway.limits);
  }

  /** The core runs here and asks through the backend's `asks`. A public dashboard may ask the backend's `query` alone. */
  query(request: DataQueryRequest<SavedQuery>): Observable<DataQueryResponse> {
    if (config.publicDashboardAccessToken) {
      return super.query(request);
    }
    if (request.targets.length === 0) {
      return of({ data: [] });
    }
    return from(this.limits()).pipe(
      switchMap((limits) => forkJoin(request.targets.map((target) => this.answer(target, request, limits)))),
      map(toResponse)
    );
  }

  filterQuery({ dataset, hide }: SavedQuery): boolean {
    return dataset !== undefined && !hide;
  }

  getDefaultQuery(): Partial<SavedQuery> {
    return defaultQuery;
  }

  /** `interpolateVariablesInQueries` goes through here as well. */
  applyTemplateVariables(query: SavedQuery, scopedVars: ScopedVars): SavedQuery {
    return interpolated(query, scopedVars);
  }

  getQueryDisplayText(query: SavedQuery): string {
    return describe(interpolated(query, {}));
  }

  getSupportedSupplementaryQueryTypes(): SupplementaryQueryType[] {
    return [SupplementaryQueryType.LogsVolume];
  }

  getSupplementaryQuery({ type }: SupplementaryQueryOptions, query: SavedQuery): SavedQuery | undefined {
    const volume = type === SupplementaryQueryType.LogsVolume ? logVolume(interpolated(query, {})) : undefined;
    return volume && { ...volume, datasource: query.datasource, refId: `log-volume-${query.refId}` };
  }

  getSupplementaryRequest(
    type: SupplementaryQueryType,
    request: DataQueryRequest<SavedQuery>
  ): DataQueryRequest<SavedQuery> | undefined {
    const targets = request.targets.flatMap((query) =>
      query.hide ? [] : (this.getSupplementaryQuery({ type }, query) ?? [])
    );
    return targets.length > 0 ? { ...request, targets } : undefined;
  }

  private answer(
    target: SavedQuery,
    request: DataQueryRequest<SavedQuery>,
    limits: Context['limits']
  ): Observable<Answered> {
    const { refId } = target;
    const { requestId, hideFromInspector } = request;
    return defer(() => {
      const query = this.applyTemplateVariables(target, request.scopedVars);
      const context = contextOf(query, request, { limits, settings: this.settings });
      return drive(begin(query, context), (asks) =>
        this.gateway.asks(asks, context.caller, { requestId: `${requestId}-${refId}`, hideFromInspector })
      );
    }).pipe(
      map((result): Answered => ({ refId, result })),
      catchError((thrown: unknown) => of<Answered>({ refId, thrown }))
    );
  }
}
