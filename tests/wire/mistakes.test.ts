/** What a user reads of a query or of settings that nothing can be asked with, by way of the backend's own process. */
import { DAY, startWire, type Wire } from './wire';

const QUERY = { dataset: 'streamMinutesViewedAdaptiveGroups', format: 'table' };

let wire: Wire;
beforeAll(async () => {
  wire = await startWire();
});
afterAll(() => wire.stop());

const WRONG: ReadonlyArray<[string, unknown, RegExp]> = [
  ['a query of nothing known', { dataset: 'views' }, /dataset/],
  ['a query that is no object', 'all', /object/],
  ['a metric that does not exist', { ...QUERY, metrics: ['sum.plays'] }, /sum\.plays/],
  ['a zone that does not exist', { ...QUERY, timezone: 'Mars/Olympus' }, /timezone.*Mars/],
];

test.each(WRONG)('%s is the user’s to mend, and costs no question', async (_, query, words) => {
  wire.says = 'reset';
  const { status, error, errorSource } = await wire.query(query);
  expect({ status, errorSource }).toEqual({ status: 400, errorSource: 'downstream' });
  expect(error).toMatch(words);
});

test('viewers of more than one question are the user’s to mend', async () => {
  const now = Date.now();
  const viewers = { dataset: 'streamCMCDAdaptiveGroups', format: 'table', metrics: ['uniq.viewers'] };
  const { status, error } = await wire.query(viewers, { from: now - 60 * DAY, to: now });
  expect(status).toBe(400);
  expect(error).toMatch(/viewers.*cannot be combined.*shorter range/i);
});

test('an alert rule over time that is not settled is the user’s to mend', async () => {
  const now = Date.now();
  const over = { from: now - 60_000, to: now };
  const { status, error } = await wire.query(QUERY, over, { FromAlert: 'true' });
  expect(status).toBe(400);
  expect(error).toMatch(/settled.*longer range/);
});

describe('settings that are not complete', () => {
  afterAll(() => wire.become({}));

  test.each([
    ['no account', { accountId: '' }, 'token', /account ID is missing/],
    ['no token', {}, '', /API token is missing/],
    ['a token of two words', {}, 'Bearer token', /characters that no token has/],
  ])('%s', async (_, jsonData, token, words) => {
    wire.become(jsonData, token);
    const { status, error, errorSource } = await wire.query(QUERY);
    expect({ status, errorSource }).toEqual({ status: 400, errorSource: 'downstream' });
    expect(error).toMatch(words);
  });
});
