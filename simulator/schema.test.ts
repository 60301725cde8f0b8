import { getIntrospectionQuery } from 'graphql';
import { ask } from './ask';
import { startSimulator, type Simulator } from './start';

const NOW = Date.parse('2026-11-24T02:30:00Z');
const ACCOUNT = 'a32b';
const RANGE = 'datetime_geq: "2026-11-23T00:00:00Z", datetime_lt: "2026-11-24T00:00:00Z"';

describe('the schema', () => {
  let simulator: Simulator;
  beforeAll(async () => {
    simulator = await startSimulator({ videos: 10, account: ACCOUNT, now: () => NOW });
  });
  const others: Simulator[] = [];
  afterAll(() => Promise.all([simulator, ...others].map((one) => one.close())));

  const account = (selection: string, declared = '') =>
    `query Q${declared} { viewer { accounts(filter: { accountTag: "${ACCOUNT}" }) { ${selection} } } }`;

  async function answered(query: string, variables?: unknown): Promise<Record<string, unknown>> {
    const { body } = await ask(simulator, query, variables);
    expect(body).toMatchObject({ errors: null });
    return (body as { data: { viewer: { accounts: Array<Record<string, unknown>> } } }).data.viewer.accounts[0];
  }

  it('states the limits of every dataset of Stream, and its fields', async () => {
    const fields = '{ enabled availableFields maxDuration maxNumberOfFields maxPageSize notOlderThan }';
    const nodes = [
      'streamMinutesViewedAdaptiveGroups',
      'videoPlaybackEventsAdaptiveGroups',
      'streamCMCDAdaptiveGroups',
      'videoBufferEventsAdaptiveGroups',
      'videoQualityEventsAdaptiveGroups',
      'liveInputEventsAdaptiveGroups',
      'liveInputEventsAdaptive',
    ];
    const { settings } = await answered(account(`settings { ${nodes.map((node) => node + fields).join(' ')} }`));
    const limits = { maxDuration: 2678400, maxNumberOfFields: 30, maxPageSize: 10000, notOlderThan: 7776000 };
    expect(settings).toMatchObject(Object.fromEntries(nodes.map((node) => [node, { enabled: true, ...limits }])));
    expect(settings).toHaveProperty('streamMinutesViewedAdaptiveGroups.availableFields', [
      'confidence_count',
      'confidence_level',
      'count',
      'dimensions_clientCountryName',
      'dimensions_creator',
      'dimensions_date',
      'dimensions_datetime',
      'dimensions_datetimeFifteenMinutes',
      'dimensions_datetimeFiveMinutes',
      'dimensions_datetimeHour',
      'dimensions_datetimeMinute',
      'dimensions_mediaType',
      'dimensions_uid',
      'sum_minutesViewed',
    ]);
    expect(settings).toHaveProperty('liveInputEventsAdaptive.availableFields', [
      'coloCode',
      'datetime',
      'eventCode',
      'eventDescription',
      'inputId',
    ]);
  });

  it('says what the account has no access to, and refuses it', async () => {
    const other = await startSimulator({
      videos: 1,
      account: ACCOUNT,
      now: () => NOW,
      withheld: [
        'videoBufferEventsAdaptiveGroups',
        'streamCMCDAdaptiveGroups.uniq_viewers',
        'streamCMCDAdaptiveGroups.dimensions_sessionId',
        'liveInputEventsAdaptive.coloCode',
      ],
    });
    others.push(other);
    const refusal = async (node: string, filter: string, selected: string) => {
      const { body, status } = await ask(
        other,
        account(`rows: ${node}(filter: { ${RANGE} ${filter} }, limit: 1) { ${selected} }`)
      );
      const { data, errors } = body as { data: unknown; errors: Array<Record<string, unknown>> | null };
      return errors ? [status, data, errors[0]] : 'none';
    };
    const error = (message: string) => [
      403,
      null,
      {
        extensions: expect.objectContaining({ code: 'authz' }),
        message,
        path: ['Q', 'viewer', 'accounts', '0', 'rows'],
      },
    ];
    const noField = (field: string) =>
      error(`account '${ACCOUNT}' does not have access to the field '${field}' from the path`);
    const CMCD = 'streamCMCDAdaptiveGroups';
    const EVENTS = 'liveInputEventsAdaptive';
    expect(await refusal('videoBufferEventsAdaptiveGroups', '', 'count')).toEqual(
      error(`account '${ACCOUNT}' does not have access to the path`)
    );
    expect(await refusal(CMCD, '', 'count uniq { viewers }')).toEqual(noField('viewers'));
    expect(await refusal(CMCD, '', 'count dimensions { sessionId }')).toEqual(noField('sessionid'));
    expect(await refusal(CMCD, ', OR: [{ sessionId: "x" }]', 'count')).toEqual(noField('sessionid'));
    expect(await refusal(EVENTS, '', 'inputId coloCode')).toEqual(noField('colocode'));
    expect(await refusal(EVENTS, ', coloCode_in: []', 'inputId')).toEqual(noField('colocode'));
    expect(await refusal(CMCD, '', 'count')).toBe('none');
    const { body } = await ask(
      other,
      account(`settings {
        videoBufferEventsAdaptiveGroups { enabled availableFields }
        liveInputEventsAdaptive { enabled availableFields }
      }`)
    );
    expect(body).toMatchObject({
      data: {
        viewer: {
          accounts: [
            {
              settings: {
                videoBufferEventsAdaptiveGroups: { enabled: false, availableFields: [] },
                liveInputEventsAdaptive: {
                  enabled: true,
                  availableFields: ['datetime', 'eventCode', 'eventDescription', 'inputId'],
                },
              },
            },
          ],
        },
      },
    });
  });

  it('has orders that nothing can be ordered by, and lists of uint8 that are bytes', async () => {
    const cmcd = (args: string) =>
      ask(simulator, account(`rows: streamCMCDAdaptiveGroups(limit: 1, ${args}) { count }`));
    expect(await cmcd(`filter: { ${RANGE} }, orderBy: [mediaType_ASC]`)).toMatchObject({
      body: { errors: [{ message: 'error parsing args: cannot order by mediaType, which is not selected' }] },
    });
    expect(await cmcd(`filter: { ${RANGE}, startup_in: [0, 1] }`)).toMatchObject({
      status: 400,
      body: { errors: [{ message: expect.stringMatching(/^error parsing args: .*bytes/) }] },
    });
    expect(await cmcd(`filter: { ${RANGE}, startup_in: "AQ==" }`)).toMatchObject({ status: 200 });
  });

  it('gives intervals of confidence around bit rates', async () => {
    const { rows } = await answered(
      account(`rows: liveInputEventsAdaptiveGroups(filter: { ${RANGE} }, limit: 1) {
        avg { bitRateHour } confidence(level: 0.9) { avg { bitRateHour { estimate isValid } } level }
      }`)
    );
    const [{ avg, confidence }] = rows as Array<{ avg: { bitRateHour: number }; confidence: unknown }>;
    expect(confidence).toEqual({ avg: { bitRateHour: { estimate: avg.bitRateHour, isValid: true } }, level: 0.9 });
  });

  it('can be asked for', async () => {
    const { body } = await ask(simulator, getIntrospectionQuery());
    const { types } = (body as { data: { __schema: { types: Array<{ name: string; kind: string }> } } }).data.__schema;
    const names = types.map(({ kind, name }) => `${kind} ${name}`);
    expect(names).toEqual(
      expect.arrayContaining([
        'SCALAR uint64',
        'SCALAR Time',
        'OBJECT AccountVideoPlaybackEventsAdaptiveGroupsSumConfidence',
        'INPUT_OBJECT AccountStreamMinutesViewedAdaptiveGroupsFilter_InputObject',
        'ENUM AccountStreamMinutesViewedAdaptiveGroupsOrderBy',
      ])
    );
  });

  it('takes aliases on nodes and dimensions, and fragments, and one node twice', async () => {
    const node = `streamMinutesViewedAdaptiveGroups(filter: { ${RANGE} }, limit: 1, orderBy: [datetimeHour_ASC])`;
    const { a, b } = await answered(
      `${account(`a: ${node} { ...Row } b: ${node} { ...Row total: count }`)}
       fragment Row on AccountStreamMinutesViewedAdaptiveGroups { dimensions { ts: datetimeHour on: date } }`
    );
    const dimensions = { on: '2026-11-23', ts: '2026-11-23T00:00:00Z' };
    expect(a).toEqual([{ dimensions }]);
    expect(b).toEqual([{ dimensions, total: expect.any(Number) }]);
  });

  it.each(['String', 'Nothing_InputObject!', 'uint64'])(
    'does not look at a variable declared as %s',
    async (declared) => {
      const node = `streamMinutesViewedAdaptiveGroups(filter: { ${RANGE}, uid: $uid }, limit: 1) { count }`;
      const { rows } = await answered(account(`rows: ${node}`, `($uid: ${declared})`), { uid: 'nobody' });
      expect(rows).toEqual([]);
    }
  );

  it('takes a null in a filter for no condition', async () => {
    const node = (uid: string) => `streamMinutesViewedAdaptiveGroups(filter: { ${RANGE}${uid} }, limit: 1) { count }`;
    const { none, all } = await answered(account(`none: ${node(', uid_gt: null')} all: ${node('')}`));
    expect(none).toEqual(all);
  });

  it('gives intervals of confidence around the counts and sums', async () => {
    const { rows } = await answered(
      account(`rows: videoPlaybackEventsAdaptiveGroups(filter: { ${RANGE} }, limit: 1) {
        avg { sampleInterval } count sum { timeViewedMinutes }
        confidence(level: 0.95) {
          level count { estimate lower upper sampleSize isValid } sum { timeViewedMinutes { estimate } }
        }
      }`)
    );
    const [{ avg, count, sum, confidence }] = rows as Array<{
      avg: unknown;
      count: number;
      sum: { timeViewedMinutes: number };
      confidence: {
        level: number;
        count: { estimate: number; lower: number; upper: number; isValid: boolean };
        sum: unknown;
      };
    }>;
    expect(avg).toEqual({ sampleInterval: 1 });
    expect(confidence).toMatchObject({
      level: 0.95,
      count: { estimate: count, isValid: true },
      sum: { timeViewedMinutes: { estimate: sum.timeViewedMinutes } },
    });
    expect(confidence.count.lower).toBeLessThan(count);
    expect(confidence.count.upper).toBeGreaterThan(count);
  });

  it('orders by the grouping key as it was selected where no order is given', async () => {
    const node = (dimensions: string) =>
      `streamMinutesViewedAdaptiveGroups(filter: { ${RANGE} }, limit: 10000) { dimensions { ${dimensions} } }`;
    const { rows } = await answered(account(`rows: ${node('mediaType uid')}`));
    const keys = (rows as Array<{ dimensions: { mediaType: string; uid: string } }>).map(
      ({ dimensions: { mediaType, uid } }) => `${mediaType} ${uid}`
    );
    expect(keys.length).toBeGreaterThan(5);
    expect(keys).toEqual([...keys].sort());
  });

  it('knows no viewing that begins after now, and the same ones before it', async () => {
    const rows = async (now: number) => {
      const other = await startSimulator({ videos: 10, account: ACCOUNT, now: () => now });
      const node = `streamMinutesViewedAdaptiveGroups(
        filter: { datetime_geq: "2026-11-23T00:00:00Z", datetime_lt: "2026-11-30T00:00:00Z" }, limit: 10000) {
        dimensions { datetime uid } sum { minutesViewed } }`;
      const { body } = await ask(other, account(`rows: ${node}`));
      await other.close();
      const { data } = body as {
        data: { viewer: { accounts: Array<{ rows: Array<{ dimensions: { datetime: string } }> }> } };
      };
      return data.viewer.accounts[0].rows;
    };
    const early = await rows(NOW);
    const late = await rows(NOW + 3_600_000);
    expect(late.length).toBeGreaterThan(early.length);
    expect(late.filter(({ dimensions }) => Date.parse(dimensions.datetime) <= NOW)).toEqual(early);
  });
});
