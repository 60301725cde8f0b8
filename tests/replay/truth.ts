import type { Source } from '../../simulator/catalogue';
import type { FrameJson } from '../../src/core';
import { DOCUMENTED_LIMITS } from '../../simulator/limits';
import { shownBy } from '../oracle/buckets';
import { HIGH, type Case, type ExpectedFrame } from '../oracle/case';
import { difference, fieldText } from '../oracle/differences';
import { isSame } from '../oracle/same';
import { eventsIn } from '../oracle/events';
import { expected } from '../oracle/expected';
import { datasetsOf } from '../oracle/recipes';
import { intervalOf, POINTS, rangeOf, type Seen } from './viewers';

const MINUTE = 60_000;

/** In seconds; the data source's default. */
export const SETTLE_DELAY = 300;

/** What is seen in the words of the oracle. */
export function caseOf({ shown, caller, asked }: Seen, source: Source): Case {
  const isRule = caller === 'alert';
  return {
    query: shown.query,
    source,
    now: asked,
    range: rangeOf(shown, asked),
    zone: 'utc',
    caller,
    intervalMs: isRule ? 1000 : intervalOf(shown),
    maxDataPoints: isRule ? 43_200 : POINTS,
    settleDelay: SETTLE_DELAY,
    limits: { enabled: true, ...DOCUMENTED_LIMITS },
    told: true,
    ceilings: HIGH,
    order: 0,
  };
}

/** How old what is not settled may be at most, in ms: a minute or a tenth of the bucket. */
export const promised = (given: Case): number => Math.max(MINUTE, shownBy(given).unit / 10);

/** Says what is wrong with an answer, if anything. */
export type Check = (seen: Seen, given: Case, knownUntil: readonly number[]) => string | undefined;

/**
 * Checks answers against brute force: each of an answer's times must be as it was at one of the given ages, and what has no times,
 * all of it. `knownUntil` is, for each age, up to when events were known then; the most likely first.
 *
 * A bucket that is settled, and was right, is not worked out again: later answers must say the same of it.
 */
export function makeCheck(): Check {
  const settled = new Map<string, Map<unknown, Row>>();
  return (named, given, knownUntil) => {
    const seen = { ...named, result: { ...named.result, frames: named.result.frames.map(withoutNames) } };
    const ages = distinct(given, knownUntil);
    if (seen.stale !== undefined) {
      return staleDiffers(seen, given, ages);
    }
    if (shownBy(given).buckets === undefined || given.query.limit !== undefined) {
      return wholeDiffers(seen, given, ages);
    }
    const key = `${given.caller} ${seen.shown.title}`;
    const known = settled.get(key) ?? new Map<unknown, Row>();
    settled.set(key, known);
    return bucketsDiffer(seen, given, ages, known);
  };
}

const NAMES = ['video', 'liveInput'];

/** Names are beside the ids, and no numbers. */
function withoutNames(frame: FrameJson): FrameJson {
  const kept = frame.schema.fields.map(({ name }) => !NAMES.includes(name));
  const fields = frame.schema.fields.map(({ labels = {}, ...field }) => ({
    ...field,
    labels: Object.fromEntries(Object.entries(labels).filter(([name]) => !NAMES.includes(name))),
  }));
  return {
    schema: { ...frame.schema, fields: fields.filter((_, i) => kept[i]) },
    data: { ...frame.data, values: frame.data.values.filter((_, i) => kept[i]) },
  };
}

/** Of ages between which nothing happened, one. */
function distinct(given: Case, knownUntil: readonly number[]): number[] {
  const span = { from: Math.min(...knownUntil) + 1, to: Math.max(...knownUntil) + 1 };
  const events = datasetsOf(given.query.dataset, given.query.metrics ?? []).flatMap((of) => eventsIn(given, of, span));
  const known = (until: number) => events.filter(({ time }) => time <= until).length;
  return [...new Map(knownUntil.map((until) => [known(until), until])).values()];
}

