import { type BackendSrvRequest, getBackendSrv } from '@grafana/runtime';
import { lastValueFrom, map, type Observable } from 'rxjs';
import type { Ask, Caller, Context, Refusal, Reply } from '../core';

/** How Grafana tells calls apart: a later call with the same id cancels the earlier one. */
export type Call = Pick<BackendSrvRequest, 'requestId' | 'hideFromInspector'>;

export interface LimitsAnswer {
  readonly limits: Context['limits'];
  readonly refusal?: Refusal;
}

/** The backend's two resources. Errors are Grafana's FetchError: no answer, or one that is not the backend's. */
export interface Gateway {
  /** Leaving the observable cancels the call. */
  asks(asks: readonly Ask[], caller: Caller, call: Call): Observable<readonly Reply[]>;
  limits(): Promise<LimitsAnswer>;
}

/** @param uid of the data source */
export function gateway(uid: string): Gateway {
  const fetch = <T>(path: string, rest: Omit<BackendSrvRequest, 'url'>): Observable<T> =>
    getBackendSrv()
      .fetch<T>({ url: `/api/datasources/uid/${uid}/resources/${path}`, showErrorAlert: false, ...rest })
      .pipe(map(({ data }) => data));
  return {
    asks: (asks, caller, call) =>
      fetch<{ replies: Reply[] }>('asks', {
        method: 'POST',
        data: { asks, caller },
        showSuccessAlert: false,
        ...call,
      }).pipe(map(({ replies }) => replies)),
    limits: () => lastValueFrom(fetch<LimitsAnswer>('limits', { method: 'GET', hideFromInspector: true })),
  };
}
