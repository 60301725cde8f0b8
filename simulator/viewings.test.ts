import { makeCatalogue } from './catalogue';
import { COUNTRIES } from './countries';
import { DAY_MS } from './day';
import { viewings, type Viewing } from './viewings';

const SOURCE = { seed: 1, videos: 40 };
const FROM = Date.parse('2026-08-26T00:00:00Z');
const TO = FROM + 90 * DAY_MS;

const sum = (of: readonly Viewing[]) => of.reduce((total, { minutesViewed }) => total + minutesViewed, 0);

describe('viewings', () => {
  const all = [...viewings(SOURCE, { from: FROM, to: TO })];

  it('are others for another seed', () => {
    const one = viewings({ seed: 1, videos: 20 }, { from: FROM, to: FROM + DAY_MS });
    const other = viewings({ seed: 2, videos: 20 }, { from: FROM, to: FROM + DAY_MS });
    expect([...one]).not.toEqual([...other]);
  });

  it('do not depend on the span that they are asked for in', () => {
    const from = FROM + 10 * DAY_MS + 5_000_000;
    const to = from + 2 * DAY_MS;
    expect([...viewings(SOURCE, { from, to })]).toEqual(all.filter(({ time }) => time >= from && time < to));
  });

  it('begin at whole seconds', () => {
    expect(all.filter(({ time }) => time % 1000 !== 0)).toEqual([]);
  });

  it('leave out what is quiet, and nothing else', () => {
    const quiet = { from: FROM + DAY_MS, to: FROM + 2 * DAY_MS };
    const threeDays = { from: FROM, to: FROM + 3 * DAY_MS };
    expect([...viewings(SOURCE, threeDays, [quiet])]).toEqual(
      [...viewings(SOURCE, threeDays)].filter(({ time }) => time < quiet.from || time >= quiet.to)
    );
  });

  it('come from every country, from videos with and without a creator, live and on demand', () => {
    expect(new Set(all.map(({ clientCountryName }) => clientCountryName)).size).toBe(COUNTRIES.length);
    expect(all.some(({ creator }) => creator === '')).toBe(true);
    expect(new Set(all.map(({ mediaType }) => mediaType))).toEqual(new Set(['live', 'onDemand']));
  });

  it('have a long tail of videos', () => {
    const minutes = makeCatalogue(SOURCE)
      .uids.map((uid) => sum(all.filter((viewing) => viewing.uid === uid)))
      .sort((a, b) => b - a);
    const total = sum(all);
    expect(minutes.slice(0, 6).reduce((a, b) => a + b)).toBeGreaterThan(total / 3);
    expect(minutes.at(-1)).toBeLessThan(total / 1000);
  });

  it('follow the clock of the country', () => {
    const german = all.filter(({ clientCountryName }) => clientCountryName === 'DE');
    const at = (hour: number) => german.filter(({ time }) => new Date(time).getUTCHours() === hour).length;
    expect(at(19)).toBeGreaterThan(3 * at(4));
  });

  it('hold releases: videos that begin with a peak and decay', () => {
    const { uids, releaseDay } = makeCatalogue(SOURCE);
    const counts = new Map<string, number>();
    for (const { uid, time } of all) {
      const key = `${uid} ${Math.floor((time - FROM) / (7 * DAY_MS))}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    const inWeek = (uid: string, week: number) => counts.get(`${uid} ${week}`) ?? 0;
    const peaks = uids.filter(
      (uid, video) =>
        releaseDay[video] >= 0 &&
        [1, 2, 3, 4, 5, 6, 7].some(
          (week) => inWeek(uid, week - 1) === 0 && inWeek(uid, week) > 3 * Math.max(1, inWeek(uid, week + 3))
        )
    );
    expect(peaks.length).toBeGreaterThan(2);
  });

  it('report playbacks only from Stream Player, and starts without minutes and minutes without starts', () => {
    const playbacks = all.flatMap(({ playback }) => playback ?? []);
    expect(playbacks.length).toBeGreaterThan(0.3 * all.length);
    expect(playbacks.length).toBeLessThan(0.6 * all.length);
    expect(playbacks.some(({ starts, timeViewedMinutes }) => starts === 0 && timeViewedMinutes > 0)).toBe(true);
    expect(playbacks.some(({ starts, timeViewedMinutes }) => starts === 1 && timeViewedMinutes === 0)).toBe(true);
  });
});

it('uids are of several lengths, and some are not hexadecimal', () => {
  const { uids } = makeCatalogue({ seed: 1, videos: 500 });
  expect(new Set(uids.map(({ length }) => length))).toEqual(new Set([30, 32, 33, 34]));
  expect(uids.some((uid) => /[^0-9a-f]/.test(uid))).toBe(true);
  expect(new Set(uids).size).toBe(500);
});
