import type { Failure } from '../failure';
import { frame, numberField, timeField, type FrameType } from '../frames/fields';
import { textColumns, type Naming } from '../frames/texts';
import type { Names } from '../names/lookup';
import type { Cell, Column, Context, FieldJson, FrameJson, Notice, Table, TextColumn } from '../seam';
import { fromApi } from '../time/instant';
import type { RawColumn } from './columns';
import type { RawPlan } from './plan';
import { orderOf } from './order';
import type { RawPage } from './read';
import { rawSeries } from './series';

export interface RawFrames {
  readonly frames: readonly FrameJson[];
  readonly notices: readonly Notice[];
}

/** @param pages in the order of their windows */
export const framesOf = (
  plan: RawPlan,
  pages: readonly RawPage[],
  about: Pick<Context, 'refId' | 'settings'>,
  names?: Names
): RawFrames | Failure =>
  plan.query.format === 'timeSeries' ? rawSeries(plan, pages, about, names) : tableOf(plan, pages, about, names);

/** The answer as it came, one field for each column, and names before their IDs. */
function tableOf(
  plan: RawPlan,
  pages: readonly RawPage[],
  { refId, settings }: Pick<Context, 'refId' | 'settings'>,
  names?: Names
): RawFrames {
  const { columns } = plan;
  const values = columns.map((column) => pages.flatMap(({ table }) => valuesOf(column, table)));
  const { order, notices } = orderOf(plan, pages.length, values);
  const sorted = order ? values.map((each) => order.map((row) => each[row])) : values;
  const isTaken = (name: string) => columns.some((each) => each.name === name);
  const shown = columns.flatMap((column, c) => shownAs(column, sorted[c], { settings, names, isTaken }));
  return {
    frames: [
      frame(
        refId,
        typeOf(columns),
        shown.map(({ field }) => field),
        shown.map((each) => each.values)
      ),
    ],
    notices,
  };
}

/** Numbers by dimensions are what alert rules can read of a table. */
function typeOf(columns: readonly RawColumn[]): FrameType | undefined {
  const has = (what: RawColumn['is']) => columns.some(({ is }) => is === what);
  return has('time') || !has('metric') ? undefined : has('dimension') ? 'numeric-long' : 'numeric-wide';
}

interface Shown {
  readonly field: FieldJson;
  readonly values: readonly Cell[];
}

function shownAs(column: RawColumn, values: readonly Cell[], naming: Naming): readonly Shown[] {
  const { name, label } = column;
  if (column.is === 'metric') {
    return [{ field: numberField({ ...column.metric, name }, column.metric.unit, label), values }];
  }
  const { dimension } = column;
  return column.is === 'time'
    ? [
        {
          field: { ...timeField, name, config: { displayNameFromDS: label, description: dimension.description } },
          values,
        },
      ]
    : textColumns({ ...dimension, name, label }, values.map(String), naming);
}

/** Whole numbers that are dimensions are texts, as everywhere. */
function valuesOf({ key, is }: RawColumn, table: Table): Array<number | string | null> {
  const column = table.columns.find(({ name }) => name === key) as Column;
  if (table.rows === 0) {
    return [];
  }
  const values: Array<number | string | null> = new Array(table.rows);
  if (column.kind === 'number') {
    for (let row = 0; row < table.rows; row++) {
      const value = column.values[row] ?? NaN;
      values[row] = value !== value ? null : is === 'dimension' ? String(value) : value;
    }
    return values;
  }
  const said = is === 'dimension' ? column.dictionary : timesOf(column);
  for (let row = 0; row < table.rows; row++) {
    values[row] = said[column.codes[row]];
  }
  return values;
}

const timesOf = ({ dictionary }: TextColumn): Array<number | null> =>
  dictionary.map((text) => {
    const time = fromApi(text);
    return Number.isNaN(time) ? null : time;
  });
