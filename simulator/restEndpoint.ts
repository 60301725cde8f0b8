import type { Api } from './api';
import { credentials, verification } from './credentials';
import { json, type Incoming, type Outgoing } from './exchange';
import { gatewayError, OTHER_METHOD, refuseAtGateway } from './gateway';
import { restCall } from './rest';
import { bump } from './stats';

const USER_VERIFICATION = '/user/tokens/verify';
const ACCOUNT_VERIFICATION = /^\/accounts\/([^/]+)\/tokens\/verify$/;

/** What a token gets that may not see the account, or lacks the permission. */
const FORBIDDEN = gatewayError(403, 10000, 'Authentication error');
const NO_ROUTE = gatewayError(404, 7000, 'No route for that URI');

/** Answers everything of the API but its queries. @param path below the API's base */
export function answerRestEndpoint(api: Api, path: string, incoming: Incoming): Outgoing {
  const { counters, options } = api;
  const ofAccount = ACCOUNT_VERIFICATION.exec(path)?.[1];
  const call = restCall(path);
  if (!call && path !== USER_VERIFICATION && ofAccount === undefined) {
    return refuseAtGateway(counters, NO_ROUTE);
  }
  if (incoming.method !== 'GET') {
    return refuseAtGateway(counters, OTHER_METHOD);
  }
  if ((ofAccount ?? call?.streamOf ?? options.account) !== options.account) {
    return refuseAtGateway(counters, FORBIDDEN);
  }
  const found = credentials(incoming.headers, options.token);
  if (!call) {
    const { status, body } = verification(found, ofAccount);
    return json(status, body);
  }
  if (found.error) {
    return refuseAtGateway(counters, found.error);
  }
  if (call.streamOf !== undefined && !options.streamRead) {
    return refuseAtGateway(counters, FORBIDDEN);
  }
  bump(counters.rest, call.name);
  const { status, body } = call.answer({
    account: options.account,
    source: api.source,
    search: incoming.search,
    base: `http://${incoming.headers.host}`,
    now: options.now(),
    troubles: api.troubles.all(),
  });
  return json(status, body);
}
