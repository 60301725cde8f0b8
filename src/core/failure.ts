import type { ErrorValue, Refusal } from './seam';

/** What becomes of a failure, by class. Nobody else decides by class. */
interface Policy {
  /** Whether asking again can help: `replan` once with the limit that the answer names. */
  readonly again: 'never' | 'replan' | 'later';
  /** HTTP status for Grafana. */
  readonly status: number;
  /** Whose fault Grafana counts it as. */
  readonly source: 'plugin' | 'downstream';
}

export const CLASSES = {
  user: { again: 'never', status: 400, source: 'downstream' },
  permission: { again: 'never', status: 403, source: 'downstream' },
  limit: { again: 'replan', status: 400, source: 'downstream' },
  retention: { again: 'replan', status: 400, source: 'downstream' },
  throttled: { again: 'later', status: 429, source: 'downstream' },
  depleted: { again: 'later', status: 429, source: 'downstream' },
  upstream: { again: 'later', status: 502, source: 'downstream' },
  timeout: { again: 'later', status: 504, source: 'downstream' },
  cancelled: { again: 'never', status: 499, source: 'downstream' },
  bug: { again: 'never', status: 500, source: 'plugin' },
} as const satisfies Record<string, Policy>;

export type FailureClass = keyof typeof CLASSES;

export interface Failure {
  readonly class: FailureClass;
  /** For people: what is wrong and what would work. */
  readonly message: string;
  /** The limit that the API's answer names, in seconds: of `limit` the widest range, of `retention` the oldest age. */
  readonly seconds?: number;
}

export const failure = (kind: FailureClass, message: string): Failure => ({ class: kind, message });

export const toError = ({ class: kind, message }: Failure): ErrorValue => ({
  class: kind,
  message,
  status: CLASSES[kind].status,
  source: CLASSES[kind].source,
});

const PERMISSION = 'Account · Account Analytics · Read';

/**
 * The API's messages, in the order in which they are looked for; the first that fits decides. A status of 200 is no success:
 * the documentation says that an answer with it can hold an error, and in practice a depleted budget comes that way.
 * Source: developers.cloudflare.com/analytics/graphql-api/errors, and captured answers of other datasets.
 */
const MESSAGES: ReadonlyArray<{ pattern: RegExp; class: FailureClass; say: (original: string) => string }> = [
  {
    pattern:
      /authentication error|invalid api token|unauthorized|invalid request headers|missing x-auth|invalid format for authorization/i,
    class: 'permission',
    say: () =>
      'Cloudflare does not accept the API token: it is wrong, expired or disabled. Set a new one in the data source.',
  },
  {
    pattern: /does not have access to the (path|field)/i,
    class: 'permission',
    say: (original) => `Cloudflare does not give this account the field: ${original}`,
  },
  {
    pattern: /not authorized for that account|not authorized|does not have permission/i,
    class: 'permission',
    say: () =>
      `Cloudflare does not let this token read the account's analytics: the token lacks the permission ${PERMISSION}, or the account ID is not the token's.`,
  },
  {
    pattern: /budget depleted|exceeded its rate limit/i,
    class: 'depleted',
    say: () =>
      "Cloudflare's rate limit for this token is used up (300 queries in 5 minutes, shared by all that use it). It works again in 5 minutes.",
  },
  {
    pattern: /cannot request data older than/i,
    class: 'retention',
    say: (original) => `Cloudflare does not keep data for so long: ${original}`,
  },
  {
    pattern: /time range (is too large|wider than)|wider than/i,
    class: 'limit',
    say: (original) => `Cloudflare refuses a range this wide: ${original}`,
  },
  {
    pattern: /number of fields can't be more than|limit must be positive/i,
    class: 'limit',
    say: (original) => `The query passes a limit of Cloudflare's: ${original}`,
  },
  {
    pattern: /consumed excessive resources|queries too many nodes/i,
    class: 'limit',
    say: () => 'The query is too heavy for Cloudflare. A shorter range, a coarser interval or fewer dimensions work.',
  },
  {
    pattern: /unable to execute query|too many queries in progress/i,
    class: 'throttled',
    say: () => 'Cloudflare is busy and asks to try again later.',
  },
  {
    pattern: /internal server error/i,
    class: 'upstream',
    say: () => 'Cloudflare has an internal error.',
  },
  {
    pattern: /error parsing args|unknown (field|arg)|must have (no )?selections|contains error|cannot query field/i,
    class: 'bug',
    say: (original) => `Cloudflare does not understand the query; its schema may have changed: ${original}`,
  },
];

