import { endpoints, type Ask } from '../src/core';
import type { Endpoint } from '../src/core/rest/endpoints';

const ENDPOINTS: Readonly<Record<string, Endpoint>> = JSON.parse(endpoints());

export const endpointOf = (name: string): Endpoint => ENDPOINTS[name];

/** An ask as the API gets it. The customer's host gets no token. */
export function apiRequest(url: string, account: string, ask: Ask): { address: string; init: RequestInit } {
  const api = `${url}/client/v4`;
  const headers = { authorization: 'Bearer token', 'content-type': 'application/json', connection: 'close' };
  if (ask.rest === undefined) {
    const body = JSON.stringify({ query: ask.document, variables: { ...ask.variables, accountTag: account } });
    return { address: `${api}/graphql`, init: { method: 'POST', headers, body } };
  }
  const { host, path, list } = endpointOf(ask.rest.endpoint);
  const { customer = '', ...parameters } = ask.rest.parameters;
  const isSent = (name: string) => list?.sent !== false || name !== list.parameter;
  const own = Object.entries(parameters).filter(([name]) => !path.includes(`{${name}}`) && isSent(name));
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => (name === 'account' ? account : parameters[name]));
  const search = own.length > 0 ? `?${new URLSearchParams(own)}` : '';
  return { address: `${host === 'api' ? api : customer}${filled}${search}`, init: host === 'api' ? { headers } : {} };
}
