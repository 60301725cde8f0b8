import * as fc from 'fast-check';
import { ask } from './ask';
import { questions } from './questions';
import { OPERATORS, reference, sorted, type Flat, type Question, type Row, type Value } from './reference';
import { startSimulator, type Simulator } from './start';
import { EVENTS, GROUPS, type Tested } from './tested';

const SOURCE = { seed: 7, videos: 9 };
const NOW = Date.parse('2026-11-24T02:30:00Z');
const FROM = Date.parse('2026-11-21T20:00:00Z');
const ACCOUNT = 'a11ce';

const FLATS = Object.fromEntries(
  [...GROUPS, EVENTS].map((dataset) => [dataset.node, dataset.flats(SOURCE, { from: FROM, to: NOW })])
);

type Answered = Readonly<Record<string, Value | Readonly<Record<string, Value>>>>;

/** Blocks and dimensions as one: `{ sum: { minutesViewed } }` becomes `sum_minutesViewed`. */
const flattened = (row: Answered): Row =>
  Object.fromEntries(
    Object.entries(row).flatMap(([name, value]) =>
      typeof value === 'object'
        ? Object.entries(value).map(([field, inner]) => [name === 'dimensions' ? field : `${name}_${field}`, inner])
        : [[name, value]]
    )
  );

/** `sum_minutesViewed` is selected as `sum { minutesViewed }`. */
const selection = (metric: string): string => metric.replace(/_(\w+)$/, ' { $1 }');

describe('answers', () => {
  let simulator: Simulator;
  beforeAll(async () => {
    simulator = await startSimulator({ ...SOURCE, account: ACCOUNT, now: () => NOW });
  });
  afterAll(() => simulator.close());

  async function answered({ node }: Tested, question: Question, selected: string): Promise<Row[]> {
    const { filter, orderBy, limit, range } = question;
    const type = `Account${node[0].toUpperCase()}${node.slice(1)}`;
    const { status, body } = await ask(
      simulator,
      `query ($account: string!, $filter: ${type}Filter_InputObject!, $orderBy: [${type}OrderBy!], $limit: uint64!) {
        viewer { accounts(filter: { accountTag: $account }) {
          rows: ${node}(filter: $filter, orderBy: $orderBy, limit: $limit) { ${selected} }
        } }
      }`,
      {
        account: ACCOUNT,
        filter: {
          ...filter.sent,
          datetime_geq: new Date(range[0]).toISOString(),
          datetime_lt: new Date(range[1]).toISOString(),
        },
        orderBy,
        limit,
      }
    );
    expect(body).toMatchObject({ errors: null });
    expect(status).toBe(200);
    const { data } = body as { data: { viewer: { accounts: Array<{ rows: Answered[] }> } } };
    return data.viewer.accounts[0].rows.map(flattened);
  }

  const groups = (dataset: Tested, question: Question) =>
    answered(
      dataset,
      question,
      [
        ...question.selected.map(selection),
        ...(question.dimensions.length > 0 ? [`dimensions { ${question.dimensions.join(' ')} }`] : []),
      ].join(' ')
    );

  it.each(GROUPS.map((dataset) => [dataset.node, dataset] as const))(
    'of %s equal brute force over the single events, rows and order, whatever is asked',
    async (node, dataset) => {
      await fc.assert(
        fc.asyncProperty(questions(dataset, FLATS[node]), async (asked) => {
          expect(await groups(dataset, asked)).toEqual(reference(FLATS[node], asked));
        }),
        { seed: 20261124, numRuns: 40 }
      );
    },
    60_000
  );

  it('of single events are those that brute force finds, in order', async () => {
    const fields = ['datetime', ...EVENTS.strings];
    await fc.assert(
      fc.asyncProperty(questions(EVENTS, FLATS[EVENTS.node]), async (asked) => {
        const rows = await answered(EVENTS, asked, fields.join(' '));
        const expected = expectedEvents(FLATS[EVENTS.node], asked);
        // Events that are alike in these may come in any order.
        const keyOf = (row: Row) => [...asked.orderBy.map((order) => row[order.split('_')[0]]), row.datetime];
        expect(rows.map(keyOf)).toEqual(expected.slice(0, asked.limit).map(keyOf));
        const texts = (all: Row[]) => all.map((row) => JSON.stringify(fields.map((name) => row[name]))).sort();
        if (expected.length <= asked.limit) {
          expect(texts(rows)).toEqual(texts(expected));
        }
      }),
      { seed: 20261124, numRuns: 40 }
    );
  });

  it.each(['', '_neq', '_gt', '_geq', '_lt', '_leq'])('compare by %s as bytes and numbers do', async (suffix) => {
    const [minutes, , , quality] = GROUPS;
    for (const [dataset, dimension, value] of [
      [minutes, 'creator', 'Zoë & Søn'],
      [minutes, 'uid', FLATS[minutes.node][4].dimensions.uid],
      [minutes, 'date', '2026-11-22'],
      [minutes, 'datetimeHour', '2026-11-22T05:00:00Z'],
      [quality, 'qualityResolution', 1080],
    ] as const) {
      const asked: Question = {
        metrics: dataset.metrics,
        selected: ['count'],
        dimensions: [dimension],
        filter: {
          sent: { [`${dimension}${suffix}`]: value },
          passes: (values) => OPERATORS[suffix](values[dimension], value),
        },
        orderBy: [],
        limit: 10_000,
        range: [FROM, NOW],
      };
      expect(await groups(dataset, asked)).toEqual(reference(FLATS[dataset.node], asked));
    }
  });
});

function expectedEvents(flats: readonly Flat[], { filter, orderBy, range }: Question): Row[] {
  const rows = flats
    .filter(({ time, dimensions }) => time >= range[0] && time < range[1] && filter.passes(dimensions))
    .map(({ dimensions }) => dimensions);
  return sorted(rows, [...orderBy, 'datetime_ASC']);
}
