/**
 * The seam between the core and whoever hosts it (the browser's driver, the Go backend, the command line).
 * Every value that crosses it is plain JSON, but for the columns of a table, which may be typed arrays.
 *
 *   window    half-open span [from, to) in ms since the epoch
 *   ask       one question to the gateway: one document, its variables, its window, its page limit; or one call over REST
 *   table     an answer as columns: numbers as numbers, strings as a dictionary and codes
 *   reply     the answer to one ask: a table, or a refusal
 *   refusal   what the gateway saw instead of rows, not yet classed: the core alone says what it means
 */

/** Half-open span `[from, to)` in ms since the epoch, UTC. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

/** From `from` (ms since the epoch) on, local time is UTC plus `offsetMs`. */
export interface ZoneOffset {
  readonly from: number;
  readonly offsetMs: number;
}

/**
 * Limits of one dataset as the settings node states them, names and units its own.
 * Source: developers.cloudflare.com/analytics/graphql-api/features/discovery/settings
 */
export interface Limits {
  readonly enabled?: boolean;
  /** Fields that the account may query, nested names joined by `_`. */
  readonly availableFields?: readonly string[];
  /** Widest time range of one query, in seconds. */
  readonly maxDuration?: number;
  /** Most fields in one query. */
  readonly maxNumberOfFields?: number;
  /** Most rows in one answer. */
  readonly maxPageSize?: number;
  /** Oldest reachable time, in seconds before now. */
  readonly notOlderThan?: number;
}

/** Settings of a data source that are whole numbers; settings.ts has their defaults and bounds. */
export interface NumberSettings {
  /** How long after its end a bucket may still change, in seconds. */
  readonly settleDelay?: number;
  /** How long what may still change is shown without asking again, in seconds. */
  readonly freshness?: number;
  /** Rows that one answer is made of at most. */
  readonly maxRows?: number;
  /** Queries that one answer takes at most. */
  readonly maxQueries?: number;
  /** Upstream queries in five minutes. */
  readonly budget?: number;
  /** Upstream queries at the same time. */
  readonly concurrency?: number;
  /** Answers that the gateway remembers at most, in MiB. */
  readonly cacheSize?: number;
  /** How long one upstream query may take, in seconds. */
  readonly timeout?: number;
}

/** Settings that answers depend on. */
export interface Settings extends NumberSettings {
  /** 32 hexadecimal digits. Links lead to its pages; whose data are asked for is the gateway's to say. */
  readonly accountId?: string;
}

/**
 * Who asks. That an alert rule asks is known to the backend by itself. Everything else is said by the browser and decides only who goes first
 * where the budget is short: alert rules, then panels and Explore, then variables, then names.
 */
export type Caller = 'panel' | 'explore' | 'alert' | 'variable';

/** All that an answer depends on besides the saved query. A host fills it in; the core reads no clock and no zone. */
export interface Context {
  /** ms since the epoch. */
  readonly now: number;
  readonly range: Window;
  /** Width of one point on the screen in ms, as Grafana works it out. */
  readonly intervalMs: number;
  readonly maxDataPoints: number;
  /** Offsets of the zone in force, oldest first, covering the range. Empty means UTC. */
  readonly zone: readonly ZoneOffset[];
  /** By dataset, as the settings node answered. A dataset that is absent has the documented defaults. */
  readonly limits: Readonly<Record<string, Limits>>;
  readonly caller: Caller;
  /** As the data source has them. */
  readonly settings?: Settings;
  /** Names the answer's frames, as Grafana's `refId`. */
  readonly refId: string;
  /** What links between queries lead to; absent where there are none to follow, as in the backend. */
  readonly dataSource?: { readonly uid: string; readonly name: string };
  /** What the dashboard filters and groups all its queries by; absent where there is none. */
  readonly drilldown?: Drilldown;
}

/**
 * What a dashboard filters and groups all its queries by, each as far as its dataset goes.
 *
 *   key   a field by the name that it has in the first dataset that has it, whatever others call it: `clientCountryName` is
 *         `country` elsewhere
 */
export interface Drilldown {
  /** All must hold. */
  readonly filters: readonly AdhocFilter[];
  /** Keys. */
  readonly groupBy: readonly string[];
}

/** A filter as Grafana has it. */
export interface AdhocFilter {
  readonly key: string;
  /** `=`, `!=`, `=|` (one of), `!=|`, `<`, `<=`, `>`, `>=`, `=~` or `!~`. */
  readonly operator: string;
  readonly value: string;
  /** Of `=|` and `!=|`. */
  readonly values?: readonly string[];
}

/** One question to the gateway. The account is not in it: the gateway puts it in. */
export type Ask = GraphqlAsk | RestAsk;

export interface GraphqlAsk {
  /** Unique within its execution, the same in every host. */
  readonly id: string;
  /** GraphQL with one operation that asks one node of Stream. */
  readonly document: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** The time that the filter covers. */
  readonly window: Window;
  /** The page limit, in rows. A table with as many rows may be cut. */
  readonly limit: number;
  /**
   * Set where each row belongs to one bucket, rows ascend by bucket, and no bucket depends on another: then the gateway asks only for the
   * buckets that it does not remember. `column` holds the bucket's start, `ms` is its length.
   */
  readonly bucket?: { readonly column: string; readonly ms: number };
  readonly rest?: undefined;
}

export interface RestAsk {
  /** Unique within its execution, the same in every host. */
  readonly id: string;
  readonly rest: {
    /** A key of ENDPOINTS in rest/endpoints.ts. */
    readonly endpoint: string;
    readonly parameters: Readonly<Record<string, string>>;
  };
  /** Rows that the answer holds at most. */
  readonly limit: number;
  /** Set where the answer is only names. Numbers can be shown without them, so such asks go last. */
  readonly purpose?: 'names';
  /**
   * How long the answer is worth waiting for, in ms. After that the gateway answers with what it knows, or refuses if that is nothing, and goes
   * on asking for whoever comes later.
   */
  readonly patienceMs?: number;
}

