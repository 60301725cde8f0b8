import { fieldOf } from '../catalogue/dataset';
import { textAt } from '../execution/columns';
import { frame, timeField } from '../frames/fields';
import { textColumns } from '../frames/texts';
import type { Names } from '../names/lookup';
import type { Cell, Context, FieldJson, FrameJson } from '../seam';
import { fromApi } from '../time/instant';
import type { LogsPage } from './page';
import type { LogsPlan } from './plan';
import { severityOf } from './severity';

/** Fields of log lines, in the names and types of Grafana's dataplane contract. */
const LOG_FIELDS: readonly FieldJson[] = [
  { name: 'timestamp', type: 'time', typeInfo: { frame: 'time.Time' } },
  { name: 'body', type: 'string', typeInfo: { frame: 'string' } },
  { name: 'severity', type: 'string', typeInfo: { frame: 'string' } },
  { name: 'labels', type: 'other', typeInfo: { frame: 'json.RawMessage' } },
];

/** Fields that a log line shows as labels. */
const LABELS = ['coloCode', 'eventCode', 'inputId'];

type About = Pick<Context, 'refId' | 'settings'>;

/** Events as log lines, newest first: the text is the event's code and description, the rest are labels in the order of their names. */
export function logsFrame(
  { dataset }: LogsPlan,
  pages: readonly LogsPage[],
  { refId, settings }: About,
  names?: Names
): FrameJson {
  const codes = texts(pages, 'eventCode');
  const descriptions = texts(pages, 'eventDescription');
  const dimensions = LABELS.flatMap((name) => fieldOf(dataset, name) ?? []);
  const labels = dimensions
    .flatMap((dimension) => textColumns(dimension, texts(pages, dimension.name), { settings, names }))
    .map(({ field, values }) => ({ name: field.name, values }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return frame(refId, 'log-lines', LOG_FIELDS, [
    texts(pages, 'datetime').map(fromApi),
    codes.map((code, row) => oneLine(code, descriptions[row])),
    codes.map((code, row) => severityOf(code, descriptions[row])),
    codes.map((_, row): Cell => Object.fromEntries(labels.map(({ name, values }) => [name, values[row]]))),
  ]);
}

const oneLine = (code: string, description: string): string =>
  [code, description]
    .filter((text) => text !== '')
    .join(': ')
    .replace(/\s+/g, ' ')
    .trim();

/** Events as rows with all their fields. */
export function eventsFrame(
  { dataset, keys }: LogsPlan,
  pages: readonly LogsPage[],
  { refId, settings }: About,
  names?: Names
): FrameJson {
  const dimensions = keys.slice(1).flatMap(({ field }) => fieldOf(dataset, field) ?? []);
  const columns = dimensions.flatMap((dimension) =>
    textColumns(dimension, texts(pages, dimension.name), { settings, names })
  );
  return frame(
    refId,
    undefined,
    [timeField, ...columns.map(({ field }) => field)],
    [texts(pages, 'datetime').map(fromApi), ...columns.map(({ values }) => values)]
  );
}

/** A field of every row; empty where the account does not have it. */
export const texts = (pages: readonly LogsPage[], name: string): string[] =>
  pages.flatMap(({ table, rows }) => {
    const column = textAt(table, name);
    return Array.from({ length: rows }, (_, row) => (column ? column.dictionary[column.codes[row]] : ''));
  });
