import { ask } from './ask';
import { startSimulator, type Simulator } from './start';
import { viewings } from './viewings';

const NOW = Date.parse('2026-11-24T02:30:00Z');
const DAY = { from: Date.parse('2026-11-22T00:00:00Z'), to: Date.parse('2026-11-23T00:00:00Z') };
const RANGE = { datetime_geq: '2026-11-22T00:00:00Z', datetime_lt: '2026-11-23T00:00:00Z' };

interface Row {
  readonly dimensions: { readonly uid: string; readonly clientCountryName: string };
  readonly sum: { readonly minutesViewed: number };
}

describe('paging', () => {
  let simulator: Simulator;
  beforeAll(async () => {
    simulator = await startSimulator({ videos: 30, now: () => NOW });
  });
  afterAll(() => simulator.close());

  async function page(dimensions: string, filter: object, orderBy: string[], limit: number): Promise<Row[]> {
    const { body } = await ask(
      simulator,
      `query ($filter: AccountStreamMinutesViewedAdaptiveGroupsFilter_InputObject!, $limit: uint64!,
              $orderBy: [AccountStreamMinutesViewedAdaptiveGroupsOrderBy!]) {
        viewer { accounts(filter: { accountTag: "0123456789abcdef0123456789abcdef" }) {
          rows: streamMinutesViewedAdaptiveGroups(filter: $filter, limit: $limit, orderBy: $orderBy) {
            dimensions { ${dimensions} } sum { minutesViewed }
          }
        } }
      }`,
      { filter: { ...RANGE, ...filter }, limit, orderBy }
    );
    return (body as { data: { viewer: { accounts: Array<{ rows: Row[] }> } } }).data.viewer.accounts[0].rows;
  }

  async function pages(size: number, next: (last: Row | undefined) => Promise<Row[]>): Promise<Row[]> {
    const rows: Row[] = [];
    for (;;) {
      const more = await next(rows.at(-1));
      rows.push(...more);
      if (more.length < size) {
        return rows;
      }
    }
  }

  it('by uid reaches every row once', async () => {
    const rows = await pages(4, (last) => page('uid', last ? { uid_gt: last.dimensions.uid } : {}, ['uid_ASC'], 4));
    expect(rows).toEqual(await page('uid', {}, ['uid_ASC'], 10_000));
    const minutes = [...viewings(simulator.source, DAY)].reduce((sum, { minutesViewed }) => sum + minutesViewed, 0);
    expect(rows.reduce((sum, row) => sum + row.sum.minutesViewed, 0)).toBe(minutes);
  });

  it('by the whole tuple reaches every row once, and by uid alone loses rows without a word', async () => {
    const order = ['uid_ASC', 'clientCountryName_ASC'];
    const all = await page('uid clientCountryName', {}, order, 10_000);
    const byTuple = await pages(7, (last) => {
      const { uid, clientCountryName } = last?.dimensions ?? {};
      const rest = { OR: [{ uid_gt: uid }, { AND: [{ uid }, { clientCountryName_gt: clientCountryName }] }] };
      return page('uid clientCountryName', last ? rest : {}, order, 7);
    });
    const byUid = await pages(7, (last) =>
      page('uid clientCountryName', last ? { uid_gt: last.dimensions.uid } : {}, order, 7)
    );
    expect(byTuple).toEqual(all);
    expect(byUid.length).toBeLessThan(all.length);
  });
});
