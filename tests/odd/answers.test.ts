import { advance, begin, HOUR, type Reply, type Result, type Step } from '../../src/core';
import { tableOf } from '../exact/answer';
import { panelContext } from '../panelContext';

/** Answers that no simulator gives: whatever an API may put on the wire, each has one outcome. */

const NOW = Date.parse('2026-11-24T02:17:30Z');
const DATASET = 'streamMinutesViewedAdaptiveGroups';
const CONTEXT = panelContext(
  { from: Date.parse('2026-11-23T20:00:00Z'), to: Date.parse('2026-11-24T00:00:00Z') },
  { now: NOW, intervalMs: HOUR, maxDataPoints: 1000, limits: { [DATASET]: { maxPageSize: 3 } } }
);

type Row = Parameters<typeof tableOf>[0][number];

/** A row of a country, with its minutes. */
const of = (clientCountryName: string, minutesViewed: number): Row => ({
  sum: { minutesViewed },
  dimensions: { clientCountryName },
});

/** A row of an hour and a country. */
const at = (hour: string, clientCountryName: string, minutesViewed = 1): Row => ({
  sum: { minutesViewed },
  dimensions: { datetimeHour: hour, clientCountryName },
});

const COUNTRIES = { dataset: DATASET, format: 'table', groupBy: ['clientCountryName'] };
const HOURS = { ...COUNTRIES, format: 'timeSeries', bucket: 'hour' };

/** What comes of pages that answer the asks in turn, whatever is asked; empty ones follow. */
function shown(query: object, ...pages: Row[][]): Result {
  let step: Step = begin({ dataset: DATASET, ...query }, CONTEXT);
  const open = [...step.asks];
  for (let turn = 0; step.result === undefined; turn++) {
    const reply: Reply = { id: open[turn].id, table: tableOf(pages[turn] ?? []) };
    step = advance(step.execution, [reply]);
    open.push(...step.asks);
  }
  return step.result;
}

/** The class of the error and what its message must hold. */
function refused({ error, frames }: Result, word: string): void {
  expect(error).toMatchObject({ class: 'upstream', message: expect.stringContaining(word) });
  expect(frames).toEqual([]);
}

const values = (result: Result) => {
  expect(result.error).toBeUndefined();
  return result.frames[0].data.values;
};

test('a whole number beyond 2^53 is shown as the nearest double, and a notice says so', () => {
  const most = Number('18446744073709551615');
  const result = shown(COUNTRIES, [of('DE', most), of('US', 5)]);
  expect(values(result)).toEqual([
    ['DE', 'US'],
    [18_446_744_073_709_552_000, 5],
  ]);
  expect(result.notices).toEqual([{ severity: 'info', text: expect.stringContaining('rounded') }]);
  expect(shown(COUNTRIES, [of('DE', 2 ** 53 - 1)]).notices).toEqual([]);
});

test('a sum that grows beyond 2^53 has the notice too', () => {
  const page = ['20', '21'].map((hour) => at(`2026-11-23T${hour}:00:00Z`, 'DE', 2 ** 52 + 1));
  const result = shown({ ...HOURS, bucket: 'sixHours' }, page);
  expect(result.notices).toHaveLength(1);
});

test('below zero is nothing that a count can be', () => {
  refused(shown(COUNTRIES, [of('DE', 3), of('US', -1)]), 'negative sum.minutesViewed');
  const byLines = { dataset: 'videoQualityEventsAdaptiveGroups', format: 'table', groupBy: ['qualityResolution'] };
  refused(shown(byLines, [{ count: 1, dimensions: { qualityResolution: -240 } }]), 'qualityResolution "-240"');
});

test('a bucket that was not asked for is refused: outside, between two, or no time at all', () => {
  for (const strange of ['2026-11-24T00:00:00Z', '2026-11-23T20:30:00Z', 'yesterday', '']) {
    refused(shown(HOURS, [at(strange, 'DE')]), `"${strange}"`);
  }
});

test('the same group twice in one page is refused, side by side or apart', () => {
  refused(shown(COUNTRIES, [of('DE', 1), of('DE', 2)]), 'two rows');
  refused(shown({ format: 'table' }, [{ sum: { minutesViewed: 1 } }, { sum: { minutesViewed: 2 } }]), 'two rows');
  const hour = '2026-11-23T20:00:00Z';
  refused(
    shown({ ...HOURS, groupBy: ['clientCountryName', 'mediaType'] }, [
      { sum: { minutesViewed: 1 }, dimensions: { datetimeHour: hour, clientCountryName: 'DE', mediaType: 'live' } },
      { sum: { minutesViewed: 1 }, dimensions: { datetimeHour: hour, clientCountryName: 'DE', mediaType: 'live' } },
    ]),
    'two rows'
  );
});

