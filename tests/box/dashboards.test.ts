import pluginJson from '../../src/plugin.json';
import { annotationQuery, defaultAnnotation, problems, variableProblems } from '../../src/core';
import { DASHBOARDS, DATASOURCES, LISTED, QUERIES, type Panel } from './files';

/** What every dashboard of the box must be, whoever edits one. */

const WIDTH = 24;
const uids = DASHBOARDS.map(([, { uid }]) => uid);

test('plugin.json lists every dashboard, and no other', () => {
  expect([...LISTED].sort()).toEqual(DASHBOARDS.map(([file]) => file).sort());
  expect(new Set(uids).size).toBe(uids.length);
});

describe.each(DASHBOARDS)('%s', (_, dashboard) => {
  const { panels, templating, annotations, links } = dashboard;

  test('says what it and each of its panels shows', () => {
    for (const { title, description, type } of [dashboard, ...panels].map((each) => ({ type: '', ...each }))) {
      expect(title).not.toBe('');
      if (type !== 'row') {
        expect(description).toMatch(/^[A-Z].*[.]$/s);
      }
    }
    for (const { label, description, type } of templating.list) {
      expect(label).toBeTruthy();
      expect(type === 'datasource' || description !== undefined).toBe(true);
    }
  });

  test('has panels that are told apart, side by side on the grid and without holes in a row', () => {
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    const taken = new Map<string, string>();
    for (const { title, gridPos } of panels) {
      for (const cell of cellsOf(gridPos)) {
        expect([cell, taken.get(cell)]).toEqual([cell, undefined]);
        taken.set(cell, title);
      }
      expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(WIDTH);
    }
    const bottom = Math.max(...panels.map(({ gridPos: { y, h } }) => y + h));
    expect(taken.size).toBe(WIDTH * bottom);
  });

  test('leads to the other dashboards with the same time and variables', () => {
    const [link] = links;
    expect(link).toMatchObject({ type: 'dashboards', keepTime: true, includeVars: true });
    expect(DASHBOARDS.every(([, { tags }]) => link.tags.every((tag) => tags.includes(tag)))).toBe(true);
  });

  test('has links that lead to a dashboard that there is, and set variables that it has', () => {
    for (const address of addressesIn(panels)) {
      const [, uid, search] = /^\/d\/([\w-]+)\?(.*)$/.exec(address) ?? [];
      const target = DASHBOARDS.find(([, each]) => each.uid === uid)?.[1];
      expect([address, target?.uid]).toEqual([address, uid]);
      for (const [, name] of search.matchAll(/var-(\w+)=/g)) {
        expect(target?.templating.list.map((variable) => variable.name)).toContain(name);
      }
    }
  });

  test('takes its data source by a variable, so that it can be imported beside any other', () => {
    expect(templating.list[0]).toMatchObject({ type: 'datasource', name: 'ds', query: pluginJson.id });
    const refs = [...panels.flatMap(({ targets = [] }) => targets), ...templating.list, ...annotations.list]
      .map((each) => (each as { datasource?: unknown }).datasource)
      .filter((ref) => ref !== undefined);
    expect(refs.length).toBeGreaterThan(0);
    for (const ref of refs) {
      expect(ref).toEqual({ type: pluginJson.id, uid: '${ds}' });
    }
  });

  test('offers variables that can be asked, and names no other in its queries', () => {
    const names = templating.list.map(({ name }) => name);
    for (const { type, query } of templating.list) {
      expect(
        type === 'query' ? variableProblems(query as object).filter(({ path }) => !/values/.test(path)) : []
      ).toEqual([]);
    }
    const queries = [panels.map(({ targets }) => targets), templating.list, annotations.list];
    for (const [, name] of JSON.stringify(queries).matchAll(/\$\{?(\w+)/g)) {
      expect([...names, '__all']).toContain(name);
    }
  });

  test('has annotations that are told apart and can be asked', () => {
    expect(new Set(annotations.list.map(({ name }) => name)).size).toBe(annotations.list.length);
    for (const { target } of annotations.list) {
      expect(problems(chosen(annotationQuery({ ...defaultAnnotation, ...target }, { from: 0, to: 1 })))).toEqual([]);
    }
  });

  test('has charts whose words for no value are true of a single point, where a tooltip has them too', () => {
    for (const { type, fieldConfig } of panels) {
      expect(type === 'timeseries' ? (fieldConfig?.defaults?.noValue ?? 'No data') : 'No data').toMatch(
        /^No [\w ]*data$/
      );
    }
  });

  test('has an override for no field that its panel has not', () => {
    for (const { targets = [], fieldConfig } of panels) {
      const fields = targets.flatMap(({ metrics, groupBy, dataset }) => [
        ...((metrics ?? []) as string[]),
        ...((groupBy ?? []) as string[]),
        ...(dataset === undefined ? [] : COLUMNS),
      ]);
      for (const { matcher } of fieldConfig?.overrides ?? []) {
        expect(matcher.id !== 'byName' || fields.includes(matcher.options)).toBe(true);
      }
    }
  });
});

/** Names that stand beside IDs, and columns of sources. */
const COLUMNS = [
  ...['video', 'liveInput', 'uid', 'status', 'enabled', 'created'],
  ...['totalStorageMinutes', 'videoCount', 'dataset', 'label', 'liveViewers'],
];

test.each(QUERIES)('%s: nothing is wrong with the query', (_, { target }) => {
  expect(problems(chosen(target))).toEqual([]);
});

test('the provisioned data source is of this plugin', () => {
  expect(DATASOURCES.map(({ type }) => type)).toEqual([pluginJson.id]);
});

/** A query with something in the place of every variable. */
const chosen = (query: object): unknown =>
  JSON.parse(
    JSON.stringify(query)
      .replace(/\$price/g, '1')
      .replace(/\$\w+/g, 'x')
  );

function* cellsOf({ x, y, w, h }: Panel['gridPos']): Generator<string> {
  for (let column = x; column < x + w; column++) {
    for (let row = y; row < y + h; row++) {
      yield `${column},${row}`;
    }
  }
}

/** Every `url` within. */
const addressesIn = (within: unknown): string[] =>
  typeof within !== 'object' || within === null
    ? []
    : Object.entries(within).flatMap(([key, value]) =>
        key === 'url' && typeof value === 'string' ? [value] : addressesIn(value)
      );
