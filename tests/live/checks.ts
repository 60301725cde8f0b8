import { DATASETS, type Dataset } from '../../src/core';
import { apiFields } from '../../src/core/catalogue/dataset';
import { classify } from '../../src/core/classify';
import type { FailureClass } from '../../src/core/failure';
import { DOCUMENTED } from '../../src/core/limits';
import type { Backend } from '../../workbench/backend';
import type { Api } from './api';
import { days } from './period';

/** What must hold. `problem` says how it does not. */
export interface Outcome {
  readonly found: string;
  readonly problem?: string;
}

export interface Check {
  readonly name: string;
  run(api: Api, plugin: Backend, now: number): Promise<Outcome>;
}

const all = Object.values(DATASETS);
const MINUTES = 'streamMinutesViewedAdaptiveGroups';

/** Numbers may differ a little between two times of asking: the API answers from samples. */
const SAMPLED = 0.01;

const answers = (dataset: Dataset): Check => ({
  name: `${dataset.name} has every metric and dimension of the catalogue`,
  run: async (api, _, now) => {
    const { filter } = days(now, 1);
    const fields = dataset.dimensions.map(({ name }) => name);
    if (dataset.events) {
      const rows = await api.rows(dataset.name, filter, `datetime ${fields.join(' ')}`);
      return { found: `${rows.length} events of a day looked at` };
    }
    const metrics = dataset.metrics.filter(({ interval }) => !interval).flatMap(apiFields);
    // One by one: the number of fields of a query is limited.
    for (const name of [...metrics.map(selection), ...fields.map((field) => `dimensions { ${field} }`)]) {
      await api.rows(dataset.name, filter, name, 'limit: 1');
    }
    const [row] = await api.rows(dataset.name, filter, 'count');
    return { found: `${row?.['count'] ?? 0} samples in a day, ${metrics.length} metrics, ${fields.length} dimensions` };
  },
});

/** `sum.minutesViewed` as GraphQL. */
function selection(metric: string): string {
  const [block, field] = metric.split('.');
  return field === undefined ? block : `${block} { ${field} }`;
}

const settings: Check = {
  name: 'the settings state limits that the plugin can go by',
  run: async (api) => {
    const fields = 'enabled availableFields maxDuration maxNumberOfFields maxPageSize notOlderThan';
    const answer = await api.ofAccount(`settings { ${all.map(({ name }) => `${name} { ${fields} }`).join(' ')} }`);
    const found = answer.body.data?.viewer.accounts[0]?.['settings'] as
      Record<string, Record<string, unknown>> | undefined;
    if (found === undefined) {
      return { found: 'none', problem: JSON.stringify(answer.body.errors ?? answer.body) };
    }
    const lines = Object.entries(found).map(([name, { availableFields, ...limits }]) => {
      const listed = availableFields as readonly string[];
      return `${name}: ${JSON.stringify(limits)}, ${listed.length} fields, such as ${listed.slice(0, 3).join(', ')}`;
    });
    const odd = Object.entries(found).filter(([, limits]) =>
      Object.keys(DOCUMENTED).some((key) => typeof limits[key] !== typeof DOCUMENTED[key as 'enabled'])
    );
    return {
      found: lines.join('\n'),
      ...(odd.length > 0 && { problem: `Of another type than documented: ${odd.map(([name]) => name).join(', ')}` }),
    };
  },
};

/** A question that the API must refuse, and the class that the plugin puts its refusal into. */
const refused = (
  name: string,
  expected: FailureClass,
  ask: (now: number) => { filter: string; more?: string }
): Check => ({
  name: `${name} is refused, and the refusal understood`,
  run: async (api, _, now) => {
    const { filter, more = 'limit: 1' } = ask(now);
    const { status, body } = await api.ofAccount(`${MINUTES}(filter: { ${filter} }, ${more}) { count }`);
    const errors = (body.errors ?? []).map(({ message, extensions }) => ({ message, code: extensions?.code }));
    const found = `HTTP ${status}: ${JSON.stringify(errors)}`;
    if (errors.length === 0) {
      return { found, problem: 'The API answered.' };
    }
    const { class: kind, message } = classify({ kind: 'answer', status, errors });
    return {
      found: `${found}\nThe plugin says (${kind}): ${message}`,
      ...(kind !== expected && { problem: `The plugin takes it for ${kind} and not for ${expected}.` }),
    };
  },
});

const same: Check = {
  name: 'the plugin’s total of a week is the API’s own',
  run: async (api, plugin, now) => {
    const { from, to, filter } = days(now, 7);
    const [row] = await api.rows(MINUTES, filter, 'sum { minutesViewed }', 'limit: 1');
    const own = (row?.['sum'] as { minutesViewed: number } | undefined)?.minutesViewed ?? 0;
    const total = async (format: string, more: object) => {
      const json = { dataset: MINUTES, metrics: ['sum.minutesViewed'], format, ...more };
      const { A } = await plugin.queryData([
        { refId: 'A', from, to, intervalMs: 3_600_000, maxDataPoints: 1000, json },
      ]);
      if (A.error) {
        throw new Error(A.error);
      }
      return A.frames.reduce((sum, frame) => sum + sumOf(JSON.parse(frame)), 0);
    };
    const table = await total('table', {});
    const series = await total('timeSeries', { bucket: 'hour' });
    const off = [table, series].filter((value) => Math.abs(value - own) > SAMPLED * own);
    return {
      found: `The API ${own}, a table ${table}, a series by the hour added up ${series}.`,
      ...(off.length > 0 && { problem: `Off by more than ${SAMPLED * 100} %: ${off.join(', ')}` }),
    };
  },
};

/** Of the numbers of a frame. */
function sumOf({
  schema,
  data,
}: {
  schema: { fields: Array<{ type: string }> };
  data: { values: unknown[][] };
}): number {
  const columns = schema.fields.flatMap(({ type }, index) => (type === 'number' ? [data.values[index]] : []));
  return columns.flat().reduce<number>((sum, value) => sum + Number(value ?? 0), 0);
}

const healthy: Check = {
  name: 'the plugin’s health check says that all is well',
  run: async (_, plugin) => {
    const { status, message } = await plugin.checkHealth();
    return { found: message, ...(status !== 'OK' && { problem: `Status ${status}` }) };
  },
};

export const CHECKS: readonly Check[] = [
  settings,
  healthy,
  ...all.map(answers),
  refused('a range of 40 days', 'limit', (now) => days(now, 40)),
  refused('a day of half a year ago', 'retention', (now) => days(now, 1, 180)),
  refused('a page of a million rows', 'limit', (now) => ({ ...days(now, 1), more: 'limit: 1000000' })),
  refused('a dimension that is none', 'bug', (now) => ({ filter: `${days(now, 1).filter}, planet: "x"` })),
  same,
];