/** `codes[row]` indexes `dictionary`. */
export interface TextColumn {
  readonly name: string;
  readonly kind: 'text';
  readonly dictionary: readonly string[];
  readonly codes: ArrayLike<number>;
}

/** `values[row]`; null (JSON) or NaN (typed arrays) where the API gave none. */
export interface NumberColumn {
  readonly name: string;
  readonly kind: 'number';
  readonly values: ArrayLike<number | null>;
}

/** A column is named by its path in a row: `dimensions.uid`, `sum.minutesViewed`, `count`, `meta.name`. */
export type Column = TextColumn | NumberColumn;

export interface Table {
  readonly rows: number;
  readonly columns: readonly Column[];
}

/** One entry of an API answer's `errors`, of GraphQL's or of the REST shape. */
export interface ApiError {
  readonly message: string;
  readonly code?: string | number;
  readonly path?: readonly (string | number)[] | null;
}

/**
 * What the gateway saw instead of rows.
 *
 *   answer       the API answered without rows: `status`, its `errors`, or an empty list of accounts (`noAccount`)
 *   malformed    the answer is not what the API speaks: HTML, truncated JSON, other types; `detail` says which
 *   tooLarge     the answer passed the gateway's bound on bytes or rows
 *   unreachable  no answer: name, connection, TLS
 *   timeout      no whole answer in time
 *   cancelled    the caller went away
 *   refused      the gateway would not send it: not in the SDL, another account, settings incomplete
 *   overBudget   not sent: the data source's budget of queries would have made it wait for too long; `detail` says how long
 *
 * An ask that the gateway did not send because of what others met (a rate limit used up, an API that fails again and again) has
 * their refusal, with the seconds that are left in `retryAfterSeconds`.
 */
export interface Refusal {
  readonly kind:
    'answer' | 'malformed' | 'tooLarge' | 'unreachable' | 'timeout' | 'cancelled' | 'refused' | 'overBudget';
  readonly status?: number;
  readonly errors?: readonly ApiError[];
  readonly noAccount?: boolean;
  /** Set where Cloudflare was asked to count by account rather than by token. */
  readonly byAccount?: boolean;
  /** When to ask again, in seconds: `Retry-After` if the API gave one, or how long the gateway itself holds back. */
  readonly retryAfterSeconds?: number;
  /** In a sentence what the gateway saw, without secrets. */
  readonly detail?: string;
}

/** What is known of old, where nothing newer could be had. */
export interface Stale {
  /** For how long it has been known, in ms. It may or may not have changed since. */
  readonly ageMs: number;
  /** From then on (ms since the epoch, the start of a bucket) nothing is known of the ask's window; absent: all of it is. */
  readonly until?: number;
  /** Why nothing newer could be had. */
  readonly refusal: Refusal;
}

export type Reply = (
  | { readonly id: string; readonly table: Table; readonly stale?: Stale; readonly refusal?: undefined }
  | { readonly id: string; readonly refusal: Refusal; readonly stale?: undefined; readonly table?: undefined }
) & {
  /** Requests to Cloudflare that this ask took part in, with others or alone, every try. Absent: one. */
  readonly queries?: number;
  /** How many may still be made in these five minutes, by all that share the budget. */
  readonly budgetLeft?: number;
};

export interface Notice {
  readonly severity: 'info' | 'warning' | 'error';
  readonly text: string;
}

export interface Stats {
  /** Spans that the time range was cut into. */
  readonly windows: number;
  readonly asks: number;
  /** Requests to Cloudflare, every try. */
  readonly upstreamQueries: number;
  /** Asks that were answered without one. */
  readonly fromMemory: number;
  /** Requests to Cloudflare that might still be made in these five minutes, at the end. */
  readonly budgetLeft?: number;
  /** Age in ms of the oldest answer that could not be had anew. */
  readonly staleMs?: number;
  /** Rows that the answer was made of, before they were summed up. */
  readonly rows: number;
}

export interface ErrorValue {
  /** A key of CLASSES in failure.ts. */
  readonly class: string;
  /** For people: what is wrong, where, and what would work. No secret. */
  readonly message: string;
  /** HTTP status for Grafana. */
  readonly status: number;
  readonly source: 'plugin' | 'downstream';
}

/** `frames` in the form of Grafana's DataFrameJSON, see frames/. With an `error` there are no frames. */
export interface Result {
  readonly frames: readonly FrameJson[];
  readonly notices: readonly Notice[];
  readonly stats: Stats;
  /** Documents with their variables, one after another, as text. */
  readonly executed: string;
  readonly error?: ErrorValue;
}

/** Grafana's DataFrameJSON. Key order matters to the Go SDK: schema before data. */
export interface FrameJson {
  readonly schema: {
    readonly name?: string;
    readonly refId: string;
    readonly meta: Readonly<Record<string, unknown>>;
    readonly fields: readonly FieldJson[];
  };
  readonly data: { readonly values: ReadonlyArray<readonly Cell[]> };
}

/** An object stands in a field of type `other`. */
export type Cell = number | string | null | Readonly<Record<string, string>>;

export interface FieldJson {
  readonly name: string;
  readonly type: 'time' | 'number' | 'string' | 'other';
  readonly typeInfo: {
    readonly frame: 'time.Time' | 'float64' | 'string' | 'json.RawMessage';
    readonly nullable?: true;
  };
  readonly labels?: Readonly<Record<string, string>>;
  readonly config?: Readonly<Record<string, unknown>>;
}
