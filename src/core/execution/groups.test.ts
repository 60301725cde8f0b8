import * as fc from 'fast-check';
import { DATASETS } from '../catalogue/catalogue';
import { validityOf } from '../catalogue/confidence';
import { metricOf, type Metric } from '../catalogue/dataset';
import type { Column, Table } from '../seam';
import { slots, type Slots } from '../time/slots';
import { group, keyOf, type Groups, type Notes } from './groups';
import type { Page } from './page';
import type { Read } from './read';
import { HOUR } from '../time/units';

const dataset = DATASETS.streamMinutesViewedAdaptiveGroups;
const minutes = metricOf(dataset, 'sum.minutesViewed') as Metric;
const made = (name: string, additivity: Metric['additivity']): Metric => ({
  ...minutes,
  name,
  additivity,
  type: 'float64',
});
const hours = slots('hour', dataset, { from: 0, to: 4 * HOUR }, []) as Slots;

const readOf = (groupBy: readonly string[], more: Partial<Read> = {}): Read => ({
  dataset,
  metrics: [],
  groupBy,
  filters: [],
  windows: [],
  orderBy: [],
  keys: [],
  pageSize: 10_000,
  ...more,
});
const byHour = { bucket: hours.source };

type Row = Readonly<Record<string, string | number | null>>;

/** A page of rows: texts by dictionary, all else as numbers. */
function pageOf(rows: readonly Row[], counted = rows.length): Page {
  const columns = Object.keys(rows[0] ?? {}).map((name): Column => {
    const values = rows.map((row) => row[name]);
    const texts = values.filter((value) => typeof value === 'string');
    const dictionary = [...new Set(texts)];
    return texts.length > 0
      ? { name, kind: 'text', dictionary, codes: values.map((value) => dictionary.indexOf(String(value))) }
      : { name, kind: 'number', values: values as Array<number | null> };
  });
  return { table: { rows: rows.length, columns } satisfies Table, rows: counted };
}

const grouped = (read: Read, metrics: readonly Metric[], of: Slots | undefined, pages: readonly Page[]) =>
  group(read, metrics, of, pages) as { groups: Groups; notes: Notes };

/** Groups as text: the key, and the numbers of each metric. */
const inText = ({ size, values, width, ...rest }: Groups): string[] =>
  Array.from({ length: size }, (_, g) => {
    const numbers = values.map((each) => [...each.subarray(g * width, (g + 1) * width)].join(' '));
    return `${keyOf(rest, g).join('/')}: ${numbers.join(' | ')}`;
  });

/** Without the last digits, and without a negative zero. */
const rounded = (value: number): number => Math.round(value * 1e9) / 1e9 + 0;

const cell = fc.record({
  uid: fc.constantFrom('a', 'b', 'c'),
  country: fc.constantFrom('DE', ''),
  hour: fc.nat(3),
  sum: fc.option(fc.nat(100)),
  mean: fc.integer({ min: -5, max: 5 }),
  count: fc.integer({ min: 1, max: 4 }),
});
const page = fc.uniqueArray(cell, {
  selector: ({ uid, country, hour }) => `${uid}/${country}/${hour}`,
  maxLength: 10,
});

test('rows of one key and hour are combined as each metric allows, whatever page they come in', () => {
  const metrics = [minutes, made('max.x', 'max'), made('min.x', 'min'), made('avg.x', 'mean')];
  fc.assert(
    fc.property(fc.array(page, { minLength: 1, maxLength: 4 }), (pages) => {
      const { groups, notes } = grouped(
        readOf(['uid', 'clientCountryName'], byHour),
        metrics,
        hours,
        pages.map((rows) =>
          pageOf(
            [...rows]
              .sort((a, b) => a.hour - b.hour)
              .map(({ uid, country, hour, sum, mean, count }) => ({
                'dimensions.uid': uid,
                'dimensions.clientCountryName': country,
                'dimensions.datetimeHour': new Date(hour * HOUR).toISOString(),
                'sum.minutesViewed': sum,
                'max.x': mean,
                'min.x': mean,
                'avg.x': mean,
                count,
              }))
          )
        )
      );
      const all = pages.flat();
      expect(groups.size).toBe(new Set(all.map(({ uid, country }) => `${uid}/${country}`)).size);
      for (let g = 0; g < groups.size; g++) {
        const [uid, country] = keyOf(groups, g);
        hours.starts.forEach((_, hour) => {
          const own = all.filter((row) => row.uid === uid && row.country === country && row.hour === hour);
          const [sum, max, min, mean] = groups.values.map((values) => values[g * groups.width + hour]);
          const known = own.flatMap((row) => row.sum ?? []);
          expect(sum).toBe(known.length === 0 ? NaN : known.reduce((a, b) => a + b, 0));
          expect(max).toBe(own.length === 0 ? NaN : Math.max(...own.map((row) => row.mean)));
          expect(min).toBe(own.length === 0 ? NaN : Math.min(...own.map((row) => row.mean)));
          const weight = own.reduce((total, { count }) => total + count, 0);
          expect(rounded(mean)).toBe(rounded(own.reduce((total, row) => total + row.mean * row.count, 0) / weight));
        });
      }
      const cells = new Set(all.map(({ uid, country, hour }) => `${uid}/${country}/${hour}`));
      expect(notes).toEqual(cells.size < all.length ? { averaged: true } : {});
    })
  );
});

