import * as fc from 'fast-check';
import { fromApi, toTime, toWords } from './instant';

test('instants are written in whole seconds, for people in whole minutes', () => {
  const time = Date.parse('2026-03-01T04:05:06.789Z');
  expect(toTime(time)).toBe('2026-03-01T04:05:06Z');
  expect(toWords(time)).toBe('2026-03-01 04:05 UTC');
});

test('what is written is read again; a date is its first instant', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4e9 }), (seconds) => {
      expect(fromApi(toTime(seconds * 1000))).toBe(seconds * 1000);
    })
  );
  expect(fromApi('2026-03-01')).toBe(Date.parse('2026-03-01T00:00:00.000Z'));
  expect(fromApi('yesterday')).toBeNaN();
  expect(fromApi('2026-03-0x')).toBeNaN();
});
