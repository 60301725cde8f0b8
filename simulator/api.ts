import type { GraphQLSchema } from 'graphql';
import type { Source } from './catalogue';
import { credentials } from './credentials';
import { answerCustomer, customerCall } from './customer';
import type { Incoming, Outgoing } from './exchange';
import type { Faults } from './faults';
import { gatewayError, OTHER_METHOD, refuseAtGateway } from './gateway';
import { answerGraphqlEndpoint } from './graphqlEndpoint';
import type { Options } from './options';
import type { CallLimit, RateLimit } from './rateLimit';
import { answerRestEndpoint } from './restEndpoint';
import { bump, type Counters } from './stats';
import type { Troubles } from './troubles';
import type { World } from './world';

export interface Api {
  readonly options: Options;
  readonly schema: GraphQLSchema;
  readonly source: Source;
  readonly world: World;
  readonly rateLimit: RateLimit;
  readonly callLimit: CallLimit;
  readonly faults: Faults;
  readonly troubles: Troubles;
  readonly counters: Counters;
}

const BASE = '/client/v4';

/** Answers a request to one of the API's own paths, or to those that stand for the customer's host. */
export function answerApi(api: Api, incoming: Incoming): Outgoing {
  const { counters, options } = api;
  counters.requests++;
  const outgoing = route(api, incoming);
  counters.bytes += Buffer.byteLength(outgoing.body);
  return { ...outgoing, delayMs: (outgoing.delayMs ?? 0) + options.latencyMs };
}

const TOO_MANY_CALLS = gatewayError(429, 971, 'Please wait and consider throttling your request speed');
const SHUT_OUT = { 'retry-after': '300', ratelimit: '"default";r=0;t=300' };

function route(api: Api, incoming: Incoming): Outgoing {
  const { counters, options, source, world } = api;
  const customer = customerCall(incoming.path);
  if (customer) {
    bump(counters.rest, customer.call);
    return answerCustomer(customer, source, world.now(), world.quiet());
  }
  const { token } = credentials(incoming.headers, options.token);
  if (token !== undefined && !api.callLimit(token)) {
    return { ...refuseAtGateway(counters, TOO_MANY_CALLS), headers: SHUT_OUT };
  }
  const path = incoming.path.startsWith(`${BASE}/`) ? incoming.path.slice(BASE.length) : '';
  if (path !== '/graphql') {
    return answerRestEndpoint(api, path, incoming);
  }
  return incoming.method === 'POST' ? answerGraphqlEndpoint(api, incoming) : refuseAtGateway(counters, OTHER_METHOD);
}
