import fc from 'fast-check';
import { ask } from './ask';
import { makeCatalogue } from './catalogue';
import { COUNTRIES } from './countries';
import {
  like,
  MINUTES,
  OPERATORS,
  PLAYBACK,
  reference,
  timesOf,
  type Filter,
  type Question,
  type Row,
  type Tested,
  type Texts,
} from './reference';
import { startSimulator, type Simulator } from './start';
import { viewings } from './viewings';

const SOURCE = { seed: 7, videos: 9 };
const NOW = Date.parse('2026-11-24T02:30:00Z');
const FROM = Date.parse('2026-11-20T00:00:00Z');
const ACCOUNT = 'a11ce';
const FLATS = Object.fromEntries(
  [MINUTES, PLAYBACK].map((dataset) => [
    dataset.node,
    [...viewings(SOURCE, { from: FROM, to: NOW })].flatMap(dataset.flat),
  ])
);

const { uids, creators } = makeCatalogue(SOURCE);
const VALUES: Readonly<Record<string, readonly string[]>> = {
  uid: [...uids, '5646153f8dea17f44d542a42e76cfd'],
  creator: creators,
  clientCountryName: COUNTRIES.map(({ code }) => code),
  mediaType: ['live', 'onDemand', 'other'],
  deviceType: ['desktop', 'mobile', ''],
  deviceOs: ['Windows', 'iOS', ''],
  deviceBrowser: ['Chrome', 'Safari', 'Samsung Internet'],
};

const valueOf = (dimension: string): fc.Arbitrary<string> =>
  VALUES[dimension]
    ? fc.constantFrom(...VALUES[dimension])
    : fc.integer({ min: FROM / 1000, max: NOW / 1000 }).map((second) => timesOf(second * 1000)[dimension]);

function condition(dataset: Tested): fc.Arbitrary<Filter> {
  return fc.constantFrom(...dataset.strings, ...dataset.times).chain((dimension) => {
    const value = valueOf(dimension);
    const comparison = fc.tuple(fc.constantFrom(...Object.keys(OPERATORS)), value).map(([suffix, other]) => ({
      sent: { [`${dimension}${suffix}`]: other },
      passes: (texts: Texts) => OPERATORS[suffix](texts[dimension], other),
    }));
    const list = fc
      .tuple(fc.constantFrom('in', 'notin'), fc.array(value, { maxLength: 4 }))
      .map(([suffix, others]) => ({
        sent: { [`${dimension}_${suffix}`]: others },
        passes: (texts: Texts) => others.includes(texts[dimension]) === (suffix === 'in'),
      }));
    const pattern = fc
      .tuple(fc.constantFrom('like', 'notlike'), value, fc.nat(8), fc.nat(8), fc.boolean())
      .map(([suffix, text, from, length, open]) => {
        const middle = [...text].slice(from, from + length).join('');
        const form = open ? `%${middle}%` : `${[...text].slice(0, from).join('')}%`;
        return {
          sent: { [`${dimension}_${suffix}`]: form },
          passes: (texts: Texts) => like(texts[dimension], form) === (suffix === 'like'),
        };
      });
    return dataset.strings.includes(dimension) ? fc.oneof(comparison, list, pattern) : fc.oneof(comparison, list);
  });
}

const every = (filters: readonly Filter[]): Filter => ({
  sent: { AND: filters.map(({ sent }) => sent) },
  passes: (texts) => filters.every(({ passes }) => passes(texts)),
});

const some = (filters: readonly Filter[]): Filter => ({
  sent: { OR: filters.map(({ sent }) => sent) },
  passes: (texts) => filters.some(({ passes }) => passes(texts)),
});

