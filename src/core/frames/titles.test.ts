import * as fc from 'fast-check';
import { DATASETS } from '../catalogue/catalogue';
import { dimensionsBy } from '../catalogue/dataset';
import { titles } from './titles';

const dimensions = dimensionsBy(DATASETS.streamMinutesViewedAdaptiveGroups, ['uid', 'clientCountryName']);
const names = (video: Readonly<Record<string, string>>) => ({
  video: new Map(Object.entries(video)),
  liveInput: new Map<string, string>(),
});
const apart = (ids: readonly string[], video: Readonly<Record<string, string>>) =>
  titles(
    dimensions,
    ids.map((uid) => [uid, 'US']),
    names(video)
  ).map((each) => each.apart[0]);

test('a name that several have has as much of the ID behind it as tells them apart', () => {
  const ids = ['5646153f8dea17f4', '6cc9f3a0b1c2d3e4', 'fcfa0000aaaabbbb', 'fcfa0000ccccdddd', '0123456789abcdef'];
  const [a, b, c, d] = ids;
  expect(apart(ids, { [a]: 'Intro', [b]: 'Intro', [c]: 'Talk', [d]: 'Talk' })).toEqual([
    'Intro (5646153f)',
    'Intro (6cc9f3a0)',
    'Talk (fcfa0000aaaabbbb)',
    'Talk (fcfa0000ccccdddd)',
    '0123456789abcdef',
  ]);
  expect(apart([a, a], { [a]: 'Intro' })).toEqual(['Intro', 'Intro']);
});

test('only IDs have names, and without names they stand for themselves', () => {
  expect(titles(dimensions, [['US', 'US']], names({ US: 'Intro' }))).toEqual([
    { key: ['US', 'US'], names: ['Intro', 'US'], apart: ['Intro', 'US'] },
  ]);
  const [{ names: none }] = titles(dimensions, [['a', 'US']], undefined);
  expect(none).toEqual(['a', 'US']);
});

test('law: whatever videos are called, no two are called the same', () => {
  const id = fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength: 12 });
  const name = fc.constantFrom('', 'One', 'Two');
  fc.assert(
    fc.property(fc.uniqueArray(id), fc.dictionary(id, name), (ids, video) => {
      expect(new Set(apart(ids, video)).size).toBe(ids.length);
    })
  );
});
