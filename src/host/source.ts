import type { DataSourceApi } from '@grafana/data';
import type { Context } from '../core';
import type { SavedQuery } from './savedQuery';
import type { Settings } from './settings';

/** What the editors know of the data source. */
export interface StreamSource extends DataSourceApi<SavedQuery, Settings> {
  readonly settings: Settings;
  limits(): Promise<Context['limits']>;
}
