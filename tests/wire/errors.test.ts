/** From the bytes of an answer to what a user reads of it, by way of the backend's own process. */
import { begin } from '../../src/core';
import { classify } from '../../src/core/classify';
import type { FailureClass } from '../../src/core/failure';
import { ACCOUNT, contextOf, DAY, rows, startWire, type Raw, type Wire } from './wire';

const MINUTES = 'streamMinutesViewedAdaptiveGroups';
const QUERY = { dataset: MINUTES, format: 'table' };

let wire: Wire;
beforeAll(async () => {
  wire = await startWire();
});
afterAll(() => wire.stop());

/** A GraphQL error as the API writes it. */
const graphql = (status: number, message: string, code?: string): Exclude<Raw, string> => ({
  status,
  body: JSON.stringify({
    data: null,
    errors: [{ message, path: ['viewer', 'accounts', '0'], extensions: { timestamp: '2026-01-01T01:01:01Z', code } }],
  }),
});

/** An error of the gateway in front of GraphQL. */
const rest = (status: number, code: number, message: string, more: object = {}): Raw => ({
  status,
  body: JSON.stringify({ success: false, errors: [{ code, message, ...more }], messages: [], result: null }),
});

const html: Raw = {
  status: 502,
  headers: { 'content-type': 'text/html' },
  body: '<!DOCTYPE html><title>502</title>',
};
const plain = (status: number, body: string | Buffer, headers: Record<string, string> = {}): Raw => ({
  status,
  headers: { 'content-type': 'text/plain', ...headers },
  body,
});
const TOKEN = /does not accept the API token.*Set a new one/;
const MAY_NOT = /lacks the permission Account · Account Analytics · Read/;
const USED_UP = /rate limit.*used up.*5 minutes/;
const BUSY = /busy.*try again later/;
const HEAVY = /too heavy.*shorter range/;
const NO_QUERY = /does not understand the query/;
const NO_ANSWER = /no answer of Cloudflare's API/;
const TAG = `account "${ACCOUNT}"`;

