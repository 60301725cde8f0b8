import type { DimensionType } from '../catalogue/dataset';
import { fromApi, toTime } from '../time/instant';

/** How a filter's value is written, by the API's type. The API refuses a whole query for one value that it cannot read. */
interface Form {
  readonly fits: (text: string) => boolean;
  readonly words: string;
}

/** Up to 15 digits are exact as a double. */
const below = (most: number, words: string): Form => ({
  fits: (text) => /^\d{1,15}$/.test(text) && Number(text) < most,
  words,
});

/** Days that no month has are no dates. */
const isMoment = (text: string): boolean => {
  const time = fromApi(text);
  return !Number.isNaN(time) && toTime(time).startsWith(text);
};

export const FORMS: Readonly<Record<Exclude<DimensionType, 'string'>, Form>> = {
  uint8: below(2 ** 8, 'whole number below 256'),
  uint16: below(2 ** 16, 'whole number below 65536'),
  uint32: below(2 ** 32, 'whole number below 4294967296'),
  uint64: below(Infinity, 'whole number'),
  Date: {
    fits: (text) => /^\d{4}-\d\d-\d\d$/.test(text) && isMoment(text),
    words: 'date, such as 2026-03-01',
  },
  Time: {
    fits: (text) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text) && isMoment(text),
    words: 'UTC time, such as 2026-03-01T00:00:00Z',
  },
};
