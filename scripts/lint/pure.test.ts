import { Linter } from 'eslint';
import { pure } from './pure.mjs';

const complaints = (code: string) => new Linter().verify(code, [{ rules: pure }]).map(({ message }) => message);

it.each([
  'new Intl.NumberFormat("en")',
  'console.log(1)',
  'setTimeout(f, 1)',
  'fetch("/x")',
  'window.x',
  'process.env.X',
  'Date.now()',
  'new Date()',
  'Date()',
  'Math.random()',
  'a.localeCompare(b)',
  '/\\p{L}/u.test(a)',
  '/(?<year>\\d+)/.exec(a)',
  '/a(?=b)/.test(a)',
  '/a(?!b)/.test(a)',
  '/(?<=a)b/.test(a)',
  '/(?<!a)b/.test(a)',
  '/a/v.test(a)',
])('%s is no code for the core', (code) => {
  expect(complaints(code)).toHaveLength(1);
});

it.each(['new Date(0).toISOString()', 'Date.parse(a)', '/(?:a|b)+/.test(a)', 'Math.floor(a)', '/\\(\\?=/.test(a)'])(
  '%s is',
  (code) => {
    expect(complaints(code)).toEqual([]);
  }
);
