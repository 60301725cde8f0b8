import { createHash } from 'node:crypto';
import { DAY_MS } from './day';
import { liveInputEvents } from './liveInputEvents';
import { bufferEvents, qualityEvents } from './playerEvents';
import { reports } from './reports';
import { viewings } from './viewings';

const FROM = Date.parse('2026-08-26T00:00:00Z');

it.each([
  ['viewings', viewings, '8fd03763f2be6bc350317f7b55a3a7724f7e883b37ad266d32c5a6d69e0cb938'],
  ['bufferEvents', bufferEvents, '22df3580febbd8f0527ee643c422759935112a9b99aa2e4ec4efc78a7283a944'],
  ['qualityEvents', qualityEvents, '3d0c675d6d22c6929c7c8404d78a249ea0c321f6448c0f8ddc43069a985c8f24'],
  ['reports', reports, 'ec6a86b3bf89340c0cb340bd754c8a09019a160e4dd39ce32ce0ee18ebe206b0'],
  ['liveInputEvents', liveInputEvents, '7cab9b36c8e68047e990e2d67be11c8a1d9a7b60dd0b204f8f65b1071e4d7137'],
])('%s are the same in every process', (_, events, expected) => {
  const digest = createHash('sha256');
  for (const event of events({ seed: 3, videos: 20 }, { from: FROM, to: FROM + 3 * DAY_MS })) {
    digest.update(JSON.stringify(event));
  }
  expect(digest.digest('hex')).toBe(expected);
});