test('groups come in the order in which they appear; rows that a page does not count are left out', () => {
  const rows = ['b', 'a', 'c'].map((uid, i) => ({ 'dimensions.uid': uid, 'sum.minutesViewed': i }));
  const { groups } = grouped(readOf(['uid']), [minutes], undefined, [pageOf(rows, 2), pageOf([], 0), pageOf(rows)]);
  expect(inText(groups)).toEqual(['b: 0', 'a: 2', 'c: 2']);
});

test('means of nothing that counts stay what they are, and a row alone is as the API gave it', () => {
  const mean = made('avg.x', 'mean');
  const of = (...rows: Row[]) => {
    const { groups, notes } = grouped(
      readOf([]),
      [mean],
      undefined,
      rows.map((row) => pageOf([row]))
    );
    return [...groups.values[0], notes.averaged];
  };
  expect(of({ 'avg.x': 3, count: 0 }, { 'avg.x': 9, count: 0 })).toEqual([3, true]);
  expect(of({ 'avg.x': 3, count: 0 }, { 'avg.x': 9, count: 1 })).toEqual([9, true]);
  expect(of({ 'avg.x': 0.1, count: 3 })).toEqual([0.1, undefined]);
  expect(of({ 'avg.x': null, count: 3 }, { 'avg.x': 5, count: 1 })).toEqual([5, undefined]);
});

test('what cannot be combined is not known where it would have been', () => {
  const none = made('uniq.x', 'none');
  const pages = [{ 'uniq.x': 3 }, { 'uniq.x': 4 }].map((row) => pageOf([row]));
  expect([...grouped(readOf([]), [none], undefined, pages).groups.values[0]]).toEqual([NaN]);
  expect([...grouped(readOf([]), [none], undefined, pages.slice(1)).groups.values[0]]).toEqual([4]);
});

test('keys are told apart beyond what an array has room for', () => {
  const names = ['uid', 'creator', 'clientCountryName'];
  // Each text once in each dimension: eight million combinations are possible.
  const texts = (i: number) => [1, 3, 7].map((factor) => String((i * factor) % 200));
  const rows = Array.from({ length: 200 }, (_, i) => ({
    ...Object.fromEntries(texts(i).map((text, d) => [`dimensions.${names[d]}`, text])),
    'sum.minutesViewed': i,
  }));
  const { groups } = grouped(readOf(names), [minutes], undefined, [pageOf(rows), pageOf(rows)]);
  expect(inText(groups)).toEqual(rows.map((_, i) => `${texts(i).join('/')}: ${2 * i}`));
});

const failed = (...given: Parameters<typeof group>) => group(...given) as { class: string; message: string };

test('more combinations than numbers, and more numbers than a panel can show, are refused with a way out', () => {
  const names = ['uid', 'creator', 'clientCountryName', 'mediaType'];
  const dictionary = Array.from({ length: 10_000 }, (_, i) => String(i));
  const columns = names.map((name): Column => ({ name: `dimensions.${name}`, kind: 'text', dictionary, codes: [0] }));
  expect(failed(readOf(names), [minutes], undefined, [{ table: { rows: 1, columns }, rows: 1 }])).toEqual({
    class: 'limit',
    message: expect.stringMatching(/So many combinations.*Fewer dimensions/),
  });

  const rows = (count: number) => {
    const uids = Array.from({ length: count }, (_, i) => ({ 'dimensions.uid': `${i}`, 'sum.minutesViewed': 1 }));
    return uids.map((row) => ({ ...row, 'dimensions.datetimeMinute': new Date(0).toISOString() }));
  };
  const minutely = slots('minute', dataset, { from: 0, to: 5000 * 60_000 }, []) as Slots;
  const read = readOf(['uid'], { bucket: minutely.source });
  expect('class' in group(read, [minutes], minutely, [pageOf(rows(1000))])).toBe(false);
  expect(failed(read, [minutes], minutely, [pageOf(rows(1001))])).toEqual({
    class: 'limit',
    message:
      'The answer has at least 1001 series of 5000 points, more than a panel can show. A limit, a filter, a coarser interval or fewer dimensions work.',
  });
  const many = Array.from({ length: 5001 }, () => minutes);
  expect(failed(readOf(['uid']), many, undefined, [pageOf(rows(1000))]).message).toMatch(
    /1000 rows, more than a panel can show\. A limit, a filter or fewer/
  );
});

