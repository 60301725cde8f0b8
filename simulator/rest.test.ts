import { archiveOf } from './archive';
import { DAY_MS } from './day';
import { INPUTS } from './inputs';
import { library } from './library';
import { liveInputEvents } from './liveInputEvents';
import { isConnected } from './liveNow';
import type { Given } from './options';
import { startSimulator, type Simulator } from './start';
import { viewings } from './viewings';

const NOW = Date.parse('2026-11-24T19:30:00Z');
const ACCOUNT = 'a32b';
const SOURCE = { seed: 4, videos: 1200 };
const ALL = library(SOURCE, NOW);
const { catalogue } = archiveOf(SOURCE);

const simulators: Simulator[] = [];
afterAll(() => Promise.all(simulators.map((simulator) => simulator.close())));

async function start(options: Given = {}): Promise<Simulator> {
  const simulator = await startSimulator({ ...SOURCE, account: ACCOUNT, now: () => NOW, ...options });
  simulators.push(simulator);
  return simulator;
}

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: { readonly success: boolean; readonly errors: unknown[]; readonly [key: string]: unknown };
}

async function get({ url }: Simulator, path: string, token: string | undefined = 'any'): Promise<Answer> {
  const response = await fetch(url + path, { headers: token ? { authorization: `Bearer ${token}` } : {} });
  return { status: response.status, headers: response.headers, body: (await response.json()) as Answer['body'] };
}

const STREAM = `/client/v4/accounts/${ACCOUNT}/stream`;

interface Listed {
  readonly uid: string;
  readonly created: string;
  readonly creator: string | null;
  readonly meta: { readonly name?: string };
  readonly duration: number;
  readonly liveInput?: string;
  readonly preview: string;
  readonly playback: { readonly hls: string };
}

async function list(simulator: Simulator, query: string): Promise<Listed[]> {
  const { status, body } = await get(simulator, `${STREAM}?${query}`);
  expect([status, body.success, body.errors, body.messages]).toEqual([200, true, [], []]);
  return body.result as Listed[];
}

const uids = (videos: ReadonlyArray<{ readonly uid: string }>) => videos.map(({ uid }) => uid);

