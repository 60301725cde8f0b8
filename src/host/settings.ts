import type { DataSourceJsonData } from '@grafana/data';
import type { NumberSettings } from '../core';

/** Settings of a data source that the browser may read. Keys but `accountId` are Grafana's standard ones. */
export interface Settings extends DataSourceJsonData, Writable<NumberSettings> {
  /** 32 hexadecimal digits. */
  accountId?: string;
  /** What Cloudflare counts queries by; absent for the token. */
  rateLimitType?: 'account-based';
  /** Address of a Redis or Valkey that several Grafana servers share. */
  cache?: string;
  tlsSkipVerify?: boolean;
  /** Whether `tlsCACert` is used. */
  tlsAuthWithCACert?: boolean;
  enableSecureSocksProxy?: boolean;
}

type Writable<T> = { -readonly [key in keyof T]: T[key] };

/** Settings that the browser may write and never read. */
export interface Secrets {
  apiToken?: string;
  /** Of the shared cache. */
  cachePassword?: string;
  /** PEM. */
  tlsCACert?: string;
}
