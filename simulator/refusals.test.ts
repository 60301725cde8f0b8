import { ask, type Asked } from './ask';
import { DAY_MS } from './day';
import { startSimulator, type Simulator } from './start';
import type { Given } from './options';

const ACCOUNT = 'a32b';
const NOW = Date.parse('2026-11-24T02:30:00Z');
const TIMESTAMP = '2026-11-24T02:30:00.000Z';
const AT_NODE = ['viewer', 'accounts', '0', 'rows'];

const ago = (ms: number) => new Date(NOW - ms).toISOString();
const LAST_DAY = { datetime_geq: ago(DAY_MS), datetime_lt: ago(0) };

interface Node {
  readonly filter?: object;
  readonly limit?: number;
  readonly account?: string;
  /** What is selected of a row. */
  readonly selection?: string;
  readonly orderBy?: string[];
  readonly operation?: string;
}

const DOCUMENT = ({ selection = 'count', operation = '' }: Node) => `
  query ${operation}($account: string!, $filter: AccountVideoPlaybackEventsAdaptiveGroupsFilter_InputObject!,
                     $limit: uint64!, $orderBy: [AccountVideoPlaybackEventsAdaptiveGroupsOrderBy!]) {
    viewer { accounts(filter: { accountTag: $account }) {
      rows: videoPlaybackEventsAdaptiveGroups(filter: $filter, limit: $limit, orderBy: $orderBy) { ${selection} }
    } }
  }`;

const refused = (code: string | undefined, message: string, path: string[] | null) => ({
  data: null,
  errors: [{ extensions: { ...(code && { code }), timestamp: TIMESTAMP }, message, path }],
});

