import type { Api } from './api';
import { credentials, UNKNOWN_TOKEN } from './credentials';
import { json, type Incoming, type Outgoing } from './exchange';
import type { Fault } from './faults';
import { refuseAtGateway } from './gateway';
import { answerQuery, type Request } from './query';
import { CLASSES, Refusal, refusalBody } from './refusal';
import { bump } from './stats';

/** Answers a query that was posted, or does to it what was ordered. */
export function answerGraphqlEndpoint(api: Api, incoming: Incoming): Outgoing {
  const fault = api.faults.strike(incoming.body);
  return fault ? answerWithFault(api, incoming, fault) : answerGraphql(api, incoming);
}

function answerGraphql(api: Api, { headers, body }: Incoming): Outgoing {
  const { token, error } = credentials(headers, api.options.token);
  if (error) {
    return refuseAtGateway(api.counters, error);
  }
  const isOfAccount = headers['x-rate-limit-type'] === 'account-based';
  const left = api.rateLimit.take(isOfAccount ? `account ${api.options.account}` : `token ${token}`);
  if (left === undefined) {
    return refuse(api, isOfAccount ? exceeded(api.options.account) : DEPLETED);
  }
  let request: Request;
  try {
    request = JSON.parse(body) as Request;
  } catch {
    return refuse(api, new Refusal('query', 'error parsing args: the body is not JSON'));
  }
  const { status, body: answered, rows, refused } = answerQuery(request ?? {}, api.schema, api.world, left);
  for (const [node, count] of Object.entries(rows)) {
    bump(api.counters.queries, node);
    bump(api.counters.rows, node, count);
  }
  if (refused) {
    bump(api.counters.errors, refused);
  }
  return json(api.options.errorsUnder200 ? 200 : status, answered);
}

const DEPLETED = new Refusal('budget', 'rate limiter budget depleted, try again after 5 minutes');

const exceeded = (account: string): Refusal =>
  new Refusal(
    'budget',
    `Account ${account} has exceeded its rate limit. Please try again after 5 minutes. ` +
      'Refer to https://developers.cloudflare.com/analytics/graphql-api/limits/'
  );

const HTML =
  '<!DOCTYPE html>\n<html><head><title>502 Bad Gateway</title></head><body><h1>Bad gateway</h1></body></html>\n';

function answerWithFault(api: Api, incoming: Incoming, fault: Fault): Outgoing {
  bump(api.counters.faults, fault.kind);
  const { account } = api.options;
  switch (fault.kind) {
    case 'html':
      return { status: 502, body: HTML, type: 'text/html' };
    case 'truncated': {
      const whole = answerGraphql(api, incoming);
      return { ...whole, body: whole.body.slice(0, Math.floor(whole.body.length / 2)) };
    }
    case 'errors200': {
      const extensions = {
        ...(fault.code && { code: fault.code }),
        timestamp: new Date(api.world.now()).toISOString(),
      };
      return json(200, { data: null, errors: [{ extensions, message: fault.message, path: null }] });
    }
    case 'status':
      return { status: fault.status, body: fault.body ?? '', headers: fault.headers };
    case 'slow':
      return { ...answerGraphql(api, incoming), delayMs: fault.delayMs };
    case 'reset':
      return { status: 500, body: '', reset: true };
    case 'permission':
      return refuse(
        api,
        new Refusal(
          'permission',
          `Actor does not have permission 'com.cloudflare.api.account.analytics.read' for account ${account}`
        )
      );
    case 'revoked':
      return refuseAtGateway(api.counters, UNKNOWN_TOKEN);
    case 'budget':
      return refuse(api, DEPLETED);
  }
}

function refuse({ counters, options, world }: Api, refusal: Refusal): Outgoing {
  bump(counters.errors, refusal.of);
  return json(options.errorsUnder200 ? 200 : CLASSES[refusal.of].status, refusalBody(refusal, null, world.now()));
}