describe('videos', () => {
  let simulator: Simulator;
  beforeAll(async () => {
    simulator = await start();
  });

  it('come a thousand at once, newest first, and are counted in texts', async () => {
    const { body } = await get(simulator, `${STREAM}?include_counts=true`);
    expect(uids(body.result as Listed[])).toEqual(uids([...ALL].reverse().slice(0, 1000)));
    expect([body.total, body.range]).toEqual([String(ALL.length), '1000']);
    expect((await get(simulator, STREAM)).body).not.toHaveProperty('total');
    expect(ALL.length).toBeGreaterThan(1000);
  });

  it('are young in part, whenever now is, and stay as they are all day', () => {
    for (let now = NOW; now < NOW + 200 * DAY_MS; now += 13 * DAY_MS) {
      const videos = library(SOURCE, now);
      expect(videos.filter(({ created }) => created > now - 90 * DAY_MS).length).toBeGreaterThan(100);
      expect(videos.filter(({ created }) => created > now - 7 * DAY_MS).length).toBeGreaterThan(5);
      expect(videos.every(({ created }) => created < now)).toBe(true);
      expect(uids(videos).sort()).toEqual(uids(ALL).sort());
      const midnight = Math.floor(now / DAY_MS) * DAY_MS;
      expect(library(SOURCE, midnight)).toEqual(library(SOURCE, midnight + DAY_MS - 1));
    }
  });

  it('that are young were uploaded on the day before they are watched the most', () => {
    const { created, uid } = ALL[ALL.length - 1];
    const on = (day: number) =>
      [...viewings(SOURCE, { from: day, to: day + DAY_MS })].filter((viewing) => viewing.uid === uid).length;
    const uploaded = Math.floor(created / DAY_MS) * DAY_MS;
    expect(on(uploaded + DAY_MS)).toBeGreaterThan(on(uploaded - DAY_MS));
  });

  it('are all reached by walking over what they were created at, with some met again', async () => {
    const walked: Listed[] = [];
    for (let after = ''; ;) {
      const page = await list(simulator, `asc=true&limit=100${after && `&after=${after}`}`);
      walked.push(...page);
      if (page.length < 100) {
        break;
      }
      after = page[page.length - 1].created;
    }
    expect([...new Set(uids(walked))].sort()).toEqual(uids(ALL).sort());
    expect(walked.length).toBeGreaterThan(ALL.length);
  });

  it('are found by ids, creator, text and kind', async () => {
    const [one, other] = [ALL[3], ALL[700]];
    expect(uids(await list(simulator, `id=${one.uid},${other.uid},nobody&asc=true`))).toEqual([one.uid, other.uid]);
    const owned = await list(simulator, `creator=${encodeURIComponent('Zoë & Søn')}&asc=true`);
    expect(uids(owned)).toEqual(uids(ALL.filter(({ creator }) => creator === 'Zoë & Søn')));
    const named = await list(simulator, 'search=EPISODE%201&asc=true');
    expect(uids(named)).toEqual(uids(ALL.filter(({ name }) => name?.startsWith('Episode 1'))));
    expect(uids(await list(simulator, 'type=live&asc=true'))).toEqual(uids(ALL.filter(({ liveInput }) => liveInput)));
    const broken = await list(simulator, 'status=error&before=2025-01-01T00:00:00Z&asc=true');
    expect(uids(broken)).toEqual(
      uids(ALL.filter(({ state, created }) => state === 'error' && created < Date.parse('2025-01-01T00:00:00Z')))
    );
    expect([owned.length, named.length, broken.length].every((length) => length > 0)).toBe(true);
  });

  it('are nameless or deleted at times, and deleted ones were watched all the same', async () => {
    const known = new Set(uids(ALL));
    const deleted = catalogue.uids.filter((uid) => !known.has(uid));
    const watched = new Set(uids([...viewings(SOURCE, { from: NOW - DAY_MS, to: NOW })]));
    expect(deleted.some((uid) => watched.has(uid))).toBe(true);
    expect(await list(simulator, `id=${deleted[0]}`)).toEqual([]);
    expect(await get(simulator, `${STREAM}/${deleted[0]}`)).toMatchObject({ status: 404, body: { success: false } });
    const nameless = ALL.find(({ name }) => name === undefined);
    expect(await get(simulator, `${STREAM}/${nameless?.uid}`)).toMatchObject({
      status: 200,
      body: { result: { uid: nameless?.uid, meta: {} } },
    });
  });

  it('tell what storage they use, of all creators or one', async () => {
    for (const creator of ['', 'creator-0001']) {
      const stored = ALL.filter((video) => creator === '' || video.creator === creator);
      const seconds = stored.reduce((sum, { duration }) => sum + Math.max(0, duration), 0);
      const { body } = await get(simulator, `${STREAM}/storage-usage?creator=${creator}`);
      expect(body.result).toEqual({
        creator,
        totalStorageMinutes: seconds / 60,
        totalStorageMinutesLimit: expect.any(Number),
        videoCount: stored.length,
      });
    }
  });
});

describe('live inputs', () => {
  let simulator: Simulator;
  beforeAll(async () => {
    simulator = await start();
  });

  it('are listed without their keys, and told one by one with them', async () => {
    const { body } = await get(simulator, `${STREAM}/live_inputs?include_counts=true`);
    const { liveInputs, ...counts } = body.result as { liveInputs: Array<{ uid: string }> };
    expect(counts).toEqual({ range: '8', total: '8' });
    expect(uids(liveInputs)).toEqual(catalogue.inputs);
    expect(JSON.stringify(body)).not.toContain('streamKey');
    const one = await get(simulator, `${STREAM}/live_inputs/${catalogue.inputs[0]}`);
    expect(one.body).toMatchObject({ result: { rtmps: { streamKey: expect.stringMatching(/^secretStreamKey/) } } });
    expect((await get(simulator, `${STREAM}/live_inputs/nobody`)).status).toBe(404);
  });

  it('are connected as their last event says', async () => {
    const last = new Map<string, { time: number; isConnected: boolean }>();
    for (const { time, inputId, eventCode } of liveInputEvents(SOURCE, { from: NOW - 2 * DAY_MS, to: NOW + 1 })) {
      if (time >= (last.get(inputId)?.time ?? 0)) {
        last.set(inputId, { time, isConnected: eventCode !== 'live_input.disconnected' });
      }
    }
    const states = new Set<boolean>();
    for (const uid of catalogue.inputs) {
      const isConnected = last.get(uid)?.isConnected ?? false;
      states.add(isConnected);
      expect((await get(simulator, `${STREAM}/live_inputs/${uid}`)).body).toMatchObject({
        result: { status: isConnected ? 'connected' : 'client_disconnect' },
      });
    }
    expect(states.size).toBe(2);
  });

  it('have recordings', async () => {
    const { body } = await get(simulator, `${STREAM}/live_inputs/${catalogue.inputs[1]}/videos`);
    const recorded = ALL.filter(({ liveInput }) => liveInput === catalogue.inputs[1]);
    expect(uids(body.result as Listed[])).toEqual(uids([...recorded].reverse()));
    expect(recorded.length).toBeGreaterThan(0);
  });
});

