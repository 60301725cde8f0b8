import { ask } from './ask';
import { startSimulator, type Simulator } from './start';
import { viewings } from './viewings';

/**
 * The two example queries of Cloudflare's Stream documentation, as they stand.
 * Source: developers.cloudflare.com/stream/getting-analytics/fetching-bulk-analytics.
 */
const MINUTES = `query StreamGetMinutesExample($accountTag: string!, $start: Date, $end: Date) {
  viewer {
    accounts(filter: { accountTag: $accountTag }) {
      streamMinutesViewedAdaptiveGroups(
        filter: { date_geq: $start, date_lt: $end }
        orderBy: [sum_minutesViewed_DESC]
        limit: 100
      ) {
        sum { minutesViewed }
        dimensions { uid clientCountryName }
      }
    }
  }
}`;

const PAGE = `query StreamPaginationExample($accountTag: string!, $start: Date, $end: Date, $uId: string) {
  viewer {
    accounts(filter: { accountTag: $accountTag }) {
      videoPlaybackEventsAdaptiveGroups(
        filter: { date_geq: $start, date_lt: $end, uid_gt: $uId }
        orderBy: [uid_ASC]
        limit: 2
      ) {
        count
        sum { timeViewedMinutes }
        dimensions { uid }
      }
    }
  }
}`;

const DAY = { from: Date.parse('2025-10-02T00:00:00Z'), to: Date.parse('2025-10-03T00:00:00Z') };
const VARIABLES = { accountTag: 'ACCOUNT_ID', start: '2025-10-02', end: '2025-10-03' };

describe('the documented queries', () => {
  let simulator: Simulator;
  beforeAll(async () => {
    simulator = await startSimulator({ account: 'ACCOUNT_ID', now: () => Date.parse('2025-10-08T12:00:00Z') });
  });
  afterAll(() => simulator.close());

  it('answers minutes by video and country, most first, keys in the order of the documented answer', async () => {
    const { status, body } = await ask(simulator, MINUTES, VARIABLES);
    const minutes = new Map<string, number>();
    for (const { uid, clientCountryName, minutesViewed } of viewings(simulator.source, DAY)) {
      const key = JSON.stringify({ clientCountryName, uid });
      minutes.set(key, (minutes.get(key) ?? 0) + minutesViewed);
    }
    const most = [...minutes].sort(([, a], [, b]) => b - a).slice(0, 100);
    const { rows, around } = taken(body, 'streamMinutesViewedAdaptiveGroups');
    expect(status).toBe(200);
    expect(around).toBe('{"data":{"viewer":{"accounts":[{"streamMinutesViewedAdaptiveGroups":[]}]}},"errors":null}');
    expect(rows.map((row) => (row.sum as { minutesViewed: number }).minutesViewed)).toEqual(most.map(([, n]) => n));
    expect(JSON.stringify(rows[0])).toBe(`{"dimensions":${most[0][0]},"sum":{"minutesViewed":${most[0][1]}}}`);
  });

  it('answers two videos after a uid', async () => {
    const after = '5646153f8dea17f44d542a42e76cfd';
    const { body } = await ask(simulator, PAGE, { ...VARIABLES, uId: after });
    const plays = new Map<string, { count: number; minutes: number }>();
    for (const { uid, playback } of viewings(simulator.source, DAY)) {
      if (playback && uid > after) {
        const { count, minutes } = plays.get(uid) ?? { count: 0, minutes: 0 };
        plays.set(uid, { count: count + playback.starts, minutes: minutes + playback.timeViewedMinutes });
      }
    }
    const next = [...plays].sort(([a], [b]) => (a < b ? -1 : 1)).slice(0, 2);
    expect(JSON.stringify(taken(body, 'videoPlaybackEventsAdaptiveGroups').rows)).toBe(
      JSON.stringify(
        next.map(([uid, { count, minutes }]) => ({ count, dimensions: { uid }, sum: { timeViewedMinutes: minutes } }))
      )
    );
  });

  it('answers the first page without the key', async () => {
    const { body } = await ask(simulator, PAGE, VARIABLES);
    expect(taken(body, 'videoPlaybackEventsAdaptiveGroups').rows).toHaveLength(2);
  });
});

/** The rows of a node, and the text of the answer without them. */
function taken(body: unknown, node: string): { rows: Array<Record<string, unknown>>; around: string } {
  const { data } = body as { data: { viewer: { accounts: Array<Record<string, Array<Record<string, unknown>>>> } } };
  const rows = data.viewer.accounts[0][node];
  const around = JSON.stringify(body).replace(JSON.stringify(rows), '[]');
  return { rows, around };
}
