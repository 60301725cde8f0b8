import assert from 'node:assert/strict';
import test from 'node:test';
import { grafana, visitor } from './grafana';
import { DATASOURCE, HOUR, query, range, type QueryAnswer } from './provisioned';

test('a public dashboard shows visitors what its panels show', async () => {
  const target = { refId: 'A', dataset: 'streamMinutesViewedAdaptiveGroups', format: 'table', groupBy: ['mediaType'] };
  const panel = {
    id: 1,
    type: 'table',
    title: 'Minutes viewed',
    datasource: DATASOURCE,
    targets: [{ ...target, datasource: DATASOURCE }],
    gridPos: { x: 0, y: 0, w: 24, h: 8 },
  };
  const instant = (ms: number) => new Date(ms).toISOString();
  const made = await grafana<{ uid: string }>('POST', '/api/dashboards/db', {
    dashboard: {
      title: `A public dashboard ${Date.now()}`,
      panels: [panel],
      time: { from: instant(range.from), to: instant(range.to) },
      timezone: 'utc',
    },
  });
  assert.equal(made.status, 200);
  const address = `/api/dashboards/uid/${made.body.uid}`;
  try {
    const { status, body } = await grafana<{ accessToken: string }>('POST', `${address}/public-dashboards`, {
      isEnabled: true,
    });
    assert.equal(status, 200);
    const answer = await visitor<QueryAnswer>('POST', `/api/public/dashboards/${body.accessToken}/panels/1/query`, {
      intervalMs: HOUR,
      maxDataPoints: 1000,
    });
    const { A } = answer.body.results;
    assert.equal(A.error, undefined);
    assert.deepEqual(A.frames?.[0].data, (await query([target])).body.results.A.frames?.[0].data);
    assert.ok((A.frames?.[0].data.values[0].length ?? 0) > 0);
  } finally {
    await grafana('DELETE', address);
  }
});
