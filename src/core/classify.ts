import { CLASSES, failure, type Failure, type FailureClass, type Learnt, type Policy } from './failure';
import type { Refusal } from './seam';

const PERMISSION = 'Account · Account Analytics · Read';

/** Seconds until the rate limit is there again, where the API does not say. */
const PAUSE_SECONDS = 300;

/** What a refusal must be for a rule to hold: all that is given. A rule of which nothing is given holds always. */
interface When {
  readonly kind?: Refusal['kind'];
  /** Matches one of the errors' messages, in any case. Go reads it too, so it uses only what RE2 has. */
  readonly pattern?: string;
  /** Of one of the errors: `extensions.code` of GraphQL, or the number of the gateway in front of it. */
  readonly code?: string;
  readonly noAccount?: true;
  readonly statuses?: readonly number[];
}

interface Rule extends When {
  readonly class: FailureClass;
  /**
   * What it means where several questions went in one request: `all` of them would be refused the same, or `fewer` at once
   * may be answered; absent: one of them may be why the others have no answer.
   */
  readonly together?: 'all' | 'fewer';
  /** Where the class's own does not fit. */
  readonly again?: Policy['again'];
  /** @param original the message that the pattern fits, else all messages */
  readonly say: (original: string, refusal: Refusal) => string;
  /** The limit that the message names. */
  readonly learn?: (message: string) => Learnt;
}

const isRejected = () =>
  'Cloudflare does not accept the API token: it is wrong, expired or disabled. Set a new one in the data source.';

const isDepleted = (_: string, { byAccount, retryAfterSeconds = PAUSE_SECONDS }: Refusal) =>
  `Cloudflare's rate limit for this ${byAccount ? 'account' : 'token'} is used up (300 queries in 5 minutes, shared by all that use it). It works again in ${inMinutes(retryAfterSeconds)}.`;

const passesLimit = (original: string) => `The query passes a limit of Cloudflare's: ${original}`;
const isTooHeavy = () =>
  'The query is too heavy for Cloudflare. A shorter range, a coarser interval or fewer dimensions work.';

const isNotApi = (_: string, refusal: Refusal) =>
  `What came back is no answer of Cloudflare's API${status(refusal)}.${detail(refusal)} Check the API URL and any proxy in between.`;

const isAnswer = (original: string, refusal: Refusal) =>
  original === ''
    ? `Cloudflare answered without data${status(refusal)}.`
    : `Cloudflare answered${status(refusal)}: ${original}`;

/** Statuses of a server or a proxy in trouble; those above 504 are Cloudflare's own. */
const TROUBLED = [500, 502, 503, 504, 520, 521, 522, 523, 524, 525, 526, 527, 530];

/**
 * The first rule that holds decides. The API's messages come before its codes and its status, and 200 is no success: the
 * documentation says that an answer with it can hold an error, and in practice a depleted budget comes that way.
 * Source: developers.cloudflare.com/analytics/graphql-api/errors, and captured answers of other datasets.
 */
