/**
 * What a data source can be set to: the one list that the config editor, the health check and the backend go by.
 */
import type { NumberSettings } from './seam';

export type NumberSetting = keyof NumberSettings;

/** A setting that is a whole number. */
interface NumberRules {
  readonly label: string;
  /** One sentence for people. */
  readonly about: string;
  readonly unit: string;
  /** What holds where nothing is set. */
  readonly fallback: number;
  readonly least: number;
  readonly most: number;
}

/**
 * Where the defaults come from:
 *
 *   settle delay   the API states no figure; Cloudflare's own exporter looks back five minutes
 *   rows           what a browser holds with ease
 *   queries        half of what Cloudflare allows in five minutes
 *   budget         all of it (developers.cloudflare.com/analytics/graphql-api/limits)
 *   cache          some three million rows: ninety days by hour and country, dozens of times
 *   timeout        Grafana's own
 */
export const NUMBERS: Readonly<Record<NumberSetting, NumberRules>> = {
  settleDelay: {
    label: 'Settle delay',
    about:
      'How long after its end the numbers of an interval may still change. Until then alert rules leave the interval out, and an interval without rows is unknown rather than zero.',
    unit: 'seconds',
    fallback: 300,
    least: 1,
    most: 86_400,
  },
  freshness: {
    label: 'Freshness',
    about:
      'How long an answer whose numbers may still change is shown again before Cloudflare is asked anew, or a tenth of the interval where that is longer.',
    unit: 'seconds',
    fallback: 60,
    least: 1,
    most: 3600,
  },
  maxRows: {
    label: 'Most rows',
    about:
      'The most rows that one query may read. A larger answer is an error that says what would make it smaller, or its complete part where the query allows that.',
    unit: 'rows',
    fallback: 500_000,
    least: 1,
    most: 10_000_000,
  },
  maxQueries: {
    label: 'Most upstream queries',
    about: 'The most upstream queries that one query may take. One that needs more ends in the same way.',
    unit: 'queries',
    fallback: 150,
    least: 1,
    most: 10_000,
  },
  budget: {
    label: 'Budget',
    about:
      'Upstream queries in 5 minutes, shared by all data sources with this token (or account, if queries are counted by account). Where their budgets differ, the smallest applies. Leave some to others who use the token.',
    unit: 'queries',
    fallback: 300,
    least: 1,
    most: 100_000,
  },
  concurrency: {
    label: 'Concurrency',
    about: 'Upstream queries at the same time, shared in the same way.',
    unit: 'queries',
    fallback: 8,
    least: 1,
    most: 64,
  },
  cacheSize: {
    label: 'Cache size',
    about: "Memory of Grafana's server for answers, so that settled numbers are asked for once.",
    unit: 'MiB',
    fallback: 64,
    least: 1,
    most: 65_536,
  },
  timeout: {
    label: 'Timeout',
    about: "How long to wait for an answer of Cloudflare's.",
    unit: 'seconds',
    fallback: 30,
    least: 1,
    most: 600,
  },
};

/** `account-based` is Cloudflare's own word for it, in the header `X-Rate-Limit-Type`. */
export const ACCOUNT_BASED = 'account-based';

const KEYS = Object.keys(NUMBERS) as NumberSetting[];

/** All numbers, with defaults for what is not set or is wrong; `settingsProblems` says what is wrong. */
export function numbersOf(given: NumberSettings | undefined): Required<NumberSettings> {
  const read = (key: NumberSetting): [NumberSetting, number] => {
    const value = asNumber(given?.[key]);
    return [key, isRight(key, value) ? value : NUMBERS[key].fallback];
  };
  return Object.fromEntries(KEYS.map(read)) as Required<NumberSettings>;
}

/** Digits as text count as a number: a provisioning file has nothing else where it names a variable of the environment. */
const asNumber = (value: unknown): unknown =>
  typeof value === 'string' && /^\d+$/.test(value.trim()) ? Number(value) : value;

/** What is stored of a data source but for its secrets. */
export interface StoredSettings {
  readonly url?: unknown;
  readonly jsonData?: unknown;
}

/** What is wrong with a setting, and what would be right. */
export interface SettingsProblem {
  /** Its key in `jsonData`, or `url`. */
  readonly setting: string;
  readonly message: string;
}

