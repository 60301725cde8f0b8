import type { BackendSrv, BackendSrvRequest, FetchError, FetchResponse } from '@grafana/runtime';
import { lastValueFrom, NEVER, Observable } from 'rxjs';

/** Requests under way by their requestId: a later one with the same id cancels the earlier, as in Grafana. */
const open = new Map<string, AbortController>();

const failure = (config: BackendSrvRequest, rest: Omit<FetchError, 'config'>): FetchError => ({ ...rest, config });

async function exchange<T>(config: BackendSrvRequest, signal: AbortSignal): Promise<FetchResponse<T>> {
  const search = config.params ? `?${new URLSearchParams(config.params)}` : '';
  const response = await fetch(config.url + search, {
    method: config.method ?? 'GET',
    headers: { 'content-type': 'application/json', ...config.headers },
    body: config.data === undefined ? undefined : JSON.stringify(config.data),
    signal,
  });
  const { status, statusText, ok, headers, redirected, type, url } = response;
  const data = parsed(await response.text());
  if (!ok) {
    throw failure(config, { status, statusText, data });
  }
  return { data, status, statusText, ok, headers, redirected, type, url, config };
}

function parsed(text: string) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Leaving the observable ends the request. */
function fetchObservable<T>(config: BackendSrvRequest): Observable<FetchResponse<T>> {
  return new Observable((subscriber) => {
    const controller = new AbortController();
    if (config.requestId) {
      open.get(config.requestId)?.abort('superseded');
      open.set(config.requestId, controller);
    }
    exchange<T>(config, controller.signal)
      .then((response) => {
        subscriber.next(response);
        subscriber.complete();
      })
      .catch((error) => {
        const cancelled = controller.signal.aborted;
        subscriber.error(
          'status' in Object(error)
            ? error
            : failure(config, { status: cancelled ? -1 : 0, statusText: 'Request failed', data: {}, cancelled })
        );
      });
    return () => {
      if (config.requestId && open.get(config.requestId) === controller) {
        open.delete(config.requestId);
      }
      controller.abort('unsubscribed');
    };
  });
}

async function request<T>(config: BackendSrvRequest): Promise<T> {
  return (await lastValueFrom(fetchObservable<T>(config))).data;
}

export const backendSrv: BackendSrv = {
  fetch: fetchObservable,
  request,
  datasourceRequest: (config) => lastValueFrom(fetchObservable(config)),
  chunked: () => NEVER,
  get: (url, params, requestId, options) => request({ ...options, url, params, requestId, method: 'GET' }),
  delete: (url, data, options) => request({ ...options, url, data, method: 'DELETE' }),
  post: (url, data, options) => request({ ...options, url, data, method: 'POST' }),
  patch: (url, data, options) => request({ ...options, url, data, method: 'PATCH' }),
  put: (url, data, options) => request({ ...options, url, data, method: 'PUT' }),
};
