import type { Dimension, Metric } from '../catalogue/dataset';
import type { Link } from '../names/page';
import type { Cell, FieldJson, FrameJson } from '../seam';

/**
 * Fields in the form of Grafana's DataFrameJSON. `typeInfo.frame` must be there, and `nullable` on every number: without it
 * the Go SDK makes a null into 0.
 */
export const timeField: FieldJson = { name: 'time', type: 'time', typeInfo: { frame: 'time.Time' } };

export const textField = (
  { name, label, description }: Pick<Dimension, 'name' | 'label' | 'description'>,
  links: readonly Link[] = []
): FieldJson => ({
  name,
  type: 'string',
  typeInfo: { frame: 'string' },
  config: { displayNameFromDS: label, description, ...linked(links) },
});

export const numberField = (
  { name, description }: Pick<Metric, 'name' | 'description'>,
  unit: string,
  displayName: string,
  labels?: Readonly<Record<string, string>>,
  links: readonly Link[] = []
): FieldJson => ({
  name,
  type: 'number',
  typeInfo: { frame: 'float64', nullable: true },
  ...(labels && Object.keys(labels).length > 0 ? { labels } : {}),
  config: { displayNameFromDS: displayName, description, unit, ...linked(links) },
});

const linked = (links: readonly Link[]) => (links.length > 0 ? { links } : {});

/** Kinds of Grafana's dataplane contract; a frame without one is a plain table. */
export type FrameType =
  'timeseries-wide' | 'timeseries-multi' | 'timeseries-long' | 'numeric-wide' | 'numeric-long' | 'log-lines';

export type Values = ReadonlyArray<readonly Cell[]>;

/** What shows frames best that are no table. */
const SHOWN_AS: Readonly<Partial<Record<FrameType, 'graph' | 'logs'>>> = {
  'timeseries-wide': 'graph',
  'timeseries-multi': 'graph',
  'log-lines': 'logs',
};

export const frame = (
  refId: string,
  type: FrameType | undefined,
  fields: readonly FieldJson[],
  values: Values
): FrameJson => ({
  schema: {
    refId,
    meta: {
      ...(type === undefined ? {} : { type, typeVersion: type === 'log-lines' ? [0, 0] : [0, 1] }),
      preferredVisualisationType: (type && SHOWN_AS[type]) ?? 'table',
    },
    fields,
  },
  data: { values },
});

/** NaN is what is not known; JSON has null for it. */
export const orNull = (value: number): number | null => (Number.isNaN(value) ? null : value);