/** All that is wrong with settings, in the order of the config editor. */
export function settingsProblems({ url, jsonData }: StoredSettings): SettingsProblem[] {
  if (!isAbsent(jsonData) && (typeof jsonData !== 'object' || Array.isArray(jsonData))) {
    return [{ setting: 'jsonData', message: "The data source's settings are no object." }];
  }
  const stored = (jsonData ?? {}) as Readonly<Record<string, unknown>>;
  const found: Array<[setting: string, message: string | undefined]> = [
    ['accountId', accountProblem(stored.accountId)],
    ...KEYS.map((key): [string, string | undefined] => [key, numberProblem(key, stored[key])]),
    ['rateLimitType', rateLimitProblem(stored.rateLimitType)],
    ['cache', cacheProblem(stored.cache)],
    ['url', urlProblem(url)],
  ];
  return found.flatMap(([setting, message]) => (message === undefined ? [] : [{ setting, message }]));
}

/** What the backend takes from settings, `Settings` in pkg/core/pool.go. */
export function readSettings(stored: StoredSettings) {
  const jsonData = (stored.jsonData ?? {}) as NumberSettings & Readonly<Record<string, unknown>>;
  return {
    ...numbersOf(jsonData),
    account: text(jsonData.accountId),
    accountBased: jsonData.rateLimitType === ACCOUNT_BASED,
    cache: text(jsonData.cache),
    url: text(stored.url).replace(/(\/client\/v4(\/graphql)?)?\/*$/i, '') || API,
    problem: settingsProblems(stored)
      .map(({ message }) => message)
      .join(' '),
  };
}

const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

/** What is empty is not set: so Grafana's editors and provisioning files have it. */
const isAbsent = (value: unknown): boolean => value === undefined || value === null || value === '';

function accountProblem(value: unknown): string | undefined {
  if (isAbsent(value) || (typeof value === 'string' && value.trim() === '')) {
    return "The account ID is missing in the data source's settings.";
  }
  if (typeof value !== 'string') {
    return 'The account ID must be text: 32 digits from 0 to 9 and a to f.';
  }
  return /^[0-9a-f]{32}$/i.test(value.trim())
    ? undefined
    : `An account ID has 32 digits from 0 to 9 and a to f; this one has ${value.trim().length} characters.`;
}

function numberProblem(key: NumberSetting, stored: unknown): string | undefined {
  const { label, unit, least, most } = NUMBERS[key];
  return isAbsent(stored) || isRight(key, asNumber(stored))
    ? undefined
    : `${label} must be a whole number of ${unit} from ${least} to ${most}.`;
}

const isRight = (key: NumberSetting, value: unknown): value is number =>
  Number.isInteger(value) && Number(value) >= NUMBERS[key].least && Number(value) <= NUMBERS[key].most;

const rateLimitProblem = (value: unknown): string | undefined =>
  isAbsent(value) || value === ACCOUNT_BASED
    ? undefined
    : `Rate limit must be "${ACCOUNT_BASED}", or nothing for the limit of each token.`;

/** An address; its group is the password, if there is one. */
const CACHE =
  /^rediss?:\/\/(?:[^\s:@/?#]*(:[^\s@/]*)?@)?(?:[^\s:@/?#[\]]+|\[[0-9a-f:.]+\])(?::\d{1,5})?(?:\/\d{0,3})?$/i;

function cacheProblem(value: unknown): string | undefined {
  if (isAbsent(value)) {
    return undefined;
  }
  const [address, password] = (typeof value === 'string' && CACHE.exec(value.trim())) || [];
  if (address === undefined) {
    return 'The shared cache must be the address of a Redis or Valkey, such as redis://valkey.example:6379/0, or rediss:// for TLS.';
  }
  return password === undefined
    ? undefined
    : 'A password must not stand in the address of the shared cache, where everybody can read it: it has a field of its own, the secret cachePassword.';
}

/** Where Cloudflare's API is, if no other address is set. */
export const API = 'https://api.cloudflare.com';

const urlProblem = (value: unknown): string | undefined =>
  isAbsent(value) || (typeof value === 'string' && /^\s*(https?:\/\/[^\s/?#]+[^\s?#]*)?\s*$/i.test(value))
    ? undefined
    : `The URL must begin with https:// or http:// and have no query, such as ${API}.`;
