/**
 * The HTTP API of a running Grafana, as its users reach it.
 *
 * GRAFANA_URL       address, http://127.0.0.1:3300 by default
 * GRAFANA_USER, GRAFANA_PASSWORD   admin and admin by default; or GRAFANA_TOKEN of a service account
 * SIMULATOR_URL     the simulator that the provisioned data source asks, http://127.0.0.1:8700 by default
 */
const {
  GRAFANA_URL = 'http://127.0.0.1:3300',
  GRAFANA_USER = 'admin',
  GRAFANA_PASSWORD = 'admin',
  GRAFANA_TOKEN,
} = process.env;
export const { SIMULATOR_URL = 'http://127.0.0.1:8700' } = process.env;

const authorization = GRAFANA_TOKEN
  ? `Bearer ${GRAFANA_TOKEN}`
  : `Basic ${Buffer.from(`${GRAFANA_USER}:${GRAFANA_PASSWORD}`).toString('base64')}`;

export interface Answer<T> {
  readonly status: number;
  readonly body: T;
}

export const grafana = <T>(method: string, path: string, body?: unknown): Promise<Answer<T>> =>
  request(`${GRAFANA_URL}${path}`, method, body, { authorization });

/** Somebody who is not logged in. */
export const visitor = <T>(method: string, path: string, body?: unknown): Promise<Answer<T>> =>
  request(`${GRAFANA_URL}${path}`, method, body, {});

export const simulator = <T>(method: string, path: string, body?: unknown): Promise<Answer<T>> =>
  request(`${SIMULATOR_URL}${path}`, method, body, { authorization: 'Bearer any' });

async function request<T>(
  url: string,
  method: string,
  body: unknown,
  headers: Record<string, string>
): Promise<Answer<T>> {
  const response = await fetch(url, {
    method,
    headers: { ...headers, 'content-type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, body: (text === '' ? undefined : JSON.parse(text)) as T };
}

/** Looks again every two seconds until `look` gives something, for at most `seconds`. */
export async function eventually<T>(what: string, seconds: number, look: () => Promise<T | undefined>): Promise<T> {
  for (const end = Date.now() + seconds * 1000; Date.now() < end;) {
    const found = await look();
    if (found !== undefined) {
      return found;
    }
    await new Promise((resolve) => setTimeout(resolve, 2000));
  }
  throw new Error(`not within ${seconds} seconds: ${what}`);
}
