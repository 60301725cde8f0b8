import { parseArgs } from 'node:util';
import { API, type Window } from '../../src/core';
import { timeRange } from './timeRange';

export const USAGE = `Asks Cloudflare Stream one question, as a panel would.

  npm run --silent query -- --account ID [options] '<query JSON>'

  --account ID      the account that is asked
  --url URL         the API's base, such as the simulator's address (default: ${API})
  --token-env NAME  environment variable that holds the API token (default: CLOUDFLARE_API_TOKEN)
  --from, --to      now-90d, now/d, 2026-03-01T00:00:00Z, or ms since the epoch (default: now-24h, now)
  --zone ZONE       time zone of days, weeks and months (default: UTC)
  --host HOST       core: the core here, the backend asks; backend: all in the backend (default: core)
  --explain         print what would be asked, and ask nothing

Prints { "frames": [...], "notices": [...], "stats": {...} }, or with --explain { "asks": [...] }.
The simplest query: '{"dataset":"streamMinutesViewedAdaptiveGroups"}'`;

export interface Question {
  readonly query: Readonly<Record<string, unknown>>;
  readonly range: Window;
  readonly zone: string;
}

export interface Connection {
  readonly url: string;
  readonly accountId: string;
  readonly apiToken: string;
}

export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'explain'; readonly question: Question }
  | {
      readonly kind: 'ask';
      readonly host: 'core' | 'backend';
      readonly question: Question;
      readonly connection: Connection;
    };

/**
 * Reads the command line.
 *
 * @param environment where the token is
 * @param now ms since the epoch, what `now` in a time means
 * Errors: throws an Error with one line for people.
 */
export function parseCommandLine(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  now: number
): Command {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      url: { type: 'string', default: API },
      account: { type: 'string' },
      'token-env': { type: 'string', default: 'CLOUDFLARE_API_TOKEN' },
      from: { type: 'string', default: 'now-24h' },
      to: { type: 'string', default: 'now' },
      zone: { type: 'string', default: 'UTC' },
      host: { type: 'string', default: 'core' },
      explain: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    return { kind: 'help' };
  }
  const question = {
    query: parseQuery(positionals),
    range: timeRange(values.from, values.to, values.zone, now),
    zone: values.zone,
  };
  if (values.explain) {
    return { kind: 'explain', question };
  }
  const { host } = values;
  if (host !== 'core' && host !== 'backend') {
    throw new Error(`--host is core or backend, not ${host}.`);
  }
  const name = values['token-env'];
  const connection = {
    url: wanted(values.url, '--url is empty.'),
    accountId: wanted(values.account, '--account is missing.'),
    apiToken: wanted(environment[name], `The environment variable ${name} is not set: it should hold the API token.`),
  };
  return { kind: 'ask', host, question, connection };
}

function wanted(value: string | undefined, complaint: string): string {
  if (!value) {
    throw new Error(complaint);
  }
  return value;
}

function parseQuery([text, ...others]: readonly string[]): Question['query'] {
  if (text === undefined) {
    throw new Error('The query is missing.');
  }
  if (others.length > 0) {
    throw new Error('One query at a time: put its JSON in quotes.');
  }
  const query = parseJson(text);
  if (typeof query !== 'object' || query === null || Array.isArray(query)) {
    throw new Error('The query is not a JSON object.');
  }
  return query as Question['query'];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`The query is not JSON: ${(error as Error).message}`);
  }
}