describe('refusals', () => {
  const simulators: Simulator[] = [];
  afterAll(() => Promise.all(simulators.map((simulator) => simulator.close())));

  async function start(options: Given = {}): Promise<Simulator> {
    const simulator = await startSimulator({ videos: 5, account: ACCOUNT, now: () => NOW, ...options });
    simulators.push(simulator);
    return simulator;
  }

  const askNode = (simulator: Simulator, node: Node): Promise<Asked> =>
    ask(simulator, DOCUMENT(node), {
      account: node.account ?? ACCOUNT,
      filter: node.filter ?? LAST_DAY,
      limit: node.limit ?? 10,
      orderBy: node.orderBy ?? [],
    });

  const quota = (message: string) => ({ status: 400, body: refused('quota', message, AT_NODE) });

  it.each<[string, Node, { status: number; body: unknown }]>([
    [
      'a range wider than 31 days',
      { filter: { datetime_geq: ago(40 * DAY_MS), datetime_lt: ago(8 * DAY_MS - 1000) } },
      quota(`account "${ACCOUNT}" cannot request a time range wider than 4w3d, but your query time range spans 4w4d1s`),
    ],
    [
      'a start before the retention',
      { filter: { date_geq: '2026-08-01', date_lt: '2026-08-02' } },
      quota(
        `account "${ACCOUNT}" cannot request data older than 12w6d, but your query requests data from 16w3d2h30m ago`
      ),
    ],
    ['no rows', { limit: 0 }, quota('limit must be positive number and not greater than 10000')],
    ['a page too large', { limit: 10_001 }, quota('limit must be positive number and not greater than 10000')],
    [
      'too many fields',
      { selection: Array.from({ length: 31 }, (_, n) => `f${n}: count`).join(' ') },
      quota("number of fields can't be more than 30"),
    ],
    [
      'another account',
      { account: 'other' },
      { status: 403, body: refused(undefined, 'not authorized for that account', ['viewer', 'accounts']) },
    ],
    [
      'a field that does not exist',
      { selection: 'views' },
      { status: 400, body: refused(undefined, 'unknown field "views"', null) },
    ],
    [
      'selections on a scalar',
      { selection: 'count { total }' },
      { status: 400, body: refused(undefined, 'scalar fields must have no selections', null) },
    ],
    [
      'an object without selections',
      { selection: 'sum' },
      { status: 400, body: refused(undefined, 'object field must have selections', null) },
    ],
    [
      'what cannot be parsed',
      { selection: '{' },
      { status: 400, body: refused(undefined, 'query contains error, please review it and retry', null) },
    ],
    [
      'an order by what is not selected',
      { orderBy: ['uid_ASC'] },
      {
        status: 400,
        body: refused(undefined, 'error parsing args: cannot order by uid, which is not selected', AT_NODE),
      },
    ],
    [
      'more groups than can be told apart',
      {
        filter: { datetime_geq: ago(30 * DAY_MS), datetime_lt: ago(0) },
        selection: `dimensions {
          date uid datetimeHour deviceType datetimeFifteenMinutes deviceOs datetimeFiveMinutes deviceBrowser datetime
        }`,
      },
      {
        status: 429,
        body: refused(undefined, 'query consumed excessive resources, please try running smaller queries', AT_NODE),
      },
    ],
    [
      'an error in a named operation',
      { limit: 0, operation: 'Named' },
      {
        status: 400,
        body: refused('quota', 'limit must be positive number and not greater than 10000', ['Named', ...AT_NODE]),
      },
    ],
  ])('meet %s', async (_, node, expected) => {
    expect(await askNode(await start(), node)).toEqual(expected);
  });

  it.each([
    ['a filter that does not exist', { filter: { ...LAST_DAY, creator: 'x' } }],
    ['a text for a time', { filter: { datetime_geq: 'yesterday' } }],
    ['an order that does not exist', { orderBy: ['mediaType_ASC'] }],
    ['a negative limit', { limit: -1 }],
  ])('meet %s as arguments that cannot be parsed', async (_, node) => {
    const { status, body } = await askNode(await start(), node);
    expect(status).toBe(400);
    expect(body).toMatchObject({ data: null, errors: [{ message: expect.stringMatching(/^error parsing args: /) }] });
  });

  it('do not meet exactly 31 days, the very edge of the retention, or the largest page', async () => {
    const edge = { datetime_geq: ago(90 * DAY_MS), datetime_lt: ago(59 * DAY_MS) };
    const thirty = Array.from({ length: 30 }, (_, n) => `f${n}: count`).join(' ');
    const answer = await askNode(await start(), { filter: edge, limit: 10_000, selection: thirty });
    expect(answer.status).toBe(200);
  });

  it('end the whole query when one node of several fails', async () => {
    const node = (limit: number) =>
      `streamMinutesViewedAdaptiveGroups(filter: { datetime_geq: "${ago(DAY_MS)}" }, limit: ${limit}) { count }`;
    const answer = await ask(
      await start(),
      `{ viewer { accounts(filter: { accountTag: "${ACCOUNT}" }) { good: ${node(1)} bad: ${node(0)} } } }`
    );
    expect(answer.body).toEqual(
      refused('quota', 'limit must be positive number and not greater than 10000', ['viewer', 'accounts', '0', 'bad'])
    );
  });

  it('are what more than ten nodes get, under aliases or not, and not the settings of as many', async () => {
    const simulator = await start();
    const node = (i: number) =>
      `q${i}: streamMinutesViewedAdaptiveGroups(filter: { datetime_geq: "${ago(DAY_MS)}" }, limit: 1) { count }`;
    const nodes = (count: number, more = '') =>
      ask(
        simulator,
        `{ viewer { accounts(filter: { accountTag: "${ACCOUNT}" }) { ${Array.from({ length: count }, (_, i) => node(i)).join(' ')} ${more} } } }`
      );
    expect(await nodes(11)).toEqual({
      status: 429,
      body: refused(undefined, 'in combination, your request queries too many nodes, zones and accounts', null),
    });
    const settings = 'settings { streamMinutesViewedAdaptiveGroups { enabled } streamCMCDAdaptiveGroups { enabled } }';
    expect((await nodes(10, settings)).status).toBe(200);
  });

  it('have the limits that the simulator was started with', async () => {
    const simulator = await start({ limits: { maxPageSize: 3, notOlderThan: 7200 } });
    expect((await askNode(simulator, { limit: 4 })).body).toMatchObject({
      errors: [{ message: 'limit must be positive number and not greater than 3' }],
    });
    expect((await askNode(simulator, { limit: 3 })).body).toMatchObject({
      errors: [{ message: expect.stringContaining('older than 2h, but your query requests data from 1d ago') }],
    });
  });

  it('come under status 200 where that is asked for', async () => {
    expect((await askNode(await start({ errorsUnder200: true }), { limit: 0 })).status).toBe(200);
  });

  it('are an empty list of accounts for another account, where that is asked for', async () => {
    expect(await askNode(await start({ unknownAccount: 'empty' }), { account: 'other' })).toEqual({
      status: 200,
      body: { data: { viewer: { accounts: [] } }, errors: null },
    });
  });

  it('meet more queries than the budget, until five minutes are over', async () => {
    let now = NOW;
    const simulator = await start({ budget: 2, now: () => now });
    const left = async () =>
      ((await ask(simulator, '{ cost viewer { budget } }')).body as { data: unknown }).data ?? 'depleted';
    expect(await left()).toEqual({ cost: 0, viewer: { budget: 1 } });
    now += 200_000;
    expect(await left()).toEqual({ cost: 0, viewer: { budget: 0 } });
    expect(await ask(simulator, '{ cost }')).toMatchObject({
      status: 429,
      body: { errors: [{ message: 'rate limiter budget depleted, try again after 5 minutes', path: null }] },
    });
    expect(await ask(simulator, '{ cost }', {}, { authorization: 'Bearer other' })).toMatchObject({ status: 200 });
    now += 100_000;
    expect(await left()).toEqual({ cost: 0, viewer: { budget: 0 } });
  });

  it('meet a body that is not JSON', async () => {
    const response = await fetch(`${(await start()).url}/client/v4/graphql`, {
      method: 'POST',
      headers: { authorization: 'Bearer any' },
      body: '{ "query": ',
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual(refused(undefined, 'error parsing args: the body is not JSON', null));
  });
});
