import type { RestAsk } from '../seam';
import { ENDPOINTS, type Endpoint, type EndpointName } from './endpoints';

/** An ask of an endpoint. @param id unique within the query */
export const call = (id: string, endpoint: EndpointName, parameters: Readonly<Record<string, string>>): RestAsk => ({
  id,
  rest: { endpoint, parameters },
  limit: ENDPOINTS[endpoint].most,
});

/** What tells whether the token may read more than analytics, at the least cost. */
export const healthAsk = call('library', 'storage', {});

/** Calls as they are sent, one a line and each once; `{account}` is the gateway's. */
export const callsInWords = (asks: readonly RestAsk[]): string =>
  [...asks]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ rest: { endpoint, parameters } }) => lineOf(endpoint, parameters))
    .filter((line, index, all) => all.indexOf(line) === index)
    .join('\n');

function lineOf(endpoint: string, parameters: Readonly<Record<string, string>>): string {
  const { host, path, list }: Endpoint = ENDPOINTS[endpoint as EndpointName];
  const { customer = '', ...others } = parameters;
  if (host === 'gateway') {
    return `${path.slice(1)}: of the backend itself, nobody is asked`;
  }
  const left = Object.keys(others)
    .sort()
    .filter((name) => !path.includes(`{${name}}`) && !(list?.sent === false && name === list.parameter));
  const filled = path.replace(/\{(\w+)\}/g, (whole, name: string) => others[name] ?? whole);
  const search = left.map((name) => `${name}=${encodeURIComponent(others[name])}`).join('&');
  return `GET ${host === 'api' ? '' : customer}${filled}${search === '' ? '' : `?${search}`}`;
}
