import fc from 'fast-check';
import { NUMBERS, numbersOf, type NumberSetting, readSettings, settingsProblems } from './settings';

const ACCOUNT = '0123456789abcdef0123456789abcdef';
const KEYS = Object.keys(NUMBERS) as NumberSetting[];

/** One line a value: what is said of it, in part; nothing where it is right. */
const said = (setting: string, value: unknown, ...parts: string[]) => {
  const given = setting === 'url' ? { url: value, jsonData: { accountId: ACCOUNT } } : undefined;
  const problems = settingsProblems(given ?? { jsonData: { accountId: ACCOUNT, [setting]: value } });
  expect([setting, value, problems]).toEqual([
    setting,
    value,
    parts.map((part) => ({ setting, message: expect.stringContaining(part) })),
  ]);
};

test('an account ID has 32 hexadecimal digits', () => {
  said('accountId', ACCOUNT);
  said('accountId', ` ${ACCOUNT.toUpperCase()}\n`);
  for (const absent of [undefined, null, '', ' ']) {
    said('accountId', absent, 'is missing');
  }
  said('accountId', 12, 'must be text');
  said('accountId', ACCOUNT.slice(1), 'this one has 31 characters');
  said('accountId', `${ACCOUNT.slice(1)}g`, '0 to 9 and a to f');
});

test('numbers are whole and within their bounds, also as text; what is absent has its default', () => {
  for (const absent of [undefined, null, '']) {
    said('budget', absent);
  }
  said('budget', 1);
  said('budget', 100_000);
  said('budget', '120');
  for (const wrong of [0, -1, 1.5, 100_001, NaN, Infinity, '-1', '1.5', 'many', true, [300], {}]) {
    said('budget', wrong, 'Budget must be a whole number of queries from 1 to 100000.');
  }
  said('concurrency', 65, 'Concurrency must be');
  said('freshness', 3601, 'Freshness must be');
});

test('the shared cache is an address without a password', () => {
  for (const right of [
    'redis://localhost',
    'redis://10.0.0.1:6379',
    'rediss://user@valkey.example:6380/3',
    'redis://[::1]:6379/0',
    ' redis://cache/ ',
  ]) {
    said('cache', right);
  }
  for (const wrong of [
    'localhost:6379',
    'http://cache',
    'redis://',
    'redis://a b',
    'redis://h:port',
    'redis://h/0?x=1',
    5,
  ]) {
    said('cache', wrong, 'redis://valkey.example:6379/0');
  }
  for (const open of ['redis://:hunter2@cache', 'redis://user:hun:t@er2@cache', 'rediss://user:@cache:1/2']) {
    const [{ message }] = settingsProblems({ jsonData: { accountId: ACCOUNT, cache: open } });
    expect(message).not.toMatch(/hunt|er2/);
  }
  said('cache', 'redis://user:hunter2@cache', 'cachePassword');
});

test('the rate limit is that of a token or of an account, and the URL one of http', () => {
  said('rateLimitType', 'account-based');
  said('rateLimitType', 'account', '"account-based"');
  for (const right of [undefined, '', 'https://api.cloudflare.com', 'http://127.0.0.1:8700/base/', ' https://x ']) {
    said('url', right);
  }
  for (const wrong of ['api.cloudflare.com', 'ftp://x', 'https://', 'https://x?y', '/graphql', 5]) {
    said('url', wrong, 'https://');
  }
});

test('an address is taken with the path of the API as well as without', () => {
  const read = (url: string) => readSettings({ url, jsonData: { accountId: ACCOUNT } }).url;
  for (const path of ['', '/', '/client/v4', '/client/v4/', '/client/v4/graphql', '/client/v4/graphql/ ']) {
    expect(read(`https://api.cloudflare.com${path}`)).toBe('https://api.cloudflare.com');
    expect(read(`http://proxy:8080/stream${path}`)).toBe('http://proxy:8080/stream');
  }
  expect(read('')).toBe('https://api.cloudflare.com');
});

test('everything that is wrong is said, in the order of the editor, and settings that are none are said to be none', () => {
  const jsonData = { accountId: 'x', cacheSize: -1, settleDelay: 'y', cache: 'z', other: [] };
  expect(settingsProblems({ url: 'u', jsonData }).map(({ setting }) => setting)).toEqual([
    'accountId',
    'settleDelay',
    'cacheSize',
    'cache',
    'url',
  ]);
  expect(readSettings({ jsonData: { accountId: ACCOUNT, budget: 0, concurrency: 0 } }).problem).toMatch(
    /^Budget must be .*\. Concurrency must be .*\.$/
  );
  expect(settingsProblems({ jsonData: [] })).toEqual([{ setting: 'jsonData', message: expect.any(String) }]);
  expect(settingsProblems({}).map(({ setting }) => setting)).toEqual(['accountId']);
});

test('every default is within its bounds', () => {
  expect(settingsProblems({ jsonData: { accountId: ACCOUNT, ...numbersOf(undefined) } })).toEqual([]);
});

test('whatever is stored, the backend has whole numbers in bounds to go by, and what is not refused is what was stored', () => {
  const anything = fc.oneof(fc.anything(), fc.integer(), fc.double(), fc.nat().map(String));
  fc.assert(
    fc.property(fc.record(Object.fromEntries(KEYS.map((key) => [key, anything]))), (stored) => {
      const read = readSettings({ jsonData: { accountId: ACCOUNT, ...stored } });
      for (const key of KEYS) {
        expect(settingsProblems({ jsonData: { accountId: ACCOUNT, [key]: read[key] } })).toEqual([]);
        if (read.problem === '') {
          expect([Number(stored[key]), NUMBERS[key].fallback]).toContain(read[key]);
        }
      }
    })
  );
});
