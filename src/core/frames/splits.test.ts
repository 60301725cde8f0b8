import { DATASETS } from '../catalogue/catalogue';
import { OTHER } from '../execution/other';
import { defaultQuery } from '../query/withDataset';
import { problems } from '../query/parse';
import type { FieldJson, FrameJson } from '../seam';
import { withSplits } from './splits';

const DIMENSIONS = DATASETS.streamMinutesViewedAdaptiveGroups.dimensions;
const EXPLORE = { caller: 'explore', dataSource: { uid: 'u', name: 'Stream' } } as const;

const frameOf = (...fields: Array<Partial<FieldJson>>) => [{ schema: { fields } }] as unknown as FrameJson[];
const series = (labels: Record<string, string>) => frameOf({ name: 'time', type: 'time' }, { type: 'number', labels });

/** Title and filters of each field's last link. */
function splits(frames: FrameJson[], groupBy: string[], context: Parameters<typeof withSplits>[3] = EXPLORE) {
  const query = { ...defaultQuery, groupBy };
  const dimensions = groupBy.map((name) => DIMENSIONS.find((each) => each.name === name)!);
  const [{ schema }] = withSplits(frames, query, dimensions, context);
  return schema.fields.flatMap(({ config }) => {
    const links = (config?.links ?? []) as Array<{ title: string; internal?: { query: typeof query } }>;
    return links.flatMap(({ title, internal }) => {
      expect(problems(JSON.parse(JSON.stringify(internal?.query ?? query).replace('${__value.raw}', 'US')))).toEqual(
        []
      );
      return internal ? [[title, internal.query.filters]] : [];
    });
  });
}

const is = (field: string, value: string) => ({ field, operator: 'eq', values: [value] });

test('a series leads to a query of what it is of, by its name', () => {
  expect(splits(series({ clientCountryName: 'US' }), ['clientCountryName'])).toEqual([
    ['Query US alone', [is('clientCountryName', 'US')]],
  ]);
  const labels = { clientCountryName: 'US', uid: 'abc', video: 'Episode 1' };
  expect(splits(series(labels), ['uid', 'clientCountryName'])).toEqual([
    ['Query Episode 1, US alone', [is('uid', 'abc'), is('clientCountryName', 'US')]],
  ]);
});

test('a value in a table leads to its query, where it leads nowhere else', () => {
  const page = { config: { links: [{ title: 'Page' }] } };
  const frames = frameOf(
    { name: 'uid', type: 'string', ...page },
    { name: 'clientCountryName', type: 'string' },
    { name: 'sum.minutesViewed', type: 'number' }
  );
  expect(splits(frames, ['uid', 'clientCountryName'])).toEqual([
    ['Query this country alone', [is('clientCountryName', '${__value.raw}')]],
  ]);
});

test('the others together, what looks like a variable, and panels have none', () => {
  expect(splits(series({ clientCountryName: OTHER }), ['clientCountryName'])).toEqual([]);
  expect(splits(series({ creator: '$__all' }), ['creator'])).toEqual([]);
  expect(splits(series({}), [])).toEqual([]);
  const us = series({ clientCountryName: 'US' });
  expect(splits(us, ['clientCountryName'], { ...EXPLORE, caller: 'panel' })).toEqual([]);
  expect(splits(us, ['clientCountryName'], { caller: 'explore' })).toEqual([]);
});
