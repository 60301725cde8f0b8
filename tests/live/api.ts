/** The API as it is, without the plugin: every answer with its status and the headers that say when to come again. */
export interface Answer {
  readonly status: number;
  readonly retryAfter?: string;
  readonly body: Body;
}

interface Body {
  readonly data?: {
    readonly viewer: { readonly accounts: ReadonlyArray<Record<string, never>>; readonly budget?: number };
  };
  readonly errors?: ReadonlyArray<{
    readonly message: string;
    readonly extensions?: { readonly code?: string };
  }> | null;
  readonly result?: unknown;
  readonly cost?: number;
}

export type Row = Readonly<Record<string, never>>;

export interface Api {
  /** Where and whose, for the plugin to be set up alike. */
  readonly url: string;
  readonly account: string;
  readonly token: string;
  /** Selections of one account; `rest` stands beside `viewer`. */
  ofAccount(selection: string, rest?: string): Promise<Answer>;
  /** Rows of a dataset. Errors: the API's words, where it gives none. */
  rows(node: string, filter: string, selection: string, more?: string): Promise<readonly Row[]>;
  /** The words of a refusal, with code and status, or that there was none. */
  refusal(node: string, filter: string, selection: string, more?: string): Promise<string>;
  graphql(query: string): Promise<Answer>;
  get(path: string): Promise<Answer>;
}

export function connect(url: string, account: string, token: string): Api {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const ask = async (path: string, init: RequestInit): Promise<Answer> => {
    const response = await fetch(`${url}/client/v4${path}`, { ...init, headers, signal: AbortSignal.timeout(60_000) });
    const retryAfter = response.headers.get('retry-after') ?? undefined;
    const text = await response.text();
    const body: Body = text.startsWith('{') ? JSON.parse(text) : { errors: [{ message: text.slice(0, 200) }] };
    return { status: response.status, ...(retryAfter && { retryAfter }), body };
  };
  const graphql = (query: string) => ask('/graphql', { method: 'POST', body: JSON.stringify({ query }) });
  const ofAccount = (selection: string, rest = '') =>
    graphql(`{ viewer { accounts(filter: { accountTag: ${JSON.stringify(account)} }) { ${selection} } } ${rest} }`);
  const node = (name: string, filter: string, selection: string, more = 'limit: 10') =>
    ofAccount(`${name}(filter: { ${filter} }, ${more}) { ${selection} }`);

  return {
    url,
    account,
    token,
    ofAccount,
    graphql,
    get: (path) => ask(path, { method: 'GET' }),
    async rows(...asked) {
      const answer = await node(...asked);
      const rows = answer.body.data?.viewer?.accounts[0]?.[asked[0]];
      if (rows === undefined) {
        throw new Error(inWords(answer));
      }
      return rows;
    },
    refusal: async (...asked) => inWords(await node(...asked)),
  };
}

export function inWords({ status, retryAfter, body: { errors } }: Answer): string {
  const [first] = errors ?? [];
  return first === undefined
    ? `HTTP ${status}, no error`
    : `HTTP ${status}, code ${first.extensions?.code ?? 'none'}${retryAfter ? `, Retry-After ${retryAfter}` : ''}: ${first.message}`;
}
