import { describe as inWords } from './describe';
import { EXAMPLES } from './examples';
import { problems } from './parse';

test.each(EXAMPLES.map(({ title, query }) => [title, query]))('the example "%s" can be asked', (_, query) => {
  expect(problems(query)).toEqual([]);
  expect(inWords(query)).toMatch(/^[A-Z].*\.$/);
});

test('each example is another one', () => {
  expect(new Set(EXAMPLES.map(({ title }) => title)).size).toBe(EXAMPLES.length);
});
