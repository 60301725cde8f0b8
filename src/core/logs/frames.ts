import { fieldOf } from '../catalogue/dataset';
import { frame, textField, timeField } from '../frames/fields';
import type { Cell, FieldJson, FrameJson } from '../seam';
import { fromApi } from '../time/instant';
import { textColumn, type LogsPage } from './page';
import type { LogsPlan } from './plan';
import { severityOf } from './severity';

/** Fields of log lines, in the names and types of Grafana's dataplane contract. */
const LOG_FIELDS: readonly FieldJson[] = [
  { name: 'timestamp', type: 'time', typeInfo: { frame: 'time.Time' } },
  { name: 'body', type: 'string', typeInfo: { frame: 'string' } },
  { name: 'severity', type: 'string', typeInfo: { frame: 'string' } },
  { name: 'labels', type: 'other', typeInfo: { frame: 'json.RawMessage' } },
];

/** Fields that a log line shows as labels, in the order of their names. */
const LABELS = ['coloCode', 'eventCode', 'inputId'];

/** Events as log lines, newest first: the text is the event's code and description, the rest are labels. */
export function logsFrame(pages: readonly LogsPage[], refId: string): FrameJson {
  const codes = texts(pages, 'eventCode');
  const descriptions = texts(pages, 'eventDescription');
  const labels = LABELS.map((name) => ({ name, values: texts(pages, name) }));
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
export function eventsFrame({ dataset, keys }: LogsPlan, pages: readonly LogsPage[], refId: string): FrameJson {
  const fields = keys.slice(1).flatMap(({ field }) => fieldOf(dataset, field) ?? []);
  return frame(
    refId,
    undefined,
    [timeField, ...fields.map(textField)],
    [texts(pages, 'datetime').map(fromApi), ...fields.map(({ name }) => texts(pages, name))]
  );
}

/** A field of every row; empty where the account does not have it. */
const texts = (pages: readonly LogsPage[], name: string): string[] =>
  pages.flatMap(({ table, rows }) => {
    const column = textColumn(table, name);
    return Array.from({ length: rows }, (_, row) => (column ? column.dictionary[column.codes[row]] : ''));
  });