test('the same group in two hours, or in two columns the other way round, is not the same row', () => {
  const hours = ['2026-11-23T20:00:00Z', '2026-11-23T21:00:00Z'];
  expect(
    values(
      shown(
        HOURS,
        hours.map((hour) => at(hour, 'DE'))
      )
    )
  ).toHaveLength(2);
  const swapped = [
    { sum: { minutesViewed: 1 }, dimensions: { uid: 'a', creator: 'b' } },
    { sum: { minutesViewed: 2 }, dimensions: { uid: 'b', creator: 'a' } },
  ];
  expect(values(shown({ format: 'table', groupBy: ['uid', 'creator'], names: false }, swapped))[2]).toEqual([1, 2]);
});

test('rows out of order are refused where a page is continued or cut, and sorted where it is whole', () => {
  refused(shown(COUNTRIES, [of('US', 1), of('DE', 2), of('FR', 3)]), 'order');
  refused(shown(COUNTRIES, [of('DE', 1), of('FR', 2), of('US', 3)], [of('AT', 4)]), 'order');
  expect(values(shown(COUNTRIES, [of('US', 1), of('DE', 2)]))[0]).toEqual(['DE', 'US']);
  const most = { ...COUNTRIES, orderBy: [{ field: 'sum.minutesViewed', direction: 'desc' }], limit: 2 };
  refused(shown(most, [of('DE', 1), of('US', 2)]), 'order');
  expect(values(shown(most, [of('US', 2), of('DE', 1)]))[0]).toEqual(['US', 'DE']);
  refused(shown(HOURS, [at('2026-11-23T21:00:00Z', 'DE'), at('2026-11-23T20:00:00Z', 'DE')]), 'order');
});

test('an empty text is a value like any other', () => {
  const [texts, minutes] = values(shown(COUNTRIES, [of('', 7), of('DE', 1), of('US', 2)], [of('ZA', 3)]));
  expect([texts, minutes]).toEqual([['', 'DE', 'US', 'ZA'].sort(), [7, 1, 2, 3]]);
  const { frames } = shown(HOURS, [at('2026-11-23T20:00:00Z', '')]);
  expect(frames[0].schema.fields[1]).toMatchObject({
    labels: { clientCountryName: '' },
    config: { displayNameFromDS: '(no country)' },
  });
});

test('a full page may be followed by an empty one', () => {
  const full = [of('DE', 1), of('FR', 2), of('US', 3)];
  const result = shown(COUNTRIES, full, []);
  expect(values(result)[1]).toEqual([1, 2, 3]);
  expect(result.stats.upstreamQueries).toBe(2);
});

test('an empty list of accounts is about the account or the token', () => {
  const { execution, asks } = begin(COUNTRIES, CONTEXT);
  const { result } = advance(execution, [
    { id: asks[0].id, refusal: { kind: 'answer', status: 200, noAccount: true } },
  ]);
  expect(result?.error).toMatchObject({ class: 'permission', message: expect.stringContaining('account ID') });
});

test('a column that is missing is named', () => {
  refused(shown(COUNTRIES, [{ dimensions: { clientCountryName: 'DE' } }]), 'sum.minutesViewed');
  refused(shown(COUNTRIES, [{ sum: { minutesViewed: 1 } }]), 'dimensions.clientCountryName');
  refused(shown(HOURS, [of('DE', 1)]), 'dimensions.datetimeHour');
});

test('where there is nothing to ask, or nothing to rank, every field still has its column', () => {
  const orderBy = [{ field: 'count', direction: 'desc' }];
  const query = { ...HOURS, metrics: ['sum.minutesViewed', 'count'], orderBy, limit: 3 };
  const widths = ({ frames }: Result) => frames.map(({ schema, data }) => schema.fields.length - data.values.length);
  expect(widths(shown(query))).toEqual([0]);
  const past = { ...CONTEXT, range: { from: NOW - 400 * 24 * HOUR, to: NOW - 399 * 24 * HOUR } };
  for (const format of ['timeSeries', 'table']) {
    const { result } = begin({ ...query, format }, past);
    expect(widths(result as Result)).toEqual([0]);
  }
});
