import { timeRange } from './timeRange';

const NOW = Date.parse('2026-03-29T10:20:30.456Z');

/** One end: the earlier one, or where `roundUp` the later one. */
const reads = (text: string, zone: string, wanted: string, end: 'from' | 'to' = 'from') =>
  it(`${text} in ${zone} as ${end} is ${wanted}`, () => {
    const range = timeRange(end === 'from' ? text : 'now', end === 'to' ? text : 'now', zone, NOW);
    expect(new Date(range[end]).toISOString()).toBe(wanted);
  });

reads('now', 'UTC', '2026-03-29T10:20:30.456Z');
reads('now', 'Europe/Berlin', '2026-03-29T10:20:30.456Z');
reads('now-90d', 'UTC', '2025-12-29T10:20:30.456Z');
reads('now-1d', 'Europe/Berlin', '2026-03-28T11:20:30.456Z'); //     the clocks went forward in between
reads('now-24h', 'Europe/Berlin', '2026-03-28T10:20:30.456Z');
reads('now/d', 'UTC', '2026-03-29T00:00:00.000Z');
reads('now/d', 'UTC', '2026-03-29T23:59:59.999Z', 'to');
reads('now/d', 'Europe/Berlin', '2026-03-28T23:00:00.000Z');
reads('now-1M/M', 'UTC', '2026-02-01T00:00:00.000Z');
reads('2026-03-01T00:00:00Z', 'Europe/Berlin', '2026-03-01T00:00:00.000Z');
reads('2026-03-01T00:00:00', 'Europe/Berlin', '2026-02-28T23:00:00.000Z');
reads('2026-03-01', 'America/New_York', '2026-03-01T05:00:00.000Z');
reads('1767225600000', 'Asia/Tokyo', '2026-01-01T00:00:00.000Z');

const refuses = (text: string, zone: string, complaint: string) =>
  it(`${text} in ${zone} is refused`, () => expect(() => timeRange(text, 'now', zone, NOW)).toThrow(complaint));

refuses('garbage', 'UTC', '"garbage" is no time');
refuses('now-2x', 'UTC', '"now-2x" is no time');
refuses('nowhere', 'UTC', '"nowhere" is no time');
refuses('2026-13-45', 'UTC', '"2026-13-45" is no time');
refuses('now', 'Mars/Olympus', '"Mars/Olympus" is no time zone');
