import {
  type AdHocVariableFilter,
  CoreApp,
  type DataFrame,
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceGetDrilldownsApplicabilityOptions,
  type DataSourceGetTagKeysOptions,
  type DataSourceGetTagValuesOptions,
  type DataSourceInstanceSettings,
  type DataSourceWithSupplementaryQueriesSupport,
  type QueryFilterOptions,
  type QueryFixAction,
  type ScopedVars,
  type SupplementaryQueryOptions,
  SupplementaryQueryType,
  type ToggleFilterAction,
} from '@grafana/data';
import { config, DataSourceWithBackend } from '@grafana/runtime';
import { catchError, combineLatest, defer, map, type Observable, of } from 'rxjs';
import {
  type Clicked,
  type Context,
  defaultQuery,
  describe,
  filteredBy,
  isFilteredBy,
  logVolume,
  toggledBy,
  withFilters,
} from './core';
import { AnnotationEditor, VariableEditor } from './editors';
import { annotationSupport, answerAnnotation, isAnnotation } from './host/annotations';
import { type Answering, answering } from './host/answering';
import { applicability, groupByKeys, tagKeys, tagValues } from './host/drilldowns';
import { gateway } from './host/gateway';
import { sharedLimits } from './host/limits';
import { type Answered, toResponse } from './host/response';
import type { SavedQuery } from './host/savedQuery';
import type { Settings } from './host/settings';
import { interpolated } from './host/variables';
import { VariableSupport } from './host/variableSupport';

/** Grafana's calls in, the core's results out. */
export class DataSource
  extends DataSourceWithBackend<SavedQuery, Settings>
  implements DataSourceWithSupplementaryQueriesSupport<SavedQuery>
{
  readonly settings: Settings;
  /** Limits by dataset, asked for once a page. */
  readonly limits: () => Promise<Context['limits']>;
  private readonly answer: Answering;

  constructor(settings: DataSourceInstanceSettings<Settings>) {
    super(settings);
    const { asks, limits } = gateway(settings.uid);
    this.settings = settings.jsonData;
    this.limits = sharedLimits(limits);
    this.answer = answering({
      asks,
      limits: this.limits,
      settings: this.settings,
      dataSource: { uid: settings.uid, name: settings.name },
    });
    this.variables = new VariableSupport(this.answer, VariableEditor);
    this.annotations = annotationSupport(AnnotationEditor);
  }

  /** The core runs here and asks through the backend's `asks`. A public dashboard may ask the backend's `query` alone. */
  query(request: DataQueryRequest<SavedQuery>): Observable<DataQueryResponse> {
    if (config.publicDashboardAccessToken) {
      return super.query(request);
    }
    if (request.targets.length === 0) {
      return of({ data: [] });
    }
    return combineLatest(request.targets.map((target) => this.answered(target, request))).pipe(map(toResponse));
  }

  filterQuery({ dataset, hide }: SavedQuery): boolean {
    return dataset !== undefined && !hide;
  }

  getDefaultQuery(): Partial<SavedQuery> {
    return defaultQuery;
  }

  /** What takes a query to where its dashboard is not: to Explore, or, for a public dashboard, to the backend. */
  applyTemplateVariables(query: SavedQuery, scopedVars: ScopedVars, filters: AdHocVariableFilter[] = []): SavedQuery {
    return withFilters(interpolated(query, scopedVars), filters);
  }

  async getTagKeys(options?: DataSourceGetTagKeysOptions<SavedQuery>) {
    return tagKeys(options);
  }

  async getTagValues(options: DataSourceGetTagValuesOptions<SavedQuery>) {
    return tagValues(this.answer, options);
  }

  /** From Grafana 13 on. */
  async getGroupByKeys(options?: DataSourceGetTagKeysOptions<SavedQuery>) {
    return groupByKeys(options);
  }

  async getDrilldownsApplicability(options?: DataSourceGetDrilldownsApplicabilityOptions<SavedQuery>) {
    return applicability(options);
  }

  getQueryDisplayText(query: SavedQuery): string {
    return describe(interpolated(query, {}));
  }

  /** Explore's "filter for" and "filter out" of table cells. */
  modifyQuery(query: SavedQuery, { type, options = {}, frame }: QueryFixAction): SavedQuery {
    return type in MODIFICATIONS ? filteredBy(query, clicked(options, frame), MODIFICATIONS[type]) : query;
  }

  getSupportedQueryModifications(): string[] {
    return Object.keys(MODIFICATIONS);
  }

  /** Explore's "filter for" and "filter out" of log labels, where a second click takes the filter away. */
  toggleQueryFilter(query: SavedQuery, { type, options, frame }: ToggleFilterAction): SavedQuery {
    return toggledBy(query, clicked(options, frame), type === 'FILTER_FOR' ? 'for' : 'out');
  }

  queryHasFilter(query: SavedQuery, options: QueryFilterOptions): boolean {
    return isFilteredBy(query, clicked(options));
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
    // Explore adds up what it gets of a volume, so that a part must not come first.
    return targets.length > 0 ? { ...request, app: CoreApp.Unknown, targets } : undefined;
  }

  private answered(target: SavedQuery, request: DataQueryRequest<SavedQuery>): Observable<Answered> {
    const { refId } = target;
    const { requestId, hideFromInspector } = request;
    const call = { requestId: `${requestId}-${refId}`, hideFromInspector };
    return defer(() => {
      const query = interpolated(target, request.scopedVars);
      return isAnnotation(query)
        ? answerAnnotation(this.answer, query, request, call)
        : this.answer(query, request, call);
    }).pipe(
      map((result): Answered => ({ refId, result })),
      catchError((thrown: unknown) => of<Answered>({ refId, thrown }))
    );
  }
}

const MODIFICATIONS: Readonly<Record<string, 'for' | 'out'>> = { ADD_FILTER: 'for', ADD_FILTER_OUT: 'out' };

/** What was clicked on, with the row around it where Grafana gives it. */
const clicked = ({ key = '', value = '' }: Readonly<Record<string, string>>, row?: DataFrame): Clicked => ({
  key,
  value,
  row: row && Object.fromEntries(row.fields.map(({ name, values }) => [name, values[0]])),
});
