import { classify, firstDuration, type FailureClass } from './failure';
import type { Refusal } from './seam';

/** One line for each body that the API is known to send, status 200 included. */
const classed = (expected: FailureClass, status: number, message: string, code?: string | number) =>
  expect(classify({ kind: 'answer', status, errors: [{ message, code }] }).class).toBe(expected);

test("what the API says decides, whatever the answer's status", () => {
  classed('depleted', 200, 'rate limiter budget depleted, try again after 5 minutes', 'budget');
  classed('depleted', 429, 'rate limiter budget depleted, please try again later');
  classed(
    'depleted',
    429,
    'Account 0123456789abcdef0123456789abcdef has exceeded its rate limit. Please try again after 5 minutes.'
  );
  classed('permission', 200, 'not authorized for that account', 'authz');
  classed('permission', 403, 'not authorized for that account');
  classed('permission', 200, "Actor does not have permission 'com.cloudflare.api.account.analytics.read'", 'authz');
  classed('permission', 400, 'Invalid request headers', 6003);
  classed('permission', 403, 'Authentication error', 10000);
  classed('permission', 200, "account does not have access to the field 'creator' from the path");
  classed(
    'limit',
    400,
    'account "x" cannot request a time range wider than 4w3d, but your query time range spans 12w6d',
    'quota'
  );
  classed(
    'limit',
    200,
    "query time range is too large for account x. Time range can't be wider than 54000s, but it's 86400s",
    'quota'
  );
  classed(
    'retention',
    200,
    'account "x" cannot request data older than 12w6d, but your query requests data from 28w4d6s ago',
    'quota'
  );
  classed('limit', 200, 'query consumed excessive resources, please try running smaller queries');
  classed('limit', 429, 'in combination, your request queries too many nodes, zones and accounts');
  classed('limit', 400, 'limit must be positive number and not greater than 10000');
  classed('throttled', 503, 'unable to execute query, please try again later');
  classed('throttled', 200, 'too many queries in progress, please try again later');
  classed('upstream', 500, 'Internal server error');
  classed('bug', 400, 'unknown field "x"');
  classed('depleted', 200, 'a wording that nobody has seen', 'budget');
  classed('upstream', 200, 'a wording that nobody has seen');
});

test('without a message the status decides, and a list without accounts is the account', () => {
  const kind = (refusal: Partial<Refusal>) => classify({ kind: 'answer', ...refusal }).class;
  expect(kind({ status: 401 })).toBe('permission');
  expect(kind({ status: 429 })).toBe('throttled');
  expect(kind({ status: 502 })).toBe('upstream');
  expect(kind({ status: 200, noAccount: true })).toBe('permission');
});

test('what never reached the API says which', () => {
  const said = (refusal: Refusal) => classify(refusal).message;
  expect(said({ kind: 'malformed', status: 200, detail: 'an HTML page' })).toMatch(/HTTP 200.*HTML/);
  expect(classify({ kind: 'malformed', status: 403 }).class).toBe('permission');
  expect(said({ kind: 'unreachable', detail: 'connection refused' })).toMatch(/connection refused.*URL/);
  expect(said({ kind: 'timeout' })).toMatch(/in time/);
  expect(classify({ kind: 'cancelled' }).class).toBe('cancelled');
});

test('the permission that is missing is named, and no whole account tag is', () => {
  const { message } = classify({ kind: 'answer', errors: [{ message: 'not authorized for that account' }] });
  expect(message).toMatch(/Account Analytics · Read/);
  const shown = classify({
    kind: 'answer',
    errors: [{ message: 'strange things about 0123456789abcdef0123456789abcdef' }],
  }).message;
  expect(shown).toMatch(/0123…$/);
});

test('durations as the API writes them, the first of a text', () => {
  expect(firstDuration('wider than 13w2d, but your query time range spans 38w2d15h32m42s924ms')).toBe(93 * 86_400);
  expect(firstDuration("can't be wider than 54000s, but it's 86400s")).toBe(54_000);
  expect(firstDuration('older than 2678400s')).toBe(2_678_400);
  expect(firstDuration('no duration here')).toBeUndefined();
});