describe('the customer’s host', () => {
  it('is found in a video’s addresses, and says who watches live without a token', async () => {
    const simulator = await start();
    const [video] = await list(simulator, 'limit=1');
    const host = /^(.*\/customer\/[^/]+)\//.exec(video.playback.hls)?.[1] ?? '';
    expect(host.startsWith(simulator.url)).toBe(true);
    const path = host.slice(simulator.url.length);
    const [input, hidden] = [catalogue.inputs[0], catalogue.inputs[7]];
    const away = [...INPUTS.keys()].filter((each) => !isConnected(SOURCE, each, NOW));
    const there = [0, ...away].map((each) => each + 1);
    const own = new Set(catalogue.uids.filter((_, index) => there.includes(catalogue.inputOf[index])));
    const watching = [...viewings(SOURCE, { from: NOW - DAY_MS, to: NOW + 1 })].filter(
      ({ uid, mediaType, time, minutesViewed }) =>
        own.has(uid) && mediaType === 'live' && time + minutesViewed * 60_000 > NOW
    );
    expect((await get(simulator, `${path}/${input}/views`, '')).body).toEqual({ liveViewers: watching.length });
    expect(watching.length).toBeGreaterThan(0);
    expect((await get(simulator, `${path}/${catalogue.inputs[away[0]]}/views`, '')).body).toEqual({ liveViewers: 0 });
    expect((await get(simulator, `${path}/${hidden}/views`, '')).body).toEqual({});
    expect((await get(simulator, `${path}/${input}/lifecycle`, '')).body).toEqual({
      isInput: true,
      videoUID: expect.any(String),
      live: true,
    });
    expect((await get(simulator, `${path}/${video.uid}/lifecycle`, '')).body).toEqual({
      isInput: false,
      videoUID: video.uid,
      live: false,
    });
  });
});

describe('REST calls', () => {
  const refused = (code: number) => ({ success: false, errors: [{ code }], messages: [], result: null });

  it('need a token, the account and the permission', async () => {
    const [simulator, closed] = [await start({ token: 'good' }), await start({ streamRead: false })];
    expect(await get(simulator, STREAM, '')).toMatchObject({ status: 400, body: refused(9106) });
    expect(await get(simulator, STREAM, 'bad')).toMatchObject({ status: 401, body: refused(10000) });
    expect(await get(simulator, '/client/v4/accounts/other/stream', 'good')).toMatchObject({ status: 403 });
    expect(await get(simulator, `${STREAM}/live_inputs/x/nothing`, 'good')).toMatchObject({ status: 404 });
    expect(await get(closed, STREAM)).toMatchObject({ status: 403, body: refused(10000) });
    expect(await get(closed, '/client/v4/accounts')).toMatchObject({
      status: 200,
      body: { result: [{ id: ACCOUNT }] },
    });
  });

  it('are counted by name', async () => {
    const simulator = await start();
    await get(simulator, STREAM);
    await get(simulator, `${STREAM}?limit=2`);
    await get(simulator, `${STREAM}/storage-usage`);
    await get(simulator, `${STREAM}/live_inputs`);
    expect(simulator.stats.counters).toMatchObject({
      requests: 4,
      rest: { videos: 2, storageUsage: 1, liveInputs: 1 },
    });
  });

  it('and queries together are limited, and too many shut the token out for five minutes', async () => {
    let now = NOW;
    const simulator = await start({ callBudget: 3, now: () => now });
    const query = () =>
      fetch(`${simulator.url}/client/v4/graphql`, {
        method: 'POST',
        headers: { authorization: 'Bearer any' },
        body: '{"query":"{ cost }"}',
      });
    expect((await query()).status).toBe(200);
    now += 299_000;
    expect((await get(simulator, '/client/v4/user/tokens/verify')).status).toBe(200);
    expect((await get(simulator, STREAM)).status).toBe(200);
    const { status, headers, body } = await get(simulator, STREAM);
    expect([status, headers.get('retry-after'), headers.get('ratelimit')]).toEqual([429, '300', '"default";r=0;t=300']);
    expect(body).toMatchObject(refused(971));
    expect((await get(simulator, STREAM, 'other')).status).toBe(200);
    now += 299_999;
    expect((await query()).status).toBe(429);
    now += 1;
    expect((await query()).status).toBe(200);
  });
});