/** What a refusal means. */
export function classify(refusal: Refusal): Failure {
  switch (refusal.kind) {
    case 'answer':
      return classifyAnswer(refusal);
    case 'malformed':
      return failure(
        byStatus(refusal.status),
        `What came back is no answer of Cloudflare's API${status(refusal)}.${detail(refusal)} Check the API URL and any proxy in between.`
      );
    case 'tooLarge':
      return failure(
        'limit',
        `The answer is larger than the data source takes.${detail(refusal)} A shorter range or fewer dimensions work.`
      );
    case 'unreachable':
      return failure(
        'upstream',
        `Cloudflare's API cannot be reached.${detail(refusal)} Check the API URL and the network.`
      );
    case 'timeout':
      return failure(
        'timeout',
        "Cloudflare's API did not answer in time. A shorter range may work, or a longer timeout in the data source."
      );
    case 'cancelled':
      return failure('cancelled', 'The query was cancelled.');
    case 'refused':
      return failure('user', refusal.detail ?? 'The data source does not send this query.');
  }
}

const status = ({ status: code }: Refusal): string => (code === undefined ? '' : ` (HTTP ${code})`);

/** The gateway's own words as one more sentence. */
const detail = ({ detail: said }: Refusal): string =>
  said === undefined || said === '' ? '' : ` ${said.replace(/\.$/, '')}.`;

function classifyAnswer(refusal: Refusal): Failure {
  const errors = refusal.errors ?? [];
  const found = MESSAGES.flatMap(({ pattern, class: kind, say }) => {
    const error = errors.find(({ message }) => pattern.test(message));
    return error === undefined
      ? []
      : [{ ...failure(kind, say(shorten(error.message))), seconds: firstDuration(error.message) }];
  });
  if (found.length > 0) {
    return found[0];
  }
  const byCode = errors.map(({ code }) => CODES[String(code)]).find((kind) => kind !== undefined);
  const said = errors.length > 0 ? errors.map(({ message }) => shorten(message)).join('; ') : undefined;
  if (refusal.noAccount) {
    return failure(
      'permission',
      'Cloudflare knows no such account for this token: check the account ID, and that the token belongs to the account.'
    );
  }
  const kind = byCode ?? byStatus(refusal.status);
  return failure(
    kind,
    said === undefined
      ? `Cloudflare answered without data${status(refusal)}.`
      : `Cloudflare answered${status(refusal)}: ${said}`
  );
}

/** `extensions.code` of GraphQL errors, and numeric codes of the gateway in front of it. */
const CODES: Readonly<Record<string, FailureClass | undefined>> = {
  authz: 'permission',
  budget: 'depleted',
  quota: 'limit',
  10000: 'permission',
  9106: 'permission',
  6003: 'permission',
  1000: 'permission',
};

function byStatus(code: number | undefined): FailureClass {
  if (code === 401 || code === 403) {
    return 'permission';
  }
  return code === 429 ? 'throttled' : 'upstream';
}

/** Messages name the account by its tag, which is nobody else's business. */
const shorten = (message: string): string => message.replace(/\b([0-9a-f]{4})[0-9a-f]{28}\b/gi, '$1…').slice(0, 500);

const SECONDS: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

/** The first duration of a text in seconds: `13w2d`, `54000s`, `38w2d15h32m42s924ms`. */
export function firstDuration(text: string): number | undefined {
  const found = /\b(?:\d+(?:ms|[wdhms]))+\b/.exec(text)?.[0];
  return found === undefined
    ? undefined
    : [...found.matchAll(/(\d+)(ms|[wdhms])/g)].reduce(
        (sum, [, count, unit]) => sum + Number(count) * SECONDS[unit],
        0
      );
}