const RULES: readonly Rule[] = [
  {
    kind: 'answer',
    pattern:
      'authentication error|invalid api token|unauthorized|invalid request headers|missing x-auth|invalid format for authorization',
    class: 'permission',
    together: 'all',
    say: isRejected,
  },
  {
    kind: 'answer',
    pattern: 'does not have access to the (path|field)',
    class: 'permission',
    say: (original) => `Cloudflare does not give this account the field: ${original}`,
  },
  {
    kind: 'answer',
    pattern: 'not authorized|does not have permission',
    class: 'permission',
    say: () =>
      `Cloudflare does not let this token read the account's analytics: the token lacks the permission ${PERMISSION}, or the account ID is not the token's.`,
  },
  // What no waiting mends goes before the budget, which time mends. A page size may be told as an error of the arguments.
  {
    kind: 'answer',
    pattern: 'limit must be positive',
    class: 'limit',
    learn: (message) => ({ maxPageSize: Number(/not greater than (\d+)/i.exec(message)?.[1] ?? 0) }),
    say: passesLimit,
  },
  {
    kind: 'answer',
    pattern: 'error parsing args|unknown (field|arg)|must have (no )?selections|contains error|cannot query field',
    class: 'bug',
    say: (original) => `Cloudflare does not understand the query; its schema may have changed: ${original}`,
  },
  {
    kind: 'answer',
    pattern: 'budget depleted|exceeded its rate limit',
    class: 'depleted',
    together: 'all',
    say: isDepleted,
  },
  {
    kind: 'answer',
    pattern: 'cannot request data older than',
    class: 'retention',
    learn: (message) => ({ notOlderThan: firstDuration(message) }),
    say: (original) => `Cloudflare does not keep data for so long: ${original}`,
  },
  {
    kind: 'answer',
    pattern: 'time range is too large|wider than',
    class: 'limit',
    learn: (message) => ({ maxDuration: firstDuration(message) }),
    say: (original) => `Cloudflare refuses a range this wide: ${original}`,
  },
  { kind: 'answer', pattern: "number of fields can't be more than", class: 'limit', say: passesLimit },
  { kind: 'answer', pattern: 'queries too many nodes', class: 'limit', together: 'fewer', say: isTooHeavy },
  { kind: 'answer', pattern: 'consumed excessive resources', class: 'limit', say: isTooHeavy },
  {
    kind: 'answer',
    pattern: 'unable to execute query|too many queries in progress',
    class: 'throttled',
    say: () => 'Cloudflare is busy and asks to try again later.',
  },
  {
    kind: 'answer',
    pattern: 'internal server error',
    class: 'upstream',
    say: () => 'Cloudflare has an internal error.',
  },
  {
    kind: 'answer',
    noAccount: true,
    class: 'permission',
    together: 'all',
    say: () =>
      'Cloudflare knows no such account for this token: check the account ID, and that the token belongs to the account.',
  },
  { kind: 'answer', code: 'authz', class: 'permission', say: isAnswer },
  { kind: 'answer', code: '10000', class: 'permission', together: 'all', say: isAnswer },
  { kind: 'answer', code: '9106', class: 'permission', together: 'all', say: isAnswer },
  { kind: 'answer', code: '6003', class: 'permission', together: 'all', say: isAnswer },
  { kind: 'answer', code: '1000', class: 'permission', together: 'all', say: isAnswer },
  { kind: 'answer', code: 'budget', class: 'depleted', together: 'all', say: isDepleted },
  { kind: 'answer', code: 'quota', class: 'limit', say: isAnswer },
  { kind: 'answer', statuses: [401, 403], class: 'permission', say: isAnswer },
  // Only the words for it mean that the budget is used up; an answer without words is that of a gateway in front.
  { kind: 'answer', statuses: [429], pattern: '.', class: 'throttled', say: isAnswer },
  { kind: 'answer', statuses: [429], class: 'depleted', together: 'all', say: isDepleted },
  { kind: 'answer', statuses: TROUBLED, class: 'upstream', say: isAnswer },
  { kind: 'answer', class: 'upstream', again: 'never', say: isAnswer },
  { kind: 'malformed', statuses: [401, 403], class: 'permission', say: isNotApi },
  { kind: 'malformed', statuses: [429], class: 'depleted', together: 'all', say: isDepleted },
  { kind: 'malformed', class: 'upstream', say: isNotApi },
  {
    kind: 'tooLarge',
    class: 'limit',
    say: (_, refusal) =>
      `The answer is larger than the data source takes.${detail(refusal)} A shorter range or fewer dimensions work.`,
  },
  {
    kind: 'unreachable',
    class: 'upstream',
    say: (_, refusal) => `Cloudflare's API cannot be reached.${detail(refusal)} Check the API URL and the network.`,
  },
  {
    kind: 'timeout',
    class: 'timeout',
    say: () =>
      "Cloudflare's API did not answer in time. A shorter range may work, or a longer timeout in the data source.",
  },
  { kind: 'cancelled', class: 'cancelled', say: () => 'The query was cancelled.' },
  { kind: 'refused', class: 'user', say: (_, { detail: why = 'The data source does not send this query.' }) => why },
  {
    kind: 'overBudget',
    class: 'throttled',
    say: (_, refusal) =>
      `The data source's budget is used up.${detail(refusal)} Less frequent refreshes and shorter ranges take fewer queries; the budget is a setting of the data source.`,
  },
  { class: 'bug', say: (_, { kind }) => `The data source does not know what "${kind}" means.` },
];

/** What a refusal means. */
export function classify(refusal: Refusal): Failure {
  const rule = RULES.find((each) => holds(each, refusal)) ?? RULES[RULES.length - 1];
  const message = messageOf(rule, refusal);
  const said = rule.say(message === undefined ? messagesOf(refusal) : shorten(message), refusal);
  const isPaused = againOf(rule) === 'retry' && refusal.retryAfterSeconds !== undefined;
  return {
    ...failure(rule.class, isPaused ? `${said} Asking again makes sense in ${refusal.retryAfterSeconds} s.` : said),
    learnt: message === undefined ? undefined : rule.learn?.(message),
  };
}

/** The rules without their words, for a host that must know what to ask again, and what may stand in: see policy.ts. */
export const failureRules = (): ReadonlyArray<
  When & Pick<Rule, 'class' | 'together'> & Pick<Policy, 'again' | 'stale'>
> =>
  RULES.map(({ say: _, learn: _learn, ...rule }) => ({
    ...rule,
    again: againOf(rule),
    stale: CLASSES[rule.class].stale,
  }));

const againOf = ({ class: kind, again = CLASSES[kind].again }: Pick<Rule, 'class' | 'again'>) => again;

/** `holds` in pkg/gateway/policy.go reads the same data the same way. */
const holds = (rule: Rule, refusal: Refusal): boolean =>
  (rule.kind === undefined || rule.kind === refusal.kind) &&
  (rule.pattern === undefined || messageOf(rule, refusal) !== undefined) &&
  (rule.code === undefined || (refusal.errors ?? []).some(({ code }) => String(code) === rule.code)) &&
  (rule.noAccount === undefined || refusal.noAccount === true) &&
  (rule.statuses === undefined || rule.statuses.some((each) => each === refusal.status));

/** The message that a rule's pattern fits. */
const messageOf = ({ pattern }: Rule, { errors = [] }: Refusal): string | undefined =>
  pattern === undefined ? undefined : errors.find(({ message }) => new RegExp(pattern, 'i').test(message))?.message;

const messagesOf = ({ errors = [] }: Refusal): string => errors.map(({ message }) => shorten(message)).join('; ');

const status = ({ status: code }: Refusal): string => (code === undefined ? '' : ` (HTTP ${code})`);

/** The gateway's own words as one more sentence. */
const detail = ({ detail: said }: Refusal): string =>
  said === undefined || said === '' ? '' : ` ${said.replace(/\.$/, '')}.`;

const inMinutes = (seconds: number): string =>
  seconds % 60 === 0 && seconds > 60 ? `${seconds / 60} minutes` : `${seconds} s`;

/** Shortens a message, and the account's tag in it, which is private. */
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
