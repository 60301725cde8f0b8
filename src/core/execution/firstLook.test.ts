import * as fc from 'fast-check';
import { begin, type Context, firstLook, type GraphqlAsk } from '..';
import { DAY, HOUR } from '../time/units';
import { panelContext } from '../../../tests/panelContext';

const NOW = Date.parse('2026-11-24T02:17:30Z');
const MINUTES = 'streamMinutesViewedAdaptiveGroups';

const context = (days: number, more: Partial<Context> = {}) =>
  panelContext(
    { from: NOW - days * DAY, to: NOW },
    { intervalMs: HOUR, maxDataPoints: 1000, caller: 'explore', ...more }
  );

const chart = { dataset: MINUTES, format: 'timeSeries', names: false, groupBy: [] };

const asked = (query: object, of: Context) =>
  begin(query, of).asks.map((ask) => {
    const { document, variables, window, bucket } = ask as GraphqlAsk;
    return { document, variables, window, bucket };
  });

test('a first look asks what the whole asks last, and nothing else', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 100 }),
      fc.constantFrom(60_000, HOUR, DAY),
      fc.constantFrom([], ['clientCountryName']),
      fc.constantFrom(100, 1000, 10_000),
      (days, intervalMs, groupBy, maxDataPoints) => {
        const query = { ...chart, groupBy };
        const whole = context(days, { intervalMs, maxDataPoints });
        const first = firstLook(begin(query, whole));
        const all = asked(query, whole);
        expect(first === undefined).toBe(all.length === 1);
        if (first) {
          const last = all.reduce((a, b) => (a.window.from > b.window.from ? a : b));
          expect(asked(query, first)).toEqual([last]);
        }
      }
    )
  );
});

test.each([
  ['a dashboard', chart, context(90, { caller: 'panel' })],
  ['an alert rule', chart, context(90, { caller: 'alert' })],
  ['a range that one query covers', chart, context(30)],
  ['a total', { ...chart, format: 'table' }, context(90)],
  ['a chart of the most watched', { ...chart, groupBy: ['uid'], limit: 5 }, context(90)],
  ['a comparison', { ...chart, shift: '7d' }, context(80)],
  ['shares', { ...chart, groupBy: ['creator'], show: 'share' }, context(90)],
  ['what is wrong', { ...chart, metrics: ['none'] }, context(90)],
  ['a list', { dataset: 'videos' }, context(90)],
  ['GraphQL of one’s own', { dataset: 'graphql', graphql: '' }, context(90)],
])('there is no first look at %s', (_, query, of) => {
  expect(firstLook(begin(query, of))).toBeUndefined();
});
