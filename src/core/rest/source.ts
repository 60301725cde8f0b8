import type { Dimension, DimensionType, Fields } from '../catalogue/dataset';
import type { Failure } from '../failure';
import { namedBy } from '../names/lookup';
import type { Filter, Order } from '../query/query';
import type { Context, Notice, RestAsk, Table } from '../seam';
import type { EndpointName } from './endpoints';

/**
 * A source is a table of what is there now, read over REST. Its columns are what a query filters and orders by.
 *
 *   column   a field of a row, named as the API names it
 *   needs    asks whose answers a source still lacks
 */
export interface Column extends Dimension {
  /** Grafana's unit id, of a number. */
  readonly unit?: string;
  /** Of a name: the column of its ID. */
  readonly nameOf?: string;
}

/** A column of numbers. @param unit Grafana's unit id */
export const numberColumn = (name: string, label: string, unit: string, description: string): Column => ({
  name,
  type: 'uint64',
  label,
  unit,
  description,
});

/** What is saved of a query of a source. */
export interface SourceQuery {
  readonly version: 1;
  readonly dataset: string;
  /** Sources have no other format. */
  readonly format: 'table';
  /** Numbers that are shown, of a source of numbers; none: all. An alert rule needs one alone. */
  readonly metrics: readonly string[];
  /** Nothing, or `creator` where the source can be split by it. */
  readonly groupBy: readonly string[];
  /** All must hold. */
  readonly filters: readonly Filter[];
  readonly orderBy: readonly Order[];
  /** Rows; absent: all. */
  readonly limit?: number;
}

export type Row = Readonly<Record<string, string | number>>;

/** Rows of the answers by the id of their ask; none where what was asked for is not there. */
export type Heard = ReadonlyMap<string, readonly Row[]>;

/** How far a library has been read, in the order of creation. */
export interface Walked {
  /** Pages that are read. */
  readonly page: number;
  /** Those of their rows that the query's filters keep. */
  readonly rows: readonly Row[];
  /** uids that the next page may bring again. */
  readonly tail: ReadonlySet<string | number>;
  /** Videos on the pages. */
  readonly met: number;
  /** Where the next page begins. */
  readonly cursor: Readonly<Record<string, string>>;
}

/** Rows in any order before the query's filters; or what must be asked first, some of which may be asked already. */
export type Next =
  | { readonly needs: readonly RestAsk[]; readonly walked?: Walked }
  | { readonly rows: readonly Row[]; readonly notices: readonly Notice[] }
  | Failure;

export interface Source extends Fields {
  readonly description: string;
  readonly columns: readonly Column[];
  /** Addresses of pictures, shown before all else: nothing to filter or order by. */
  readonly picture?: Column;
  /** The columns of this query. */
  shows(query: Pick<SourceQuery, 'groupBy'>): readonly Column[];
  /** Columns by which a query may be split. */
  readonly splits: readonly string[];
  /** In which rows stand where the query gives no order. */
  readonly order: Order;
  /** Rows that a new query is limited to; absent: all. */
  readonly most?: number;
  /** Whether text columns tell the rows of numbers apart, so that an alert rule can use them. */
  readonly numeric: boolean;
  /** What the source cannot do with a query that is well formed: the place, and what would work. */
  refuses?(query: SourceQuery): { readonly path: string; readonly message: string } | undefined;
  /** By endpoint, how the rows of an answer are read. */
  readonly reads: Readonly<Partial<Record<EndpointName, (table: Table) => readonly Row[]>>>;
  /** Same query, answers and limits, same next step; called when all asks are answered. Their ids are unique within the query. */
  next(query: SourceQuery, heard: Heard, walked: Walked | undefined, limits: Context['limits']): Next;
}

type Given = Omit<Source, 'metrics' | 'dimensions' | 'times' | 'shows' | 'splits'> &
  Partial<Pick<Source, 'shows' | 'splits'>>;

/** A source from its columns. */
export const makeSource = (given: Given): Source => ({
  shows: () => given.columns,
  splits: [],
  ...given,
  metrics: [],
  dimensions: given.columns.filter(({ type }) => type !== 'Time'),
  times: given.columns.filter(({ type }) => type === 'Time'),
});

/** The columns of a query, without the numbers that it does not choose. */
export const shownColumns = (source: Source, query: Pick<SourceQuery, 'groupBy' | 'metrics'>): readonly Column[] =>
  source
    .shows(query)
    .filter(({ name, type }) => !isNumeric(type) || query.metrics.length === 0 || query.metrics.includes(name));

/** Columns of IDs that have names, and no column with them. */
export const unnamedColumns = (source: Source, query: Pick<SourceQuery, 'groupBy' | 'metrics'>): Column[] =>
  shownColumns(source, query).filter(
    (column) => namedBy(column) !== undefined && source.columns.every(({ nameOf }) => nameOf !== column.name)
  );

/** Names of the numbers that a query may choose from. */
export const metricsOf = (source: Source, query: Pick<SourceQuery, 'groupBy'>): string[] =>
  source.numeric
    ? source
        .shows(query)
        .filter(({ type }) => isNumeric(type))
        .map(({ name }) => name)
    : [];

/** Numbers are of the type of whole ones, whatever comes: it is what filters compare them with. */
export const isNumeric = (type: DimensionType): boolean => type === 'uint64';
