import { complete, goComplaint, nodeComplaint } from './prerequisites.mjs';

it.each(['20.0.0', '22.17.1', '100.1.0'])('Node %s is new enough', (version) => {
  expect(nodeComplaint(version)).toBeUndefined();
});

it.each(['18.20.4', '19.9.9', '8.0.0'])('Node %s is too old, in one line', (version) => {
  expect(nodeComplaint(version)).toMatch(new RegExp(`^Node 20 or newer is needed, this is ${version}: \\S+$`));
});

it.each([
  ['1.26.5', '1.26.5'],
  ['1.26.10', '1.26.5'],
  ['1.27', '1.26.5'],
  ['2.0', '1.26.5'],
])('Go %s is new enough for %s', (version, wanted) => {
  expect(goComplaint(version, wanted)).toBeUndefined();
});

it.each([
  ['1.26.4', '1.26.5'],
  ['1.26', '1.26.5'],
  ['1.9.9', '1.26.5'],
])('Go %s is too old for %s, in one line', (version, wanted) => {
  expect(goComplaint(version, wanted)).toMatch(/^Go 1\.26\.5 or newer is needed, this is \S+: \S+$/);
});

it('no Go at all is said in one line', () => {
  expect(goComplaint(undefined, '1.26.5')).toMatch(/^Go 1\.26\.5 or newer is needed, none was found: \S+$/);
});

describe('packages', () => {
  const WANTED = {
    '': {},
    'node_modules/a': { version: '1.0.0' },
    'node_modules/b': { version: '2.0.0', optional: true },
  };

  it.each([
    ['all there', { 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '2.0.0' } }, true],
    ['one for another platform is missing', { 'node_modules/a': { version: '1.0.0' } }, true],
    ['one is missing', { 'node_modules/b': { version: '2.0.0' } }, false],
    ['one is older', { 'node_modules/a': { version: '0.9.0' } }, false],
    [
      'an optional one is older',
      { 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '1.0.0' } },
      false,
    ],
  ])('%s', (_, present, whole) => expect(complete(WANTED, present)).toBe(whole));
});
