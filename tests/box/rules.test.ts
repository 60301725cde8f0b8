import { problems } from '../../src/core';
import { DASHBOARDS, DATASOURCES, GROUPS, RULES } from './files';

/** What every alert rule of the box must be, whoever edits one. */

const EXPRESSIONS = '__expr__';
const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 };
const seconds = (duration: string): number => parseInt(duration, 10) * SECONDS[duration.slice(-1)];

test('rules, groups and titles are told apart', () => {
  for (const names of [RULES.map(({ uid }) => uid), RULES.map(({ title }) => title), GROUPS.map(({ name }) => name)]) {
    expect(new Set(names).size).toBe(names.length);
  }
});

test('a rule waits for whole evaluations of its group', () => {
  for (const { interval, rules } of GROUPS) {
    for (const rule of rules) {
      expect(seconds(rule.for) % seconds(interval)).toBe(0);
    }
  }
});

describe.each(RULES.map((rule): [string, (typeof RULES)[number]] => [rule.title, rule]))('%s', (_, rule) => {
  const { data, condition, annotations } = rule;
  const queries = data.filter(({ datasourceUid }) => datasourceUid !== EXPRESSIONS);
  const expressions = data.filter(({ datasourceUid }) => datasourceUid === EXPRESSIONS);

  test('asks the provisioned data source what can be asked, without a variable', () => {
    expect(queries.length).toBeGreaterThan(0);
    for (const { datasourceUid, model, relativeTimeRange } of queries) {
      expect(DATASOURCES.map(({ uid }) => uid)).toContain(datasourceUid);
      expect(problems(model)).toEqual([]);
      expect(relativeTimeRange!.from).toBeGreaterThan(relativeTimeRange!.to);
    }
  });

  test('ends in a condition that is made of what it asks', () => {
    const known = new Set(queries.map(({ refId }) => refId));
    for (const { refId, model } of expressions) {
      const used = model.type === 'math' ? String(model.expression).match(/\$\w+/g) : [`$${model.expression}`];
      expect(used?.every((name) => known.has(name.slice(1)))).toBe(true);
      known.add(refId);
    }
    expect(known.size).toBe(data.length);
    expect(expressions.map(({ refId }) => refId)).toContain(condition);
    expect(data.every(({ refId, model }) => model.refId === refId)).toBe(true);
  });

  test('says what happened with its values, and leads to a panel that there is', () => {
    expect(annotations.summary).toMatch(/^[A-Z].*[.]$/);
    expect(annotations.description).toMatch(/[.]$/);
    const [, dashboard] = DASHBOARDS.find(([, { uid }]) => uid === annotations.__dashboardUid__) ?? [];
    expect(dashboard?.panels.map(({ id }) => String(id))).toContain(annotations.__panelId__);
    const given = [...annotations.description.matchAll(/\$values\.(\w+)\.Value/g)].map(([, refId]) => refId);
    expect(given.every((refId) => data.some((each) => each.refId === refId))).toBe(true);
    // Of a rule about errors alone there is no value to tell.
    expect(given.length > 0 || rule.execErrState === 'Alerting').toBe(true);
  });

  test('says what an error and no data mean to it, and how bad it is', () => {
    expect(['NoData', 'OK', 'Alerting']).toContain(rule.noDataState);
    expect(['Error', 'Alerting']).toContain(rule.execErrState);
    expect(['warning', 'critical']).toContain(rule.labels.severity);
  });
});
