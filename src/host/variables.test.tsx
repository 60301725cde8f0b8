import type { CustomVariable } from '@grafana/scenes';
import { scenesLibrary } from '../../tests/scenesLibrary';
import { interpolated } from './variables';

type State = NonNullable<ConstructorParameters<typeof CustomVariable>[0]>;

let scenes: typeof import('@grafana/scenes');

beforeAll(async () => {
  scenes = await scenesLibrary();
});

/** What a panel's request has of a dashboard with the variables `country` and `creator`, which Grafana's own library replaces. */
function dashboard(state: Partial<State>) {
  const { EmbeddedScene, SceneReactObject, SceneVariableSet } = scenes;
  const variable = (name: string, values: string[], more: Partial<State>) =>
    new scenes.CustomVariable({
      name,
      query: values.join(','),
      options: values.map((value) => ({ value, label: value })),
      value: values,
      text: values,
      isMulti: true,
      includeAll: true,
      ...more,
    });
  const scene = new EmbeddedScene({
    $variables: new SceneVariableSet({
      variables: [variable('country', ['US', 'CA'], state), variable('creator', ['a', 'b'], {})],
    }),
    body: new SceneReactObject({}),
  });
  return { __sceneObject: { text: '', value: scene } };
}

const filteredBy = (...values: string[]) => ({ filters: [{ field: 'clientCountryName', operator: 'in', values }] });

test.each<[string, Partial<State>, string[]]>([
  ['several values', { value: ['US', 'CA'], text: ['US', 'CA'] }, ['US', 'CA']],
  ['All of several', { value: ['$__all'], text: ['All'] }, ['$__all']],
  ['All of one', { isMulti: false, value: '$__all', text: 'All' }, ['$__all']],
  ['All, kept out of the address', { value: ['$__all'], text: ['All'], skipUrlSync: true }, ['$__all']],
  ['All with a value of its own', { value: ['$__all'], text: ['All'], allValue: '%' }, ['%']],
  ['all options, chosen one by one', { value: ['CA', 'US'], text: ['CA', 'US'] }, ['CA', 'US']],
  ['nothing', { value: [], text: [] }, ['$country']],
])('%s', (_, state, values) => {
  const scopedVars = dashboard(state);
  expect(interpolated(filteredBy('$country'), scopedVars)).toEqual(filteredBy(...values));
  expect(interpolated(filteredBy('${country}'), scopedVars)).toEqual(
    filteredBy(...(values[0] === '$country' ? ['${country}'] : values))
  );
});

const ALL = { value: ['$__all'], text: ['All'] };

test('within a text, and in a list that is no filter, All is every option', () => {
  const scopedVars = dashboard(ALL);
  expect(interpolated({ ...filteredBy('x-$country'), groupBy: ['$country'] }, scopedVars)).toEqual({
    ...filteredBy('x-US', 'x-CA'),
    groupBy: ['US', 'CA'],
  });
});

test('in a legend several values have commas between them, and All is called All', () => {
  const scopedVars = dashboard(ALL);
  expect(interpolated({ legend: 'Top of $creator in $country: {{uid}}' }, scopedVars)).toEqual({
    legend: 'Top of a, b in All: {{uid}}',
  });
});
