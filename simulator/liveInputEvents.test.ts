import { DAY_MS } from './day';
import { liveInputEvents, type LiveInputEvent } from './liveInputEvents';

const SOURCE = { seed: 1, videos: 1 };
const FROM = Date.parse('2026-08-26T00:00:00Z');
const DAYS = 30;

describe('events of live inputs', () => {
  const all = [...liveInputEvents(SOURCE, { from: FROM, to: FROM + DAYS * DAY_MS })];
  const byInput = new Map<string, LiveInputEvent[]>();
  for (const event of all) {
    const known = byInput.get(event.inputId);
    if (known) {
      known.push(event);
    } else {
      byInput.set(event.inputId, [event]);
    }
  }
  const coded = (code: string) => all.filter(({ eventCode }) => eventCode === `live_input.${code}`);

  it('come from eight inputs, do not depend on the number of videos, and are not too many', () => {
    expect(byInput.size).toBe(8);
    expect([...liveInputEvents({ ...SOURCE, videos: 5 }, { from: FROM, to: FROM + DAY_MS })]).toEqual(
      all.filter(({ time }) => time < FROM + DAY_MS)
    );
    expect(all.length / DAYS).toBeLessThan(8 * 24 * 60);
  });

  it('share moments, within an input and between inputs', () => {
    const moments = new Map<number, Set<string>>();
    for (const { time, inputId, eventCode } of coded('connected').concat(coded('disconnected'), coded('errored'))) {
      moments.set(time, (moments.get(time) ?? new Set()).add(`${inputId} ${eventCode}`));
    }
    const inputsOf = (names: Set<string>) => new Set([...names].map((name) => name.split(' ')[0])).size;
    expect([...moments.values()].some((names) => inputsOf(names) > 1)).toBe(true);
    expect([...moments.values()].some((names) => names.size > inputsOf(names))).toBe(true);
  });

  it('tell of segments only between connecting and disconnecting', () => {
    // Within one second, this is the order of things.
    const order = ['connected', 'segment_stored', 'errored', 'disconnected'].map((code) => `live_input.${code}`);
    for (const events of byInput.values()) {
      const inTime = [...events].sort(
        (a, b) => a.time - b.time || order.indexOf(a.eventCode) - order.indexOf(b.eventCode)
      );
      let before = '';
      const stray = inTime.filter(({ eventCode, segments }) => {
        before = segments ? before : eventCode;
        return segments && before === 'live_input.disconnected';
      });
      expect(stray).toEqual([]);
      expect(before).not.toBe('');
    }
  });

  it('show one input in trouble, and it alone', () => {
    const isHealthy = ({ segments }: LiveInputEvent) =>
      !segments || (segments.gopDuration < 9000 && segments.uploadDurationRatio < 0.9);
    const unhealthy = [...byInput.values()].filter((events) => !events.every(isHealthy));
    expect(unhealthy).toHaveLength(1);
    const [events] = unhealthy;
    const ratios = events.flatMap(({ segments }) => segments?.uploadDurationRatio ?? []);
    expect(Math.max(...ratios)).toBeGreaterThan(1);
    expect(ratios.filter((ratio) => ratio < 0.9).length).toBeGreaterThan(ratios.length / 3);
    expect(events.some(({ eventDescription }) => eventDescription.startsWith('ERR_GOP_OUT_OF_RANGE'))).toBe(true);
  });
});
