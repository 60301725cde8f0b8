/**
 * Every call of the REST API that may ever be made. The gateway has this list from the build and makes no other; of an answer
 * it keeps the listed fields alone.
 */
export interface Endpoint {
  /**
   * `api` is asked with the token, `customer` without: it is a public host, named by the parameter `customer`. `gateway` asks
   * nobody: the gateway tells of itself.
   */
  readonly host: 'api' | 'customer' | 'gateway';
  /** `{account}` is the configured account; other braces are parameters, which must be given. */
  readonly path: string;
  /** By name the regular expression (without look-around) that all of a value fits; those not in the path may be left out. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Keys that lead to the list of rows, or to an object that is the only row. */
  readonly rows: readonly string[];
  /** By their path in a row. Text that is null, absent or no text is "". */
  readonly fields: Readonly<Record<string, 'text' | 'number'>>;
  /** Rows of one answer at most. */
  readonly most: number;
  /** How long an answer is good for, in seconds: until then the gateway does not ask again. */
  readonly freshSeconds: number;
  /**
   * Set where a parameter lists the rows that are wanted, with commas between: by `field`, which holds a row's own. The gateway
   * gives those rows alone. Where the API takes such a list (`sent`), each row is good by itself, and only what is not known is
   * asked for; else one answer has all rows.
   */
  readonly list?: { readonly parameter: string; readonly field: string; readonly sent: boolean };
}

const ID = '[0-9A-Za-z_-]+';
const TIME = '\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ';

/** Whether a text can be an id: those of Cloudflare are hexadecimal, but nowhere is that promised. */
export const isId = (text: string): boolean => new RegExp(`^${ID}$`).test(text);

/** How many ids one call takes: not documented, so few. */
export const MOST_IDS = 50;
const IDS = `${ID}(,${ID}){0,${MOST_IDS - 1}}`;

/** Names change by hand, and seldom. */
const NAMES_FRESH = 600;
/** Long enough for the panels of a dashboard to share an answer, and for nobody to miss what changes by hand. */
const LISTS_FRESH = 60;
/** What is live changes by itself. */
const LIVE_FRESH = 30;

/**
 * Sources: developers.cloudflare.com/api/resources/stream, and stream/getting-analytics/live-viewer-count for the last.
 * Only documented parameters are used.
 */
export const ENDPOINTS = {
  videos: {
    host: 'api',
    path: '/accounts/{account}/stream',
    parameters: {
      after: TIME,
      before: TIME,
      asc: 'true|false',
      creator: '[^\\x00-\\x1f\\x7f]{1,512}',
      id: IDS,
      limit: '[1-9]\\d{0,2}',
    },
    rows: ['result'],
    fields: {
      uid: 'text',
      'meta.name': 'text',
      creator: 'text',
      'status.state': 'text',
      created: 'text',
      duration: 'number',
      size: 'number',
      liveInput: 'text',
      'playback.hls': 'text',
      thumbnail: 'text',
      requireSignedURLs: 'text',
    },
    most: 1000,
    freshSeconds: LISTS_FRESH,
  },
  videoNames: {
    host: 'api',
    path: '/accounts/{account}/stream',
    parameters: { id: IDS },
    rows: ['result'],
    fields: { uid: 'text', 'meta.name': 'text' },
    most: MOST_IDS,
    freshSeconds: NAMES_FRESH,
    list: { parameter: 'id', field: 'uid', sent: true },
  },
  liveInputs: {
    host: 'api',
    path: '/accounts/{account}/stream/live_inputs',
    parameters: {},
    rows: ['result', 'liveInputs'],
    fields: { uid: 'text', 'meta.name': 'text', created: 'text', modified: 'text', enabled: 'text' },
    most: 100_000,
    freshSeconds: LISTS_FRESH,
  },
  liveInputNames: {
    host: 'api',
    path: '/accounts/{account}/stream/live_inputs',
    parameters: { id: IDS },
    rows: ['result', 'liveInputs'],
    fields: { uid: 'text', 'meta.name': 'text' },
    most: MOST_IDS,
    freshSeconds: NAMES_FRESH,
    list: { parameter: 'id', field: 'uid', sent: false },
  },
  /** Its answer holds keys that anybody could stream with: no field but these may ever be listed here. */
  liveInput: {
    host: 'api',
    path: '/accounts/{account}/stream/live_inputs/{uid}',
    parameters: { uid: ID },
    rows: ['result'],
    fields: { status: 'text' },
    most: 1,
    freshSeconds: LIVE_FRESH,
  },
  storage: {
    host: 'api',
    path: '/accounts/{account}/stream/storage-usage',
    parameters: { creator: '[^\\x00-\\x1f\\x7f]{1,512}' },
    rows: ['result'],
    fields: { totalStorageMinutes: 'number', totalStorageMinutesLimit: 'number', videoCount: 'number' },
    most: 1,
    freshSeconds: LISTS_FRESH,
  },
  views: {
    host: 'customer',
    path: '/{uid}/views',
    parameters: { customer: 'https://customer-[0-9a-z]{1,64}\\.cloudflarestream\\.com', uid: ID },
    rows: [],
    fields: { liveViewers: 'number' },
    most: 1,
    freshSeconds: LIVE_FRESH,
  },
  /** How the gateway does: condition in pkg/gateway/condition.go. */
  budget: {
    host: 'gateway',
    path: '/budget',
    parameters: {},
    rows: [],
    fields: {
      left: 'number',
      of: 'number',
      pausedSeconds: 'number',
      hits: 'number',
      misses: 'number',
      bytes: 'number',
      most: 'number',
      evictions: 'number',
    },
    most: 1,
    freshSeconds: 0,
  },
} as const satisfies Record<string, Endpoint>;

export type EndpointName = keyof typeof ENDPOINTS;

/** The list as the gateway reads it. */
export const endpoints = (): string => `${JSON.stringify(ENDPOINTS, null, 2)}\n`;
