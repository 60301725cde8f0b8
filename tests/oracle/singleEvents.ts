import { earliestOf } from './buckets';
import { completed, type Case, type Expected, type Refused } from './case';
import { eventsIn } from './events';
import { SINGLE } from './facts';
import { passes } from './filters';

/** What a case of single events must give: the newest of its range, as lines or as rows. */

/** By default. */
const MOST = 1000;
const FIELDS = ['inputId', 'eventCode', 'eventDescription', 'coloCode'];

export function expectedEvents(given: Case): Expected {
  const refused = refusalsOf(given);
  if (refused.length > 0) {
    return { refused };
  }
  const { format, limit = MOST } = completed(given);
  const rows = [...matching(given)]
    .sort((a, b) => b.time - a.time || Buffer.compare(bytesOf(a.texts), bytesOf(b.texts)))
    .slice(0, limit);
  const times = rows.map(({ time }) => time);
  const textsOf = (d: number) => rows.map(({ texts }) => texts[d]);
  if (format === 'table') {
    return { frames: [frameOf(['time', ...FIELDS], [times, ...FIELDS.map((_, d) => textsOf(d))])] };
  }
  return {
    frames: [
      frameOf(
        ['timestamp', 'body', 'severity', 'labels'],
        [
          times,
          rows.map(({ texts: [, code, description] }) => `${code}: ${description}`),
          textsOf(1).map((code) => (code.endsWith('.errored') ? 'error' : 'info')),
          rows.map(({ texts: [inputId, eventCode, , coloCode] }) => ({ coloCode, eventCode, inputId })),
        ]
      ),
    ],
  };
}

/** How often the most frequent of events that are alike in every field occurs: those that fill a page cannot be told apart. */
export function mostAlike(given: Case): number {
  const counts = new Map<string, number>();
  for (const { time, texts } of matching(given)) {
    const key = JSON.stringify([time, ...texts]);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return Math.max(0, ...counts.values());
}

interface Row {
  readonly time: number;
  /** A text for each field. */
  readonly texts: readonly string[];
}

function matching(given: Case): Row[] {
  const { range, now } = given;
  const from = Math.max(range.from, earliestOf(given));
  return eventsIn(given, SINGLE, { from, to: Math.min(range.to, now) })
    .filter(({ dimensions }) => completed(given).filters.every((filter) => passes(filter, dimensions)))
    .map(({ time, dimensions }) => ({ time, texts: FIELDS.map((name) => String(dimensions[name])) }));
}

function refusalsOf({ caller, range, now, limits, ...given }: Case): Refused[] {
  if (caller === 'alert') {
    return [{ class: 'user', word: 'single events' }];
  }
  if (range.from > range.to) {
    return [{ class: 'user', word: 'ends before it begins' }];
  }
  if (!limits.enabled) {
    return [{ class: 'permission', word: 'not available' }];
  }
  const second = (time: number) => Math.ceil(time / 1000);
  const isAsked =
    second(Math.max(range.from, earliestOf({ ...given, caller, range, now, limits }))) <
    second(Math.min(range.to, now));
  return isAsked && FIELDS.length + 1 > limits.maxNumberOfFields
    ? [{ class: 'limit', word: String(limits.maxNumberOfFields) }]
    : [];
}

const bytesOf = (texts: readonly string[]): Buffer => Buffer.from(texts.join('\n'));

const frameOf = (names: readonly string[], values: ReadonlyArray<ReadonlyArray<number | string | object>>) => ({
  fields: names.map((name) => ({ name, labels: {} })),
  values: values as Extract<Expected, { frames: unknown }>['frames'][number]['values'],
});