test('an answer that cannot be is refused: the same row twice, or less than nothing', () => {
  const at = (hour: number) => new Date(hour * HOUR).toISOString();
  const row = (uid: string, hour: number, value = 1) => ({
    'dimensions.uid': uid,
    'dimensions.datetimeHour': at(hour),
    'sum.minutesViewed': value,
  });
  const bucketed = readOf(['uid'], byHour);
  expect(failed(bucketed, [minutes], hours, [pageOf([row('a', 1), row('b', 1), row('a', 1)])])).toEqual({
    class: 'upstream',
    message: "Cloudflare's answer holds two rows of the same datetimeHour, uid.",
  });
  expect('class' in group(bucketed, [minutes], hours, [pageOf([row('a', 1), row('b', 1), row('a', 2)])])).toBe(false);
  const total = { 'sum.minutesViewed': 1 };
  expect(failed(readOf([]), [minutes], undefined, [pageOf([total, total])]).message).toMatch(/same total\.$/);
  expect(failed(bucketed, [minutes], hours, [pageOf([row('a', 1, -1)])])).toEqual({
    class: 'upstream',
    message: "Cloudflare's answer holds a negative sum.minutesViewed, which cannot be.",
  });
  expect('class' in group(bucketed, [made('sum.minutesViewed', 'sum')], hours, [pageOf([row('a', 1, -1)])])).toBe(
    false
  );
});

test('whole numbers beyond 2^53 and samples that stand for several are noted, the largest of all', () => {
  const most = Number.MAX_SAFE_INTEGER;
  const notes = (metric: Metric, ...values: number[]) =>
    grouped(readOf(['uid'], { probe: 'avg.sampleInterval' }), [metric, made('avg.y', 'max')], undefined, [
      pageOf(values.map((value, i) => ({ 'dimensions.uid': `${i}`, [metric.name]: value, 'avg.sampleInterval': 1 }))),
    ]).notes;
  expect(notes(minutes, most, 1)).toEqual({});
  expect(notes(minutes, 2 * most, 1)).toEqual({ rounded: true });
  expect(notes(made('sum.x', 'sum'), 2 * most)).toEqual({});
  const halves = [pageOf([{ 'sum.minutesViewed': most }]), pageOf([{ 'sum.minutesViewed': 2 }])];
  expect(grouped(readOf([]), [minutes], undefined, halves).notes).toEqual({ rounded: true });

  const sampled = (...intervals: Array<number | null>) => {
    const pages = intervals.map((value) => pageOf([{ count: 1, 'avg.sampleInterval': value }]));
    return grouped(readOf([], { probe: 'avg.sampleInterval' }), [], undefined, pages).notes;
  };
  expect(sampled(1, null, 0.5)).toEqual({});
  expect(sampled(2.5, 10, 4)).toEqual({ sampled: 10 });
  const uncounted = pageOf([{ 'avg.sampleInterval': 2 }, { 'avg.sampleInterval': 9 }], 1);
  expect(grouped(readOf([], { probe: 'avg.sampleInterval' }), [], undefined, [uncounted]).notes).toEqual({
    sampled: 2,
  });
});

test('a bound of confidence that is not valid is not known', () => {
  const lower = metricOf(dataset, 'confidence.count.lower') as Metric;
  const row = (uid: string, valid: string) => ({
    'dimensions.uid': uid,
    [lower.name]: 5,
    [validityOf(lower.name)]: valid,
  });
  const { groups } = grouped(readOf(['uid']), [lower], undefined, [pageOf([row('a', 'true'), row('b', 'false')])]);
  expect(inText(groups)).toEqual(['a: 5', 'b: NaN']);
});
