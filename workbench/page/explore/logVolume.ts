import {
  type DataQueryRequest,
  hasSupplementaryQuerySupport,
  type PanelData,
  SupplementaryQueryType,
} from '@grafana/data';
import { EMPTY, type Observable } from 'rxjs';
import type { DataSource, Query } from '../plugin';
import { runRequest } from '../services/runRequest';

/** The log volume of a request, asked as Grafana's Explore does; nothing where the data source has none. */
export function logVolume(dataSource: DataSource, request: DataQueryRequest<Query>): Observable<PanelData> {
  const type = SupplementaryQueryType.LogsVolume;
  const volume = hasSupplementaryQuerySupport<Query>(dataSource, type)
    ? dataSource.getSupplementaryRequest?.(type, request)
    : undefined;
  return volume ? runRequest(dataSource, { ...volume, requestId: `${volume.requestId}-volume` }) : EMPTY;
}
