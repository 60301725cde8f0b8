import { compactDuration } from './duration';

it.each([
  [2_678_400_000, '4w3d'],
  [7_776_000_000, '12w6d'],
  [54_000_000, '15h'],
  [((((38 * 7 + 2) * 24 + 15) * 60 + 32) * 60 + 42) * 1000 + 924, '38w2d15h32m42s924ms'],
  [0, '0s'],
])('%d ms is %s', (ms, text) => {
  expect(compactDuration(ms)).toBe(text);
});
