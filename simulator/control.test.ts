import { ask } from './ask';
import { startSimulator, type Simulator } from './start';
import { viewings } from './viewings';

const NOW = Date.parse('2026-11-24T02:30:00Z');
const HOUR = 3_600_000;
const ACCOUNT = '0123456789abcdef0123456789abcdef';
const NODE = 'streamMinutesViewedAdaptiveGroups';

describe('the simulator’s own paths', () => {
  let simulator: Simulator;
  beforeEach(async () => {
    simulator = await startSimulator({ videos: 10, now: () => NOW });
  });
  afterEach(() => simulator.close());

  const send = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(simulator.url + path, { method, body: JSON.stringify(body) });
    return { status: response.status, text: await response.text() };
  };

  const query = (limit: number) =>
    ask(
      simulator,
      `{ viewer { accounts(filter: { accountTag: "${ACCOUNT}" }) {
        ${NODE}(filter: { datetime_geq: "2026-11-23T00:00:00Z" }, limit: ${limit}, orderBy: [datetimeHour_ASC]) {
          dimensions { datetimeHour } sum { minutesViewed }
        } } } }`
    );

  const total = async (): Promise<number> => {
    const { body } = await query(100);
    const { data } = body as {
      data: { viewer: { accounts: Array<Record<string, Array<{ sum: { minutesViewed: number } }>>> } };
    };
    return data.viewer.accounts[0][NODE].reduce((sum, row) => sum + row.sum.minutesViewed, 0);
  };

  it('count what was asked', async () => {
    await query(3);
    await query(0);
    simulator.faults.add([{ kind: 'html', times: 1 }]);
    await query(3);
    await ask(simulator, '{ cost }', {}, {});
    expect(JSON.parse((await send('GET', '/stats')).text)).toEqual({
      requests: 4,
      queries: { [NODE]: 1 },
      rest: {},
      rows: { [NODE]: 3 },
      bytes: expect.any(Number),
      errors: { fields: 1, gateway: 1 },
      faults: { html: 1 },
    });
    expect((await send('DELETE', '/stats')).status).toBe(204);
    await query(3);
    expect(simulator.stats.counters).toMatchObject({ requests: 1, rows: { [NODE]: 3 }, errors: {} });
  });

  it('order faults and clear them', async () => {
    expect((await send('POST', '/faults', [{ kind: 'budget' }])).status).toBe(204);
    expect((await query(1)).status).toBe(429);
    expect((await send('DELETE', '/faults')).status).toBe(204);
    expect((await query(1)).status).toBe(200);
  });

  it.each([
    ['/faults', {}, 'A list of faults is needed.'],
    ['/faults', [{ kind: 'fire' }], 'The kind of a fault is one of html, truncated'],
    ['/faults', [{ kind: 'slow' }], 'A fault of kind slow needs another delayMs.'],
    ['/faults', [{ kind: 'status', status: 5 }], 'A fault of kind status needs another status.'],
    ['/troubles', {}, 'A list of troubles is needed.'],
    ['/troubles', [{ kind: 'fire' }], 'The kind of a trouble is one of audience, disconnected'],
    ['/troubles', [{ kind: 'upload', value: -1 }], 'A trouble of kind upload needs a value from 0 on'],
    ['/quiet', { from: 2, to: 1 }, 'A span is { \\"from\\": ms, \\"to\\": ms } with from before to.'],
  ])('refuse %s %j', async (path, body, reason) => {
    const { status, text } = await send('POST', path, body);
    expect(status).toBe(400);
    expect(text).toContain(reason);
  });

  it('silence a span, and let everybody watch again', async () => {
    const from = Date.parse('2026-11-23T00:00:00Z');
    const quiet = { from: from + 5 * HOUR, to: from + 9 * HOUR + 1234 };
    const sum = (spans: Array<typeof quiet>) =>
      [...viewings(simulator.source, { from, to: NOW + 1 }, spans)].reduce(
        (all, { minutesViewed }) => all + minutesViewed,
        0
      );
    const loud = await total();
    await send('POST', '/quiet', quiet);
    expect(await total()).toBe(sum([quiet]));
    await send('DELETE', '/quiet');
    expect(await total()).toBe(loud);
    expect(loud).toBe(sum([]));
    expect(loud).toBeGreaterThan(sum([quiet]));
  });
});
