import type { DataSourceJsonData } from '@grafana/data';
import type { QuerySettings } from '../core';

/** Settings of a data source that the browser may read. Keys but `accountId` are Grafana's standard ones. */
export interface Settings extends DataSourceJsonData, Writable<QuerySettings> {
  /** 32 hexadecimal digits. */
  accountId?: string;
  /** Upstream queries in five minutes; the backend alone reads it. */
  budget?: number;
  /** Seconds until an answer must be there. */
  timeout?: number;
  tlsSkipVerify?: boolean;
  /** Whether `tlsCACert` is used. */
  tlsAuthWithCACert?: boolean;
  enableSecureSocksProxy?: boolean;
}

type Writable<T> = { -readonly [key in keyof T]: T[key] };

/** Settings that the browser may write and never read. */
export interface Secrets {
  apiToken?: string;
  /** PEM. */
  tlsCACert?: string;
}
