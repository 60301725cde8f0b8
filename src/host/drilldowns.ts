import {
  type DataSourceGetDrilldownsApplicabilityOptions,
  type DataSourceGetTagKeysOptions,
  type DataSourceGetTagValuesOptions,
  type DrilldownsApplicability,
  getDefaultTimeRange,
  type GetTagResponse,
  type MetricFindValue,
} from '@grafana/data';
import { toDataQueryError } from '@grafana/runtime';
import { lastValueFrom } from 'rxjs';
import { filterKeys, groupKeys, isApplicable, type Key, keyOffer, keyValues, offerQuery } from '../core';
import type { Answering } from './answering';
import type { SavedQuery } from './savedQuery';

type InUse = Pick<DataSourceGetTagKeysOptions<SavedQuery>, 'queries'>;

/** Names of the datasets that the dashboard's queries are of. */
const datasetsOf = ({ queries = [] }: InUse = {}): string[] => queries.flatMap(({ dataset }) => dataset ?? []);

const toFindValue = ({ key, label }: Key): MetricFindValue => ({ value: key, text: label });

/** What a dashboard can be filtered by. */
export const tagKeys = (options?: DataSourceGetTagKeysOptions<SavedQuery>): MetricFindValue[] =>
  filterKeys(datasetsOf(options)).map(toFindValue);

/** What a dashboard can be grouped by. */
export const groupByKeys = (options?: DataSourceGetTagKeysOptions<SavedQuery>): MetricFindValue[] =>
  groupKeys(datasetsOf(options)).map(toFindValue);

/** Values of a key in the range, those with the most first. What fails is said in the answer, which is what Grafana shows. */
export async function tagValues(
  answer: Answering,
  { key, filters, timeRange, ...options }: DataSourceGetTagValuesOptions<SavedQuery>
): Promise<GetTagResponse> {
  const offer = keyOffer(key, filters, datasetsOf(options));
  if (offer === undefined) {
    return { data: [] };
  }
  const range = timeRange ?? getDefaultTimeRange();
  const asked = { range, intervalMs: 0, timezone: 'utc', app: '', startTime: Date.now() };
  const refId = `values-${key}`;
  try {
    const result = await lastValueFrom(
      answer({ ...offerQuery(offer), refId }, asked, { requestId: refId }, 'variable')
    );
    return result.error ? { data: [], error: { message: result.error.message } } : { data: keyValues(offer, result) };
  } catch (thrown) {
    return { data: [], error: toDataQueryError(thrown) };
  }
}

/** Whether the queries of a dashboard, or of a panel, can be filtered and grouped by what it is filtered and grouped by. */
export const applicability = (
  options: DataSourceGetDrilldownsApplicabilityOptions<SavedQuery> = {}
): DrilldownsApplicability[] => {
  const { filters = [], groupByKeys: groups = [] } = options;
  return [...filters, ...groups.map((key) => ({ key, origin: undefined }))].map(({ key, origin }) => {
    const applicable = isApplicable(key, datasetsOf(options));
    const reason = applicable ? {} : { reason: 'No query here is of a dataset with this field' };
    return { key, origin, applicable, ...reason };
  });
};