/** Of old, what is known up to a time must be right; from then on there must be nothing, and no sum may hold a part of it. */
function staleDiffers(seen: Seen, given: Case, ages: readonly number[]): string | undefined {
  const { until } = seen.stale as NonNullable<Seen['stale']>;
  const [{ schema, data }] = seen.result.frames;
  if (schema.fields[0]?.name !== 'time') {
    return wholeDiffers(seen, { ...given, range: { ...given.range, to: Math.min(given.range.to, until) } }, ages);
  }
  const known = data.values[0].filter((time) => Number(time) < until).length;
  const rows = rowsOf(schema.fields, data.values);
  const something = rows.slice(known).find((row) => [...row.values()].slice(1).some((value) => value !== null));
  if (something) {
    return `${told(something)} is shown, though nothing is known from ${until} on`;
  }
  const { name: bucket } = shownBy(given);
  const at = ages.map((knownUntil) => expected({ ...given, query: { ...given.query, bucket }, knownUntil }));
  const right = at.flatMap((each) => ('frames' in each ? each.frames : []));
  const upTo = ({ fields, values }: ExpectedFrame) => ({ fields, values: values.map((each) => each.slice(0, known)) });
  return rowDiffers(rows.slice(0, known), right.map(upTo));
}

function wholeDiffers({ result }: Seen, given: Case, ages: readonly number[]): string | undefined {
  const right: ExpectedFrame[] = [];
  let how: string | undefined;
  for (const knownUntil of ages) {
    const at = expected({ ...given, knownUntil });
    const differs = difference(result, at);
    if (differs === undefined || 'refused' in at) {
      return differs;
    }
    how ??= differs;
    right.push(...at.frames);
  }
  const rows = rowsOf(result.frames[0].schema.fields, result.frames[0].data.values);
  const isByTime = result.frames[0].schema.fields[0]?.name === 'time';
  return isByTime && rowDiffers(rows, right) === undefined ? undefined : how;
}

function bucketsDiffer({ result }: Seen, given: Case, ages: readonly number[], known: Map<unknown, Row>) {
  const [{ schema, data }] = result.frames;
  const { buckets = [], name: bucket } = shownBy(given);
  const times = buckets.map(({ from }) => from);
  if (result.frames.length !== 1 || !isSameList(data.values[0], times)) {
    return `times ${JSON.stringify(data.values[0])} where ${JSON.stringify(times)} are right`;
  }
  const rows = rowsOf(schema.fields, data.values);
  const isKnown = times.map((time) => known.has(time));
  const first = isKnown.includes(false) ? isKnown.indexOf(false) : rows.length;
  const changed = rows.findIndex((row, i) => i < first && !isSameRow(row, known.get(times[i]) as Row));
  if (changed >= 0) {
    return `${told(rows[changed])} was settled, and was ${told(known.get(times[changed]) as Row)}`;
  }
  if (first === rows.length) {
    return undefined;
  }
  const narrow = { ...given, query: { ...given.query, bucket }, range: { from: times[first], to: given.range.to } };
  const right = ages
    .map((knownUntil) => expected({ ...narrow, knownUntil }))
    .flatMap((at) => ('frames' in at ? at.frames : []));
  const how = rowDiffers(rows.slice(first), right);
  if (how === undefined) {
    rows.forEach((row, i) => buckets[i].to <= given.now - SETTLE_DELAY * 1000 && known.set(times[i], row));
  }
  return how;
}

/** The row that is not right at any age, if there is one. At an age without a group there are no rows. */
function rowDiffers(rows: readonly Row[], right: readonly ExpectedFrame[]): string | undefined {
  const ages = right
    .map(({ fields, values }) => rowsOf(fields, values))
    .map((each) => (each.length === 0 ? rows.map((row): Row => new Map([...row].slice(0, 1))) : each));
  if (ages.some((each) => each.length !== rows.length)) {
    return `${rows.length} rows where ${ages.map((each) => each.length).join(' or ')} are right`;
  }
  const wrong = rows.findIndex((row, i) => !ages.some((each) => isSameRow(row, each[i])));
  return wrong < 0
    ? undefined
    : `${told(rows[wrong])} where ${ages.map((each) => told(each[wrong])).join(' or ')} is right`;
}

/** By field. */
type Row = ReadonlyMap<string, unknown>;

const rowsOf = (
  fields: ReadonlyArray<{ readonly name: string; readonly labels?: Readonly<Record<string, string>> }>,
  values: ReadonlyArray<readonly unknown[]>
): Row[] =>
  (values[0] ?? []).map(
    (_, row) => new Map(fields.map(({ name, labels = {} }, i) => [fieldText(name, labels), values[i][row]]))
  );

const told = (row: Row): string => JSON.stringify([...row]);

/** A group that has come since has no number, or none but zero, in what is older. */
const isSameRow = (a: Row, b: Row): boolean =>
  [...new Set([...a.keys(), ...b.keys()])].every((name) =>
    a.has(name) && b.has(name) ? isSame(a.get(name), b.get(name)) : !(a.get(name) ?? b.get(name))
  );

const isSameList = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((value, i) => value === b[i]);
