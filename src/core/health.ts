import { DATASETS } from './catalogue/catalogue';
import { classify } from './classify';
import { bounds, inWords } from './limits';
import { STREAM_READ } from './rest/refusal';
import type { Limits, Refusal } from './seam';
import { MINUTE } from './time/units';

/** What a host found when it asked the settings node for the configured account. */
export interface HealthReport {
  readonly limits?: Readonly<Record<string, Limits>>;
  readonly refusal?: Refusal;
  /** What the token's own verify call said, asked only to explain a refusal; null where it could not be asked. */
  readonly token?: { readonly kind: 'user' | 'account'; readonly status: string } | null;
  /** What the REST API refused `healthAsk` with; absent where it did not, or not in time. */
  readonly library?: Refusal;
  /** Upstream queries that are left in these five minutes, and until when (ms since the epoch) Cloudflare wants none at all. */
  readonly budget?: { readonly left: number; readonly of: number; readonly pausedUntil?: number };
  /** How the gateway's ledger does: LedgerCounts in pkg/gateway/ledger.go. */
  readonly ledger?: Readonly<Record<string, number>>;
  /** The Redis or Valkey of several servers, where one is set, and why it is not used, if it is not. */
  readonly cache?: { readonly address: string; readonly away?: string };
  /** By how much the server's clock is ahead of Cloudflare's, in ms; negative where it is behind. */
  readonly aheadMs?: number;
}

export interface Health {
  readonly status: 'ok' | 'error';
  readonly message: string;
  /** The limits found, by dataset, the budget, and what the gateway remembers, for those who want exact figures. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/** The health check's words: what works and within which limits, or what is wrong and what would work. */
export function health({ limits, refusal, token, library, budget, ledger, cache, aheadMs = 0 }: HealthReport): Health {
  if (refusal !== undefined || limits === undefined) {
    return {
      status: 'error',
      message: trouble(refusal ?? { kind: 'malformed' }, token),
      ...(budget === undefined ? {} : { details: { budget, cache } }),
    };
  }
  const available = Object.values(DATASETS).filter(({ name }) => bounds(limits[name]).enabled);
  if (available.length === 0) {
    return {
      status: 'error',
      message: 'The token and the account are right, but no dataset of Stream is available to this account.',
      details: { limits, budget, cache },
    };
  }
  const { retentionMs, maxDurationMs, pageSize } = bounds(limits[available[0].name]);
  const missing = Object.values(DATASETS).filter((dataset) => !available.includes(dataset));
  const without =
    missing.length > 0 ? ` Not available to this account: ${missing.map(({ label }) => label).join(', ')}.` : '';
  return {
    status: 'ok',
    message: `Cloudflare Stream analytics can be read: ${inWords(retentionMs)} of history, ${inWords(maxDurationMs)} and ${pageSize} rows a query.${without}${libraryInWords(library)}${budgetInWords(budget)}${cacheInWords(cache)}${clockInWords(aheadMs)}`,
    details: { limits, budget, ledger, cache },
  };
}

/** Analytics do without this permission, so its absence is no trouble. */
function libraryInWords(library: Refusal | undefined): string {
  if (library === undefined) {
    return ' Videos and live inputs can be read too, with their names.';
  }
  return classify(library).class === 'permission'
    ? ` Names, videos, live inputs, storage and live viewers need the permission ${STREAM_READ} as well, which this token does not have.`
    : ' Whether names and videos can be read too could not be found out.';
}

const budgetInWords = (budget: HealthReport['budget']): string =>
  budget === undefined ? '' : ` ${budget.left} of ${budget.of} queries are left in these 5 minutes.`;

/** Everything works without it, so its absence is no trouble either. */
const cacheInWords = (cache: HealthReport['cache']): string =>
  cache?.away === undefined
    ? ''
    : ` The shared cache at ${cache.address} cannot be used (${cache.away}): until it can, this server counts its queries and remembers answers by itself.`;

/** What has settled goes by the server's clock, what is there by Cloudflare's: a minute is borne, see docs/reliability.md. */
function clockInWords(aheadMs: number): string {
  const minutes = Math.round(Math.abs(aheadMs) / MINUTE);
  if (minutes < 2) {
    return '';
  }
  return aheadMs > 0
    ? ` This server's clock is ${inWords(minutes * MINUTE)} ahead of Cloudflare's: numbers may be taken as final too early. Set the clock right.`
    : ` This server's clock is ${inWords(minutes * MINUTE)} behind Cloudflare's: new numbers are shown late. Set the clock right.`;
}

/** A token that is active is not the trouble, whatever the analytics API says about authorisation. */
function trouble(refusal: Refusal, token: HealthReport['token']): string {
  const { class: kind, message } = classify(refusal);
  if (kind !== 'permission' || token == null) {
    return message;
  }
  if (token.status !== 'active') {
    return `Cloudflare says that the API token is ${token.status}. Set a new one in the data source.`;
  }
  return `The API token is valid. ${message}${refusal.noAccount ? '' : ' A token made a minute ago may need another try.'}`;
}
