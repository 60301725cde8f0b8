import { isNumeric, metricOf, type Bucket } from '../catalogue/dataset';
import { failure, type Failure } from '../failure';
import type { SortKey } from '../graphql/filter';
import type { Table, Window } from '../seam';
import { fromApi } from '../time/instant';
import { lacking, numbers, textColumn } from './columns';
import { compareTuples, tupleOf } from './keys';
import { placesOf, turned, type Places } from './rank';
import { textRanks } from './text';
import { fieldIn, fieldsOf, pageLimit, type Piece, type Read } from './read';

/** A page that was taken: its first `rows` rows count, the rest of it is asked again. */
export interface Page {
  readonly table: Table;
  readonly rows: number;
  /** From then on (ms since the epoch) nothing is known of what was asked; absent: all is. */
  readonly until?: number;
}

/** Data are denser in some buckets than in others: further pages are planned for this part of the buckets that fitted on one. */
const FILL = 0.9;

/** Most pieces that follow one full page: after a burst the data may be thin again, and so many small pieces are not needed. */
const MOST_PIECES = 16;

/**
 * What an answer brings, and what is still to be asked. A full page is not complete: the API cuts an answer without saying so.
 *
 * Rows by bucket: the last bucket may be cut. It is asked for again with all that follows, in pieces of as many buckets as fitted on the
 * page, all at the same time. A single bucket that fills a page is continued after its last row, and so are rows without buckets.
 */
export function take(read: Read, piece: Piece, table: Table): { page: Page; pieces: Piece[] } | Failure {
  const dimensions = read.bucket ? [read.bucket.dimension, ...read.groupBy] : read.groupBy;
  const column = lacking(table, dimensions, fieldsOf(read, read.metrics));
  if (column !== undefined) {
    return failure('upstream', `Cloudflare's answer lacks the column ${column}.`);
  }
  const full = table.rows >= pageLimit(read, piece);
  const wrong = strangeNumber(read, table) ?? orderProblem(read, piece, table, full);
  if (wrong !== undefined) {
    return wrong;
  }
  const whole = { table, rows: table.rows };
  if (!full || table.rows === 0) {
    return { page: whole, pieces: [] };
  }
  return read.bucket
    ? nextBuckets(read, read.bucket, piece, table)
    : { page: whole, pieces: nextRows(read, piece, table) };
}

/** Refuses an answer in which a whole number that rows are grouped by is not written in digits. */
function strangeNumber(read: Read, table: Table): Failure | undefined {
  for (const name of table.rows === 0 ? [] : read.groupBy.filter((each) => isNumeric(read.dataset, each))) {
    const strange = textColumn(table, name).dictionary.find((text) => !/^\d+$/.test(text));
    if (strange !== undefined) {
      return failure('upstream', `Cloudflare's answer holds the ${name} "${strange}", which is no whole number.`);
    }
  }
  return undefined;
}

function nextRows(read: Read, piece: Piece, table: Table): Piece[] {
  const before = piece.before + table.rows;
  return read.keys.length === 0 || before >= (read.most ?? Infinity)
    ? []
    : [{ id: `${piece.id}.0`, window: piece.window, cursor: tupleOf(read.keys, table, table.rows - 1), before }];
}

function nextBuckets(read: Read, bucket: Bucket, piece: Piece, table: Table): { page: Page; pieces: Piece[] } {
  const { codes, dictionary } = textColumn(table, bucket.dimension);
  const last = codes[table.rows - 1];
  let rows = table.rows - 1;
  while (rows > 0 && codes[rows - 1] === last) {
    rows--;
  }
  const from = fromApi(dictionary[last]);
  const pieceAt = (window: Window, i: number): Piece => ({ id: `${piece.id}.${i}`, window, before: 0 });
  if (rows > 0) {
    const fitted = Math.floor(((from - piece.window.from) / bucket.ms) * FILL);
    const fewest = Math.ceil((piece.window.to - from) / bucket.ms / MOST_PIECES);
    return {
      page: { table, rows },
      pieces: steps({ from, to: piece.window.to }, Math.max(1, fitted, fewest) * bucket.ms).map(pieceAt),
    };
  }
  const next = from + bucket.ms;
  const behind: Piece[] =
    read.keys.length === 0
      ? []
      : [{ ...pieceAt({ from, to: next }, 0), cursor: tupleOf(read.keys, table, table.rows - 1) }];
  const rest = next < piece.window.to ? [pieceAt({ from: next, to: piece.window.to }, 1)] : [];
  return { page: { table, rows: table.rows }, pieces: [...behind, ...rest] };
}

