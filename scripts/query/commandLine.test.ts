import { parseCommandLine } from './commandLine';

const NOW = Date.parse('2026-03-02T00:00:00Z');
const QUERY = '{"dataset":"streamMinutesViewedAdaptiveGroups"}';
const TOKENS = { CLOUDFLARE_API_TOKEN: 'usual', OTHER: 'other' };

const parse = (line: string, ...more: string[]) =>
  parseCommandLine([...line.split(' ').filter(Boolean), ...more], TOKENS, NOW);

it('asks through the core, over the last day, in UTC, with the usual token', () => {
  expect(parse('--url https://api.test --account 0a', QUERY)).toEqual({
    kind: 'ask',
    host: 'core',
    question: {
      query: { dataset: 'streamMinutesViewedAdaptiveGroups' },
      range: { from: NOW - 86_400_000, to: NOW },
      zone: 'UTC',
    },
    connection: { url: 'https://api.test', accountId: '0a', apiToken: 'usual' },
  });
});

it("asks Cloudflare's own API unless another address is given", () => {
  expect(parse('--account 0a', QUERY)).toHaveProperty('connection.url', 'https://api.cloudflare.com');
});

it('takes the token from the variable that is named', () => {
  const command = parse('--url https://api.test --account 0a --token-env OTHER', QUERY);
  expect(command).toHaveProperty('connection.apiToken', 'other');
});

it('explains without address, account or token', () => {
  expect(parseCommandLine(['--explain', QUERY], {}, NOW)).toHaveProperty('kind', 'explain');
});

it.each([
  ['--url u --account a', [], 'The query is missing.'],
  ['--url u --account a', [QUERY, QUERY], 'One query at a time'],
  ['--url u --account a', ['{'], 'The query is not JSON'],
  ['--url u --account a', ['[]'], 'The query is not a JSON object.'],
  ['--url= --account a', [QUERY], '--url is empty.'],
  ['--url u', [QUERY], '--account is missing.'],
  ['--url u --account a --token-env NONE', [QUERY], 'The environment variable NONE is not set'],
  ['--url u --account a --host cloud', [QUERY], '--host is core or backend, not cloud.'],
  ['--url u --account a --from never', [QUERY], '"never" is no time'],
  ['--url u --account a --zone Nowhere', [QUERY], '"Nowhere" is no time zone'],
  ['--tokn x', [QUERY], '--tokn'],
])('%s %j is wrong usage: %s', (line, more, complaint) => {
  expect(() => parse(line, ...more)).toThrow(complaint);
});
