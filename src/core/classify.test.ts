import { classify, firstDuration } from './classify';
import type { Refusal } from './seam';

test('seconds that are left are said, of the rate limit and of an API that failed again and again', () => {
  const said = (refusal: Refusal) => classify(refusal).message;
  expect(said({ kind: 'answer', status: 429 })).toMatch(/works again in 5 minutes\.$/);
  expect(said({ kind: 'answer', status: 429, retryAfterSeconds: 42 })).toMatch(/works again in 42 s\.$/);
  expect(said({ kind: 'unreachable', retryAfterSeconds: 9 })).toMatch(/cannot be reached.*makes sense in 9 s\.$/);
  expect(said({ kind: 'overBudget', detail: 'It would have to wait 7 s.' })).toMatch(/would have to wait 7 s\./);
});

test("a rate limit that is used up is the token's, or the account's where that is counted by", () => {
  expect(classify({ kind: 'answer', status: 429 }).message).toMatch(/rate limit for this token is used up/);
  expect(classify({ kind: 'answer', status: 429, byAccount: true }).message).toMatch(
    /limit for this account is used up/
  );
});

test('what never reached the API says which', () => {
  const said = (refusal: Refusal) => classify(refusal).message;
  expect(said({ kind: 'malformed', status: 200, detail: 'an HTML page' })).toMatch(/HTTP 200.*HTML/);
  expect(classify({ kind: 'malformed', status: 403 }).class).toBe('permission');
  expect(said({ kind: 'unreachable', detail: 'connection refused' })).toMatch(/connection refused.*URL/);
  expect(said({ kind: 'timeout' })).toMatch(/in time/);
  expect(classify({ kind: 'cancelled' }).class).toBe('cancelled');
});

test('nobody is told to wait for the rate limit where the query will fail all the same, and everybody where it is only too wide', () => {
  const depleted = { message: 'rate limiter budget depleted, try again after 5 minutes', code: 'budget' };
  const along = (message: string) => classify({ kind: 'answer', status: 429, errors: [depleted, { message }] });
  const hopeless = along('unknown field "minutesViewd"');
  expect(hopeless.message).toMatch(/does not understand the query.*minutesViewd/);
  expect(hopeless.message).not.toMatch(/works again/);
  // Asking for less takes of the budget too.
  expect(along('cannot request a time range wider than 4w3d').message).toMatch(/works again in 5 minutes/);
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