function filter(dataset: Tested): fc.Arbitrary<Filter> {
  const one = condition(dataset);
  const two = fc.array(one, { minLength: 1, maxLength: 3 });
  const nested = fc.oneof(one, two.map(every), two.map(some));
  return fc
    .tuple(fc.array(nested, { maxLength: 2 }), fc.array(nested, { minLength: 1, maxLength: 3 }), fc.boolean())
    .map(([all, any, withAny]) => every(withAny ? [...all, some(any)] : all));
}

const question: fc.Arbitrary<Question> = fc.constantFrom(MINUTES, PLAYBACK).chain((dataset) =>
  fc.subarray([...dataset.strings, ...dataset.times], { maxLength: 4 }).chain((dimensions) => {
    const metrics = ['count', `sum_${dataset.sum}`];
    const order = fc.tuple(fc.constantFrom(...dimensions, ...metrics), fc.constantFrom('_ASC', '_DESC'));
    const moment = fc.integer({ min: FROM / 1000, max: NOW / 1000 }).map((second) => second * 1000);
    return fc.record({
      dataset: fc.constant(dataset),
      dimensions: fc.shuffledSubarray(dimensions, { minLength: dimensions.length }),
      filter: filter(dataset),
      orderBy: fc.array(
        order.map((parts) => parts.join('')),
        { maxLength: 3 }
      ),
      limit: fc.oneof(fc.constant(10_000), fc.integer({ min: 1, max: 40 })),
      range: fc.tuple(moment, moment).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const),
    });
  })
);

describe('answers', () => {
  let simulator: Simulator;
  beforeAll(async () => {
    simulator = await startSimulator({ ...SOURCE, account: ACCOUNT, now: () => NOW });
  });
  afterAll(() => simulator.close());

  async function answered({ dataset, dimensions, filter: { sent }, orderBy, limit, range }: Question): Promise<Row[]> {
    const type = `Account${dataset.node[0].toUpperCase()}${dataset.node.slice(1)}`;
    const { status, body } = await ask(
      simulator,
      `query ($account: string!, $filter: ${type}Filter_InputObject!, $orderBy: [${type}OrderBy!], $limit: uint64!) {
        viewer { accounts(filter: { accountTag: $account }) {
          rows: ${dataset.node}(filter: $filter, orderBy: $orderBy, limit: $limit) {
            count sum { ${dataset.sum} } ${dimensions.length > 0 ? `dimensions { ${dimensions.join(' ')} }` : ''}
          }
        } }
      }`,
      {
        account: ACCOUNT,
        filter: {
          ...sent,
          datetime_geq: new Date(range[0]).toISOString(),
          datetime_lt: new Date(range[1]).toISOString(),
        },
        orderBy,
        limit,
      }
    );
    expect(body).toMatchObject({ errors: null });
    expect(status).toBe(200);
    return (body as { data: { viewer: { accounts: Array<{ rows: Row[] }> } } }).data.viewer.accounts[0].rows;
  }

  it('equal brute force over the single viewings, rows and order, whatever is asked', async () => {
    await fc.assert(
      fc.asyncProperty(question, async (asked) => {
        expect(await answered(asked)).toEqual(reference(FLATS[asked.dataset.node], asked));
      }),
      { seed: 20261124, numRuns: 120 }
    );
  }, 30_000);

  it.each(['', '_neq', '_gt', '_geq', '_lt', '_leq'])('compare by %s as bytes do', async (suffix) => {
    for (const [dimension, value] of [
      ['creator', 'Zoë & Søn'],
      ['uid', uids[4]],
      ['date', '2026-11-22'],
      ['datetimeHour', '2026-11-22T05:00:00Z'],
    ]) {
      const asked: Question = {
        dataset: MINUTES,
        dimensions: [dimension],
        filter: {
          sent: { [`${dimension}${suffix}`]: value },
          passes: (texts) => OPERATORS[suffix](texts[dimension], value),
        },
        orderBy: [],
        limit: 10_000,
        range: [FROM, NOW],
      };
      expect(await answered(asked)).toEqual(reference(FLATS[asked.dataset.node], asked));
    }
  });
});
