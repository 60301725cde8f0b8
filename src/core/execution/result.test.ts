import type { GraphqlAsk } from '../seam';
import { executed } from './result';

const ask = (id: string, document: string, limit: number): GraphqlAsk => ({
  id,
  document,
  variables: { limit },
  window: { from: 0, to: 1 },
  limit,
});

test('each document is written once, with its variables in the order of ids', () => {
  expect(executed([])).toBe('');
  expect(executed([ask('b', 'one', 2), ask('a', 'one', 1), ask('c', 'two', 3)])).toBe(
    'one\n\n# Asked 2 times, with these variables:\n{"limit":1}\n{"limit":2}\n\ntwo\n\n# Variables:\n{"limit":3}'
  );
});

test('of many variables the first twenty are written, and how many more there are', () => {
  const asks = (count: number) => Array.from({ length: count }, (_, i) => ask(String(i).padStart(2, '0'), 'one', i));
  const lines = (count: number) => executed(asks(count)).split('\n');
  expect(lines(20).slice(-2)).toEqual(['{"limit":18}', '{"limit":19}']);
  expect(lines(23).slice(-2)).toEqual(['{"limit":19}', '# and 3 more']);
});
