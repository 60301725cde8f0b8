import { textAt } from '../execution/columns';
import { compareText } from '../execution/text';
import { failure, type Failure } from '../failure';
import type { SortKey } from '../graphql/filter';
import type { Table, TextColumn, Window } from '../seam';
import { fromApi } from '../time/instant';

/** A page of single events: its first `rows` rows count, the rest of it is asked again. */
export interface LogsPage {
  readonly table: Table;
  readonly rows: number;
}

/** What a page was asked for. */
export interface Asked {
  readonly window: Window;
  readonly keys: readonly SortKey[];
  /** Values of the keys in the last row before the page. */
  readonly cursor?: readonly string[];
  /** Rows that were asked for. */
  readonly limit: number;
  /** Rows that are still wanted; the page may hold fewer. */
  readonly wanted: number;
}

/** A page that was taken, and behind which row the window goes on; no cursor: the window is read. */
export interface Taken {
  readonly page: LogsPage;
  readonly cursor?: readonly string[];
  /** Whether rows that are alike in every field filled the page: should there be more of them, they are lost. */
  readonly alike: boolean;
}

/**
 * Takes an answer. A full page is not complete: the window goes on after a row, by the whole sort key. Events have no key of their own, and
 * the end of a page may cut through events that are alike in every field, so the last group of those is asked for again.
 */
export function takeEvents(asked: Asked, table: Table): Taken | Failure {
  const { keys, limit, wanted, cursor } = asked;
  if (table.rows === 0) {
    return { page: { table, rows: 0 }, alike: false };
  }
  const columns: TextColumn[] = [];
  for (const { field } of keys) {
    const column = textAt(table, field);
    if (column === undefined) {
      return failure('upstream', `Cloudflare's answer lacks the column ${field}.`);
    }
    columns.push(column);
  }
  const rows = inKeys(columns, keys);
  const strange = strangeTime(columns[0], asked.window);
  if (strange !== undefined) {
    return failure('upstream', `Cloudflare's answer holds the time "${strange}", which was not asked for.`);
  }
  const full = table.rows >= limit;
  if ((full || cursor !== undefined) && !(rows.descend() && (cursor === undefined || rows.follow(cursor)))) {
    return failure(
      'upstream',
      `Cloudflare's answer is not in the order that was asked for (${keys.map(({ field }) => field).join(', ')}), so its pages cannot be put together.`
    );
  }
  if (!full) {
    return { page: { table, rows: Math.min(table.rows, wanted) }, alike: false };
  }
  if (table.rows >= wanted) {
    return { page: { table, rows: wanted }, alike: false };
  }
  const alikeFrom = rows.alikeFrom();
  return alikeFrom === 0
    ? { page: { table, rows: table.rows }, cursor: rows.keyOf(table.rows - 1), alike: true }
    : { page: { table, rows: alikeFrom }, cursor: rows.keyOf(alikeFrom - 1), alike: false };
}

function strangeTime({ dictionary }: TextColumn, { from, to }: Window): string | undefined {
  return dictionary.find((text) => {
    const time = fromApi(text);
    return !(time >= from && time < to);
  });
}

/** Rows by their keys: how they lie to one another. */
function inKeys(columns: readonly TextColumn[], keys: readonly SortKey[]) {
  const { length } = columns[0].codes;
  const text = (column: number, row: number) => columns[column].dictionary[columns[column].codes[row]];
  const step = (column: number, before: string, after: string) =>
    (keys[column].direction === 'asc' ? 1 : -1) * compareText(after, before);
  /** Positive if a row follows the one before it, 0 if the two are alike. */
  const stepTo = (row: number): number => {
    for (let column = 0; column < columns.length; column++) {
      const { codes } = columns[column];
      const way = codes[row] === codes[row - 1] ? 0 : step(column, text(column, row - 1), text(column, row));
      if (way !== 0) {
        return way;
      }
    }
    return 0;
  };
  return {
    keyOf: (row: number) => columns.map((_, column) => text(column, row)),
    descend: () => {
      for (let row = 1; row < length; row++) {
        if (stepTo(row) < 0) {
          return false;
        }
      }
      return true;
    },
    follow: (cursor: readonly string[]) => {
      const way = columns.map((_, column) => step(column, cursor[column], text(column, 0))).find((each) => each !== 0);
      return way !== undefined && way > 0;
    },
    /** The first of the rows at the end that are alike. */
    alikeFrom: () => {
      let row = length - 1;
      while (row > 0 && stepTo(row) === 0) {
        row--;
      }
      return row;
    },
  };
}