/** Cuts a window into steps of `width` ms from its start. */
function steps({ from, to }: Window, width: number): Window[] {
  const count = Math.ceil((to - from) / width);
  return Array.from({ length: count }, (_, i) => ({
    from: from + i * width,
    to: Math.min(to, from + (i + 1) * width),
  }));
}

/**
 * A page can be continued after a row, and cut at a limit, only if rows come in the order that was asked for. So the order is checked and
 * not trusted: that of buckets always, that of rows where a page was or will be continued, or is cut.
 */
function orderProblem(read: Read, piece: Piece, table: Table, full: boolean): Failure | undefined {
  const outOfOrder = (what: string) =>
    failure(
      'upstream',
      `Cloudflare's answer is not in the order that was asked for (${what}), so its pages cannot be put together.`
    );
  if (table.rows === 0) {
    return undefined;
  }
  if (read.bucket) {
    const { dictionary, codes } = textColumn(table, read.bucket.dimension);
    const times = dictionary.map(fromApi);
    const { ms, dimension } = read.bucket;
    const strange = times.findIndex(
      (time) => !(time >= piece.window.from && time < piece.window.to && time % ms === 0)
    );
    if (strange >= 0) {
      return failure(
        'upstream',
        `Cloudflare's answer holds the ${dimension} "${dictionary[strange]}", which was not asked for.`
      );
    }
    for (let row = 1; row < table.rows; row++) {
      if (times[codes[row]] < times[codes[row - 1]]) {
        return outOfOrder(dimension);
      }
    }
  }
  const matters = piece.cursor !== undefined || (full && read.bucket === undefined);
  const keys = read.keys.length > 0 ? read.keys : read.orderBy;
  return matters && keys.length > 0 && !(ascends(read, keys, table) && follows(read, table, piece.cursor))
    ? outOfOrder(keys.map(({ field }) => field).join(', '))
    : undefined;
}

/** Whether each row follows the one before it. */
function ascends(read: Read, keys: readonly SortKey[], table: Table): boolean {
  const places = new Float64Array(table.rows);
  let count = 1;
  for (const { places: own, codes, count: size } of keys.map((key) => placesBy(read, key, table))) {
    if (count * size > Number.MAX_SAFE_INTEGER) {
      count = tightened(places);
    }
    count *= size;
    for (let row = 0, { length } = places; row < length; row++) {
      places[row] = places[row] * size + own[codes ? codes[row] : row];
    }
  }
  for (let row = 1, { length } = places; row < length; row++) {
    if (places[row] <= places[row - 1]) {
      return false;
    }
  }
  return true;
}

function placesBy(read: Read, { field, direction }: SortKey, table: Table): Places {
  const metric = metricOf(read.dataset, field);
  if (metric !== undefined) {
    const values = Float64Array.from(numbers(table, fieldIn(read, metric)) ?? [], (value) => value ?? NaN);
    return placesOf(values, direction === 'desc');
  }
  const { dictionary, codes } = textColumn(table, field);
  const places = textRanks(dictionary, isNumeric(read.dataset, field));
  return turned({ places, codes, count: dictionary.length }, direction === 'desc');
}

/** Whether the first row follows the one before the page. */
const follows = ({ dataset, keys }: Read, table: Table, cursor: readonly string[] | undefined): boolean =>
  cursor === undefined || compareTuples(dataset, keys, tupleOf(keys, table, 0), cursor) > 0;

/**
 * Renumbers places so that they stay small: each goes up or down by one, or stays, as it did before.
 *
 * @returns how far they can reach
 */
function tightened(places: Float64Array): number {
  const given = places.slice();
  places[0] = 0;
  for (let row = 1, { length } = places; row < length; row++) {
    places[row] = places[row - 1] + Math.sign(given[row] - given[row - 1]);
  }
  return places.length;
}
