import * as fc from 'fast-check';
import { like, OPERATORS, timesOf, type Filter, type Flat, type Question, type Value, type Values } from './reference';
import type { Tested } from './tested';

/** For tests: whatever can be asked of a dataset whose events are known. */

const every = (filters: readonly Filter[]): Filter => ({
  sent: { AND: filters.map(({ sent }) => sent) },
  passes: (values) => filters.every(({ passes }) => passes(values)),
});

const some = (filters: readonly Filter[]): Filter => ({
  sent: { OR: filters.map(({ sent }) => sent) },
  passes: (values) => filters.some(({ passes }) => passes(values)),
});

/** Values that events have, and one that none has. */
function valueOf(dataset: Tested, dimension: string, flats: readonly Flat[]): fc.Arbitrary<Value> {
  if (dataset.times.includes(dimension)) {
    const seconds = fc.integer({ min: flats[0].time / 1000, max: flats[flats.length - 1].time / 1000 });
    return seconds.map((second) => timesOf(second * 1000)[dimension]);
  }
  const known = fc.constantFrom(...flats).map(({ dimensions }) => dimensions[dimension]);
  return fc.oneof({ weight: 9, arbitrary: known }, fc.constant(dataset.numbers.includes(dimension) ? 7 : 'Other'));
}

function condition(dataset: Tested, flats: readonly Flat[]): fc.Arbitrary<Filter> {
  return fc.constantFrom(...dataset.strings, ...dataset.numbers, ...dataset.times).chain((dimension) => {
    const value = valueOf(dataset, dimension, flats);
    const comparison = fc.tuple(fc.constantFrom(...Object.keys(OPERATORS)), value).map(([suffix, other]) => ({
      sent: { [`${dimension}${suffix}`]: other },
      passes: (values: Values) => OPERATORS[suffix](values[dimension], other),
    }));
    const list = fc
      .tuple(fc.constantFrom('in', 'notin'), fc.array(value, { maxLength: 4 }))
      .map(([suffix, others]) => ({
        sent: {
          [`${dimension}_${suffix}`]: dataset.bytes.includes(dimension)
            ? Buffer.from(others as number[]).toString('base64')
            : others,
        },
        passes: (values: Values) => others.includes(values[dimension]) === (suffix === 'in'),
      }));
    const pattern = fc
      .tuple(fc.constantFrom('like', 'notlike'), value, fc.nat(8), fc.nat(8), fc.boolean())
      .map(([suffix, text, from, length, open]) => {
        const letters = [...String(text)];
        const form = open ? `%${letters.slice(from, from + length).join('')}%` : `${letters.slice(0, from).join('')}%`;
        return {
          sent: { [`${dimension}_${suffix}`]: form },
          passes: (values: Values) => like(String(values[dimension]), form) === (suffix === 'like'),
        };
      });
    return dataset.strings.includes(dimension) ? fc.oneof(comparison, list, pattern) : fc.oneof(comparison, list);
  });
}

function filter(dataset: Tested, flats: readonly Flat[]): fc.Arbitrary<Filter> {
  const one = condition(dataset, flats);
  const two = fc.array(one, { minLength: 1, maxLength: 3 });
  const nested = fc.oneof(one, two.map(every), two.map(some));
  return fc
    .tuple(fc.array(nested, { maxLength: 2 }), fc.array(nested, { minLength: 1, maxLength: 3 }), fc.boolean())
    .map(([all, any, withAny]) => every(withAny ? [...all, some(any)] : all));
}

/** @param flats the dataset's events, which questions are about */
export function questions(dataset: Tested, flats: readonly Flat[]): fc.Arbitrary<Question> {
  const inTime = [...flats].sort((a, b) => a.time - b.time);
  const moment = fc
    .integer({ min: inTime[0].time / 1000, max: inTime[inTime.length - 1].time / 1000 })
    .map((second) => second * 1000);
  const dimensions = [...dataset.strings, ...dataset.numbers, ...dataset.times];
  const metrics = Object.keys(dataset.metrics);
  const grouped = fc.shuffledSubarray(dimensions, { maxLength: 3 });
  return grouped.chain((chosen) => {
    // Single events may be ordered by what is not selected.
    const orderable = metrics.length > 0 ? [...chosen, ...metrics] : dimensions;
    const order = fc.tuple(fc.constantFrom(...orderable), fc.constantFrom('ASC', 'DESC'));
    return fc.record({
      dimensions: fc.constant(chosen),
      metrics: fc.constant(dataset.metrics),
      selected: fc.subarray(metrics, {
        minLength: Math.min(1, metrics.length),
        maxLength: Math.min(5, metrics.length),
      }),
      filter: filter(dataset, inTime),
      orderBy: fc.array(
        order.map((parts) => parts.join('_')),
        { maxLength: 3 }
      ),
      limit: fc.oneof(fc.constant(10_000), fc.integer({ min: 1, max: 40 })),
      range: fc.tuple(moment, moment).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const),
    });
  });
}
