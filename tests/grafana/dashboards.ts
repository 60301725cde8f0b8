import assert from 'node:assert/strict';
import test from 'node:test';
import { interpolate } from '../../src/core';
import { DASHBOARDS, type Dashboard } from '../box/files';
import { grafana } from './grafana';
import { DATASOURCE, query } from './provisioned';

test('every dashboard of the box is provisioned, as it lies there', async () => {
  const { body } = await grafana<Array<{ uid: string }>>('GET', '/api/search?tag=cloudflare-stream');
  assert.deepEqual(body.map(({ uid }) => uid).sort(), DASHBOARDS.map(([, { uid }]) => uid).sort());
});

test('the Dashboards tab of the data source offers every one of them', async () => {
  const { body } = await grafana<Array<{ title: string }>>('GET', `/api/plugins/${DATASOURCE.type}/dashboards`);
  assert.deepEqual(body.map(({ title }) => title).sort(), DASHBOARDS.map(([, { title }]) => title).sort());
});

for (const [file, { uid, title }] of DASHBOARDS) {
  test(`${title}: the server has data for every panel`, async () => {
    const { body } = await grafana<{ dashboard: Dashboard }>('GET', `/api/dashboards/uid/${uid}`);
    const video = await someVideo();
    for (const { title: panel, targets = [] } of body.dashboard.panels) {
      const queries = targets.map((target) => ({ ...chosen(target, video), datasource: DATASOURCE }));
      if (queries.length > 0) {
        const answer = await query(queries, { from: body.dashboard.time.from, to: 'now' });
        const { A } = answer.body.results;
        assert.equal(A.error, undefined, `${file}, ${panel}`);
        assert.ok((A.frames?.[0].data.values[0]?.length ?? 0) > 0, `${file}, ${panel} is empty`);
      }
    }
  });
}

/** What a person would have chosen: all, but one video. */
const chosen = (target: object, video: string): object => {
  const values: Record<string, string> = { $price: '1', $video: video };
  return interpolate(target, {
    values: (text) => [text.replace(/\$\w+/, (name) => values[name] ?? 'x')],
    isAll: (text) => !(text in values),
  }) as object;
};

async function someVideo(): Promise<string> {
  const most = { field: 'sum.minutesViewed', direction: 'desc' };
  const { body } = await query(
    [
      {
        refId: 'A',
        dataset: 'streamMinutesViewedAdaptiveGroups',
        format: 'table',
        groupBy: ['uid'],
        orderBy: [most],
        limit: 1,
        names: false,
      },
    ],
    { from: 'now-7d', to: 'now' }
  );
  return String(body.results.A.frames?.[0].data.values[0][0]);
}
