import { DAY_MS } from './day';
import { bufferEvents, qualityEvents } from './playerEvents';
import { reports } from './reports';
import { viewings } from './viewings';

const SOURCE = { seed: 1, videos: 30 };
const FROM = Date.parse('2026-08-26T00:00:00Z');
const DAY = { from: FROM, to: FROM + DAY_MS };

describe('reports of players', () => {
  const all = [...reports(SOURCE, DAY)];
  const watched = [...viewings(SOURCE, DAY)];
  const sessions = new Map<string, typeof all>();
  for (const report of all) {
    sessions.set(report.sessionId, [...(sessions.get(report.sessionId) ?? []), report]);
  }

  it('are a session a viewing, of its video, country and kind, and about as long', () => {
    const unmatched = watched.map(({ uid, creator, clientCountryName, mediaType, minutesViewed }) => ({
      key: [uid, creator, clientCountryName, mediaType === 'live' ? 'l' : 'v'].join(),
      minutesViewed,
    }));
    expect(sessions.size).toBeGreaterThan(0.7 * watched.length);
    expect(sessions.size).toBeLessThan(0.9 * watched.length);
    for (const [first, ...others] of sessions.values()) {
      const key = [first.videoId, first.creatorId, first.country, first.streamType].join();
      const minutes = [first, ...others].reduce((sum, report) => sum + report.millisecondsViewed, 0) / 60_000;
      const at = unmatched.findIndex(
        (one) => one.key === key && minutes <= one.minutesViewed && minutes > 0.69 * one.minutesViewed
      );
      expect(at).toBeGreaterThanOrEqual(0);
      expect(others.every((other) => other.viewer === first.viewer && other.startup === 0)).toBe(true);
      expect(first.startup).toBe(1);
    }
  });

  it('have an input where the video is a live one', () => {
    expect(all.filter(({ streamType, inputId }) => streamType === 'l' && inputId === '')).toEqual([]);
    expect(all.some(({ inputId }) => inputId === '')).toBe(true);
  });

  it('have viewers that come back', () => {
    const viewers = new Set([...sessions.values()].map(([{ viewer }]) => viewer));
    expect(viewers.size).toBeLessThan(0.95 * sessions.size);
  });

  it('are starved at times, and say so in both fields', () => {
    const starved = all.filter(({ bufferStarvation }) => bufferStarvation === 1);
    expect(starved.length).toBeGreaterThan(0.1 * all.length);
    expect(all.every((one) => one.bufferStarvation === (one.bufferStarvationDuration > 0 ? 1 : 0))).toBe(true);
  });
});

it.each([
  ['buffer events', bufferEvents],
  ['changes of quality', qualityEvents],
])('%s come from viewings in Stream Player alone', (_, events) => {
  const all = [...events(SOURCE, DAY)];
  const played = [...viewings(SOURCE, DAY)].flatMap(({ uid, clientCountryName, playback }) =>
    playback ? [[uid, clientCountryName, playback.deviceOs, playback.deviceBrowser].join()] : []
  );
  expect(all.length).toBeGreaterThan(0.2 * played.length);
  for (const { uid, clientCountryName, deviceOs, deviceBrowser } of all) {
    expect(played).toContain([uid, clientCountryName, deviceOs, deviceBrowser].join());
  }
});
