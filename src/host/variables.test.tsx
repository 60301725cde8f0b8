import { setTemplateSrv, type TemplateSrv } from '@grafana/runtime';
import { interpolated } from './variables';

interface Chosen {
  readonly value: unknown;
  readonly text: string;
  /** Grafana's address of the variable; empty where it is kept out of it. */
  readonly address?: string;
  /** What All is replaced by where the variable has a value of its own for it. */
  readonly custom?: string;
}

/** As Grafana replaces: by a format that it knows by its name, or by a function, which a value of All's own goes past. */
function choose(variables: Record<string, Chosen>) {
  const replace = (text: string, _: unknown, format?: (value: unknown, variable: unknown) => string) =>
    text.replace(/\$(\w+)|\$\{(\w+)(?::(\w+))?\}/g, (whole, plain, braced, named) => {
      const chosen = variables[plain ?? braced];
      if (chosen === undefined) {
        return whole;
      }
      return named === 'text'
        ? chosen.text
        : named === 'queryparam'
          ? (chosen.address ?? '')
          : (chosen.custom ?? format?.(chosen.value, {}) ?? String(chosen.value));
    });
  setTemplateSrv({ replace } as unknown as TemplateSrv);
}

const OPTIONS = ['US', 'CA'];
const ALL: Chosen = { value: OPTIONS, text: 'All', address: 'var-country=$__all' };

const filteredBy = (...values: string[]) => ({ filters: [{ field: 'clientCountryName', operator: 'in', values }] });

test.each<[string, Chosen, string[]]>([
  [
    'several values become several',
    { value: OPTIONS, text: 'US + CA', address: 'var-country=US&var-country=CA' },
    OPTIONS,
  ],
  ['All is said to be All, not all options', ALL, ['$__all']],
  ['so it is where the address does not name the variable', { ...ALL, address: '' }, ['$__all']],
  ['All with a value of its own is that value', { ...ALL, custom: '%' }, ['%']],
  ['a value that is shown as All is none', { value: ['x'], text: 'All', address: 'var-country=x' }, ['x']],
  ['a variable without a value keeps its name, so that it can be said', { value: [], text: '' }, ['$country']],
])('%s', (_, chosen, values) => {
  choose({ country: chosen });
  expect(interpolated(filteredBy('$country'), {})).toEqual(filteredBy(...values));
});

test('within a text, and in a list that is no filter, All is every option', () => {
  choose({ country: ALL });
  expect(interpolated({ ...filteredBy('x-$country'), groupBy: ['$country'] }, {})).toEqual({
    ...filteredBy('x-US', 'x-CA'),
    groupBy: OPTIONS,
  });
});

test('in a legend several values have commas between them, and All is called All', () => {
  choose({ country: ALL, creator: { value: ['a', 'b'], text: 'a + b' } });
  expect(interpolated({ legend: 'Top of $creator in $country: {{uid}}' }, {})).toEqual({
    legend: 'Top of a, b in All: {{uid}}',
  });
});
