/**
 * What the API means, said the long way for tests: event by event, in values as the API writes them, without columns,
 * codes and keys.
 */

export type Value = string | number;
export type Values = Readonly<Record<string, Value>>;
export type Predicate = (values: Values) => boolean;

/** An event as one dataset sees it: its dimensions as the API writes them, and the numbers that metrics are made of. */
export interface Flat {
  readonly time: number;
  readonly dimensions: Values;
  readonly numbers: Readonly<Record<string, number>>;
}

/** A metric of a group out of its events. */
export type Measured = (events: readonly Flat[]) => Value;

const all = (events: readonly Flat[], name: string): number[] => events.map(({ numbers }) => numbers[name]);
const added = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0);

export const total =
  (name: string): Measured =>
  (events) =>
    added(all(events, name));

export const perSecond =
  (name: string, seconds: number): Measured =>
  (events) =>
    added(all(events, name)) / seconds;

export const different =
  (name: string): Measured =>
  (events) =>
    new Set(all(events, name)).size;

export const largest =
  (name: string): Measured =>
  (events) =>
    Math.max(...all(events, name));

export const smallest =
  (name: string): Measured =>
  (events) =>
    Math.min(...all(events, name));

/** @param weight the number that says how often an event counts */
export const average =
  (name: string, weight: string): Measured =>
  (events) =>
    added(events.map(({ numbers }) => numbers[name] * numbers[weight])) / added(all(events, weight));

/** A percentile: the smallest number that this many per cent of the events do not exceed. */
export const percentile =
  (name: string, percent: number): Measured =>
  (events) => {
    const numbers = all(events, name).sort((a, b) => a - b);
    return numbers.find((_, index) => (index + 1) * 100 >= percent * numbers.length) ?? NaN;
  };

export const lastTime: Measured = (events) => timesOf(Math.max(...events.map(({ time }) => time))).datetime;

/** Every time dimension of a moment, as the API writes it. */
export function timesOf(time: number): Readonly<Record<string, string>> {
  const datetime = `${new Date(time).toISOString().slice(0, 19)}Z`;
  const minute = Number(datetime.slice(14, 16));
  const hour = Number(datetime.slice(11, 13));
  const two = (number: number) => String(number).padStart(2, '0');
  const every = (width: number) => `${datetime.slice(0, 14)}${two(minute - (minute % width))}:00Z`;
  return {
    date: datetime.slice(0, 10),
    datetime,
    datetimeMinute: every(1),
    datetimeFiveMinutes: every(5),
    datetimeFifteenMinutes: every(15),
    datetimeHalfOfHour: every(30),
    datetimeHour: every(60),
    datetimeSixHours: `${datetime.slice(0, 11)}${two(hour - (hour % 6))}:00:00Z`,
  };
}

/** Numbers as numbers, texts by their bytes. Times written alike compare as texts. */
const compare = (a: Value, b: Value): number =>
  typeof a === 'number' ? a - Number(b) : Buffer.compare(Buffer.from(a), Buffer.from(String(b)));

/** What each operator means, said of two values. */
export const OPERATORS: Readonly<Record<string, (actual: Value, value: Value) => boolean>> = {
  '': (actual, value) => actual === value,
  _neq: (actual, value) => actual !== value,
  _gt: (actual, value) => compare(actual, value) > 0,
  _geq: (actual, value) => compare(actual, value) >= 0,
  _lt: (actual, value) => compare(actual, value) < 0,
  _leq: (actual, value) => compare(actual, value) <= 0,
};

export function like(actual: string, pattern: string): boolean {
  const [head, ...rest] = [...pattern];
  if (head === undefined) {
    return actual === '';
  }
  const [first, ...others] = [...actual];
  return head === '%'
    ? like(actual, rest.join('')) || (first !== undefined && like(others.join(''), pattern))
    : first === head && like(others.join(''), rest.join(''));
}

export interface Filter {
  /** As it is sent. */
  readonly sent: Readonly<Record<string, unknown>>;
  readonly passes: Predicate;
}

export interface Question {
  /** All that the node has, by name as in `orderBy`. */
  readonly metrics: Readonly<Record<string, Measured>>;
  /** Those that are asked for. */
  readonly selected: readonly string[];
  readonly dimensions: readonly string[];
  readonly filter: Filter;
  readonly orderBy: readonly string[];
  readonly limit: number;
  readonly range: readonly [number, number];
}

/** A group's dimensions and metrics, by name. */
export type Row = Values;

/** @param flats the dataset's, of the question's range or more */
export function reference(flats: readonly Flat[], question: Question): Row[] {
  const { metrics, selected, dimensions, filter, orderBy, limit, range } = question;
  const groups = new Map<string, Flat[]>();
  for (const flat of flats) {
    if (flat.time >= range[0] && flat.time < range[1] && filter.passes(flat.dimensions)) {
      const key = JSON.stringify(dimensions.map((name) => flat.dimensions[name]));
      const group = groups.get(key);
      if (group) {
        group.push(flat);
      } else {
        groups.set(key, [flat]);
      }
    }
  }
  const orders = [...orderBy, ...dimensions.map((name) => `${name}_ASC`)];
  const rows = [...groups.values()].map((events): Row => {
    const measured = Object.entries(metrics)
      .filter(([name]) => selected.includes(name) || orderBy.some((order) => order.startsWith(`${name}_`)))
      .map(([name, measure]) => [name, measure(events)] as const);
    return { ...events[0].dimensions, ...Object.fromEntries(measured) };
  });
  return sorted(rows, orders)
    .slice(0, limit)
    .map((row) => Object.fromEntries([...dimensions, ...selected].map((name) => [name, row[name]])));
}

export function sorted<T extends Values>(rows: readonly T[], orders: readonly string[]): T[] {
  return [...rows].sort((a, b) => {
    for (const order of orders) {
      const field = order.replace(/_(ASC|DESC)$/, '');
      const difference = compare(a[field], b[field]);
      if (difference !== 0) {
        return order.endsWith('_DESC') ? -difference : difference;
      }
    }
    return 0;
  });
}