const TABLE: ReadonlyArray<[string, Raw, FailureClass, number, RegExp]> = [
  // Range, fields and page
  [
    'too wide',
    graphql(
      400,
      `${TAG} cannot request a time range wider than 13w2d, but your query time range spans 38w2d15h32m42s924ms`,
      'quota'
    ),
    'limit',
    400,
    /range this wide: account "0123…".*13w2d/,
  ],
  [
    'too wide under 200',
    graphql(200, `${TAG} cannot request a time range wider than 4w4d`, 'quota'),
    'limit',
    400,
    /range this wide/,
  ],
  [
    'too wide, older words',
    graphql(
      200,
      "query time range is too large for zone adc2…. Time range can't be wider than 54000s, but it's 86400s",
      'quota'
    ),
    'limit',
    400,
    /range this wide.*54000s/,
  ],
  [
    'too old',
    graphql(400, `${TAG} cannot request data older than 26w2d, but your query requests data from 28w4d6s ago`, 'quota'),
    'retention',
    400,
    /does not keep data for so long.*26w2d/,
  ],
  [
    'too many fields',
    graphql(400, "number of fields can't be more than 30", 'quota'),
    'limit',
    400,
    /passes a limit.*30/,
  ],
  [
    'too long a page',
    graphql(400, 'limit must be positive number and not greater than 10000'),
    'limit',
    400,
    /passes a limit.*10000/,
  ],
  ['an unknown quota', graphql(200, 'words that nobody has seen', 'quota'), 'limit', 400, /words that nobody has seen/],
  // Query
  ['arguments', graphql(400, 'error parsing args for "streamMinutesViewedAdaptiveGroups"'), 'bug', 500, NO_QUERY],
  ['selections of a scalar', graphql(400, 'scalar fields must have no selections'), 'bug', 500, NO_QUERY],
  ['no selections', graphql(400, 'object field must have selections'), 'bug', 500, NO_QUERY],
  [
    'an unknown field',
    graphql(200, 'unknown field "minutesViewed"'),
    'bug',
    500,
    /schema may have changed.*minutesViewed/,
  ],
  ['an error in the query', graphql(400, 'query contains error, please review it and retry'), 'bug', 500, NO_QUERY],
  // Authentication
  ['no credentials', graphql(401, 'Unauthorized'), 'permission', 403, TOKEN],
  ['a bad token', rest(403, 10000, 'Authentication error'), 'permission', 403, TOKEN],
  ['a bad token under 200', rest(200, 10000, 'Authentication error'), 'permission', 403, TOKEN],
  [
    'headers that are missing',
    rest(400, 9106, 'Missing X-Auth-Key, X-Auth-Email or Authorization headers'),
    'permission',
    403,
    TOKEN,
  ],
  [
    'headers that are wrong',
    rest(400, 6003, 'Invalid request headers', {
      error_chain: [{ code: 6111, message: 'Invalid format for Authorization header' }],
    }),
    'permission',
    403,
    TOKEN,
  ],
  ['no such token', rest(401, 1000, 'Invalid API Token'), 'permission', 403, TOKEN],
  [
    'a known number with unknown words',
    rest(400, 9106, 'words that nobody has seen'),
    'permission',
    403,
    /words that nobody/,
  ],
  ['a proxy that asks for credentials', plain(401, 'Who are you?'), 'permission', 403, /HTTP 401/],
  ['a proxy that forbids', plain(403, '<html>'), 'permission', 403, /HTTP 403/],
  // Authorisation and entitlement
  ['another account', graphql(403, 'not authorized for that account', 'authz'), 'permission', 403, MAY_NOT],
  ['another account under 200', graphql(200, 'not authorized for that account'), 'permission', 403, MAY_NOT],
  ['another zone', graphql(200, 'requested zone is not authorized', 'authz'), 'permission', 403, MAY_NOT],
  ['other zones', graphql(403, 'zones [adc2] are not authorized', 'authz'), 'permission', 403, MAY_NOT],
  [
    'an actor',
    graphql(200, "Actor does not have permission 'com.cloudflare.api.account.analytics.read'", 'authz'),
    'permission',
    403,
    MAY_NOT,
  ],
  [
    'no path',
    graphql(403, `${TAG} does not have access to the path`, 'authz'),
    'permission',
    403,
    /does not give this account/,
  ],
  [
    'no field',
    graphql(403, `${TAG} does not have access to the field 'creator' from the path`, 'authz'),
    'permission',
    403,
    /does not give.*'creator'/,
  ],
  [
    'an unknown refusal',
    graphql(200, 'words that nobody has seen', 'authz'),
    'permission',
    403,
    /words that nobody has seen/,
  ],
  [
    'no account',
    { status: 200, body: '{"data":{"viewer":{"accounts":[]}},"errors":null}' },
    'permission',
    403,
    /no such account/,
  ],
  // Budget
  [
    'a used up budget',
    graphql(429, 'rate limiter budget depleted, try again after 5 minutes', 'budget'),
    'depleted',
    429,
    USED_UP,
  ],
  [
    'a used up budget under 200',
    graphql(200, 'rate limiter budget depleted, please try again later', 'budget'),
    'depleted',
    429,
    USED_UP,
  ],
  [
    "an account's limit",
    graphql(
      429,
      `Account ${ACCOUNT} has exceeded its rate limit. Please try again after 5 minutes. Refer to …`,
      'budget'
    ),
    'depleted',
    429,
    USED_UP,
  ],
  ['an unknown budget', graphql(200, 'words that nobody has seen', 'budget'), 'depleted', 429, USED_UP],
  ['429 without JSON', plain(429, 'Too Many Requests', { 'retry-after': '300' }), 'depleted', 429, USED_UP],
  ['429 without a body', plain(429, ''), 'depleted', 429, USED_UP],
  ['429 of HTML', plain(429, '<html>'), 'depleted', 429, USED_UP],
  // Too heavy, busy, broken
  [
    'too many nodes',
    graphql(429, 'in combination, your request queries too many nodes, zones and accounts'),
    'limit',
    400,
    HEAVY,
  ],
  [
    'too heavy',
    graphql(429, 'query consumed excessive resources, please try running smaller queries'),
    'limit',
    400,
    HEAVY,
  ],
  ['busy', graphql(503, 'unable to execute query, please try again later'), 'throttled', 429, BUSY],
  [
    'busy until a moment that it names',
    { ...graphql(503, 'unable to execute query, please try again later'), headers: { 'retry-after': '7' } },
    'throttled',
    429,
    /busy.*try again later\. Asking again makes sense in 7 s\.$/,
  ],
  [
    'busy and not permitted at once',
    {
      status: 200,
      body: '{"data":null,"errors":[{"message":"unable to execute query"},{"message":"not authorized for that account","extensions":{"code":"authz"}}]}',
    },
    'permission',
    403,
    MAY_NOT,
  ],
  ['busy under 200', graphql(200, 'too many queries in progress, please try again later'), 'throttled', 429, BUSY],
  [
    '429 with unknown words',
    graphql(429, 'words that nobody has seen'),
    'throttled',
    429,
    /words that nobody has seen/,
  ],
  ['an internal error', graphql(500, 'Internal server error'), 'upstream', 502, /internal error/],
  ['unknown words', graphql(200, `words on ${ACCOUNT}`), 'upstream', 502, /HTTP 200.*words on 0123…$/],
  ['no words', { status: 500, body: '{"success":false}' }, 'upstream', 502, /without data.*HTTP 500/],
  // No answer of the API
  ['a page of HTML', html, 'upstream', 502, /HTTP 502.*HTML/],
  ['a page under 200', plain(200, '<html>Welcome</html>'), 'upstream', 502, /HTTP 200.*HTML.*proxy/],
  ['504 without a body', plain(504, ''), 'upstream', 502, NO_ANSWER],
  ['a redirection', plain(302, '', { location: 'https://example.com/' }), 'upstream', 502, /HTTP 302/],
  [
    'a truncated answer',
    { status: 200, body: '{"data":{"viewer":{"accounts":[{"streamMin' },
    'upstream',
    502,
    NO_ANSWER,
  ],
  ['JSON of something else', { status: 200, body: '{"hello":"world"}' }, 'upstream', 502, NO_ANSWER],
  ['rows that are none', rows(MINUTES, '"many"'), 'upstream', 502, NO_ANSWER],
  ['bytes that are no text', plain(200, Buffer.from([0xff, 0xfe, 0x00])), 'upstream', 502, NO_ANSWER],
  [
    'more rows than fit',
    rows(MINUTES, `[${'{"sum":{"minutesViewed":1}},'.repeat(200_001)}{}]`),
    'limit',
    400,
    /larger than.*200000 rows/,
  ],
  ['a broken connection', 'reset', 'upstream', 502, /cannot be reached.*Check the API URL/],
  ['silence', 'silence', 'timeout', 504, /did not answer in time/],
];

test.each(TABLE)('%s', async (_, raw, kind, status, words) => {
  wire.says = raw;
  // Less than the wait that is asked for below, and more than any answer takes.
  const timeout = raw === 'silence' ? 2 : 6;
  // What one answer leads to, such as a pause, must not affect the next.
  wire.become({ timeout });
  const [{ refusal }] = await wire.asks(begin(QUERY, contextOf('panel', DAY)).asks);
  wire.become({ timeout });
  expect(refusal && classify(refusal).class).toBe(kind);
  expect(await wire.query(QUERY)).toEqual({
    status,
    frames: [],
    error: expect.stringMatching(words),
    errorSource: kind === 'bug' ? 'plugin' : 'downstream',
  });
});
