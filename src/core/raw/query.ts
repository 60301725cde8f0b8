import * as v from 'valibot';
import type { Dataset } from '../catalogue/dataset';
import type { Format, Problem } from '../query/query';
import { columnsOf, type RawColumn } from './columns';
import { readDocument, startOf, type RawDocument } from './document';
import { placeOf, type Mistake } from './text';

/** The dataset of a query that is written in GraphQL. */
export const RAW = 'graphql';

/** A saved query that is written in GraphQL. Times in it are the API's: UTC. */
export interface RawQuery {
  readonly version: 1;
  readonly dataset: typeof RAW;
  readonly format: Format;
  readonly graphql: string;
  /** Template of a series' name, of the names in the answer: `{{country}}` where the text has `country: clientCountryName`. */
  readonly legend: string;
  /** Whether names stand beside the IDs of videos and live inputs. */
  readonly names: boolean;
}

export type ParsedRaw =
  | { readonly raw: RawQuery; readonly document: RawDocument; readonly unknown: readonly string[] }
  | { readonly problems: readonly Problem[] };

const text = (name: string) => v.string(`${name} is text.`);

const schema = v.object({
  version: v.literal(1, 'This version of the plugin reads version 1.'),
  dataset: v.literal(RAW),
  format: v.optional(v.picklist(['timeSeries', 'table'], 'Possible are timeSeries, table.'), 'timeSeries'),
  graphql: text('graphql'),
  legend: v.optional(text('legend'), ''),
  names: v.optional(v.boolean('names is true or false.'), true),
});

export const isRaw = (saved: Readonly<Record<string, unknown>>): boolean => saved.dataset === RAW;

/** Reads a saved query of the newest version whose dataset is `graphql`. */
export function parseRaw(saved: Readonly<Record<string, unknown>>): ParsedRaw {
  const shaped = v.safeParse(schema, { graphql: undefined, ...saved });
  if (!shaped.success) {
    return { problems: shaped.issues.map(({ path = [], message }) => ({ path: String(path[0]?.key), message })) };
  }
  const raw = shaped.output;
  const document = readDocument(raw.graphql);
  const mistakes = 'mistakes' in document ? document.mistakes : mistakesOf(document, raw.format);
  if ('mistakes' in document || mistakes.length > 0) {
    return {
      problems: mistakes.map(({ message, offset }) => ({
        path: 'graphql',
        message: `${message} (${placeOf(raw.graphql, offset)})`,
      })),
    };
  }
  return { raw, document, unknown: Object.keys(saved).filter((key) => !Object.hasOwn(schema.entries, key)) };
}

/** All that the core sees wrong with a text; the schema sees more. */
export function mistakesIn(graphql: string, format: Format): readonly Mistake[] {
  const document = readDocument(graphql);
  return 'mistakes' in document ? document.mistakes : mistakesOf(document, format);
}

function mistakesOf(document: RawDocument, format: Format): Mistake[] {
  const mistakes: Mistake[] = [];
  const columns = columnsOf(document, someBucket(document.dataset), (offset, message) =>
    mistakes.push({ offset: document.offsetOf(offset), message })
  );
  if (mistakes.length === 0 && format === 'timeSeries') {
    const wrong = noSeries(columns);
    return wrong === undefined ? [] : [{ offset: document.offsetOf(startOf(document.node)), message: wrong }];
  }
  return mistakes;
}

/** Any will do to see whether a text is right. */
const someBucket = ({ buckets }: Dataset): string => buckets[0].dimension;

function noSeries(columns: readonly RawColumn[]): string | undefined {
  const times = columns.filter(({ is }) => is === 'time');
  if (times.length !== 1) {
    return times.length === 0
      ? 'A time series needs a time: select dimensions { ts: $bucket }, or choose the format table.'
      : `A time series has one time, and this selects ${times.map(({ name }) => name).join(' and ')}: leave one out, or choose the format table.`;
  }
  return columns.some(({ is }) => is === 'metric') ? undefined : 'A time series needs a metric, such as count.';
}
