import { editor } from './editor';
import { chooseRange, panel } from './panel';
import { expect, test, TOKEN } from './workbenchTest';

test.beforeEach(async ({ page }) => {
  await page.getByRole('tab', { name: 'Explore' }).click();
  await expect(panel(page, 'Chart').locator('canvas')).toBeVisible();
});

test('a query made by clicks fills chart, table and inspector', async ({ page }) => {
  const { choose } = editor(page);
  await choose({ Dataset: 'Playback events', Metrics: 'Time viewed(?!,)', 'Group by': 'Browser' });

  await expect(panel(page, 'Chart')).toContainText('Chrome');
  await page.getByRole('button', { name: 'Run query' }).click(); // Before it has run, this is the place of Cancel.
  await expect(panel(page, 'Chart')).toContainText('Chrome');
  await expect(panel(page, 'Chart').locator('canvas')).toBeVisible();
  await expect(
    panel(page, 'Table')
      .getByRole('columnheader', { name: /Chrome/ })
      .first()
  ).toBeVisible();

  const inspector = page.getByRole('region', { name: 'Inspector' });
  await expect(inspector).toContainText('videoPlaybackEventsAdaptiveGroups');
  await inspector.getByRole('tab', { name: 'Stats' }).click();
  await expect(inspector.getByRole('row', { name: /^Asks/ })).toContainText(/[1-9]/);
  await inspector.getByRole('tab', { name: 'JSON' }).click();
  await expect(inspector).toContainText('"timeseries-wide"');
});

test('a long chart shows its latest part while the rest is on its way', async ({ page }) => {
  const { box } = editor(page);
  await box.getByLabel('Limit').fill('');
  await box.getByLabel('Limit').press('Enter');
  const longest = 31 * 86_400_000;
  const cut = Math.floor(Date.now() / longest) * longest;
  const [latest, before] = [cut, cut - longest].map((ms) => new Date(ms).toISOString().slice(0, 10));
  let goOn = () => {};
  const seen = new Promise<void>((resolve) => (goOn = resolve));
  await page.route('**/resources/asks', async (route) => {
    if (route.request().postData()?.includes(`"datetime_geq":"${before}`)) {
      await seen;
    }
    await route.continue();
  });
  await chooseRange(page, 'Last 90 days');

  const inspector = page.getByRole('region', { name: 'Inspector' });
  await expect(inspector).toContainText(`"datetime_geq":"${latest}`);
  await expect(inspector).not.toContainText(`"datetime_geq":"${before}`);
  await expect(panel(page, 'Chart')).toContainText('US');
  goOn();
  await expect(inspector).toContainText(`"datetime_geq":"${before}`);
});

test('minutes by country and video, most first, a hundred rows: as the documentation asks it', async ({ page }) => {
  const { format, choose, limit, preview } = editor(page);
  await format('Table');
  await choose({ 'Group by': 'Video' });
  await limit(100);

  const graphql = await preview();
  await expect(graphql).toContainText('streamMinutesViewedAdaptiveGroups(');
  await expect(graphql).toContainText('sum { minutesViewed }');
  await expect(graphql).toContainText('clientCountryName');
  await expect(graphql).toContainText('"sum_minutesViewed_DESC"');
  await expect(graphql).toContainText('"limit": 100');
  await expect(graphql).toContainText('"accountTag"');

  const table = panel(page, 'Table');
  for (const name of ['Country', 'Video', 'Minutes viewed']) {
    await expect(table.getByRole('columnheader', { name, exact: true })).toBeVisible();
  }
  await expect(table.getByRole('row').nth(1)).toContainText(/[0-9a-f]{30,}/);
});

test('two videos a page, after a video: as the documentation pages', async ({ page }) => {
  const { box, format, choose, limit, preview } = editor(page);
  await choose({ Dataset: 'Playback events' });
  await format('Table');
  await choose({ 'Group by': 'Video' });
  await box.getByRole('button', { name: 'Remove Country' }).click();
  await box.getByRole('button', { name: 'Filter', exact: true }).click();
  const filter = box.getByRole('group', { name: 'Filter by Video' });
  await choose({ Operator: '> is after' }, filter);
  await filter.getByLabel('Values').fill('5646153f8dea17f44d542a42e76cfd');
  await filter.getByLabel('Values').press('Enter');
  await choose({ Field: 'Video' }, box.getByRole('group', { name: 'Order 1' }));
  await limit(2);

  const graphql = await preview();
  await expect(graphql).toContainText('videoPlaybackEventsAdaptiveGroups(');
  await expect(graphql).toContainText('"uid_gt": "5646153f8dea17f44d542a42e76cfd"');
  await expect(graphql).toContainText('"uid_ASC"');
  await expect(graphql).toContainText('"limit": 2');
  await expect(panel(page, 'Table').getByRole('row')).toHaveCount(3);
});

test('ninety days are cut into windows, which the preview and the stats count', async ({ page }) => {
  await page.getByTestId('data-testid TimePicker Open Button').click();
  await page.getByText('Last 90 days').click();
  const { box, preview } = editor(page);
  await preview();
  await expect(box).toContainText(/[3-9] windows/);

  const inspector = page.getByRole('region', { name: 'Inspector' });
  await inspector.getByRole('tab', { name: 'Stats' }).click();
  await expect(inspector.getByRole('row', { name: /Windows/ })).toContainText(/[3-9]/);
});

test('a value in a table leads to a query of it alone', async ({ page }) => {
  const { box, format } = editor(page);
  await format('Table');
  await panel(page, 'Table').getByRole('link', { name: 'US', exact: true }).click();
  await expect(box).toContainText('where country is US');
  await expect(panel(page, 'Table').getByRole('link')).toHaveCount(1);
});

test('an impossible query is explained in place and not asked', async ({ page, servers }) => {
  const { box } = editor(page);
  const before = servers.received.length;
  await box.getByRole('button', { name: 'Remove Minutes viewed' }).click();
  await expect(box).toContainText('Not asked:');
  expect(servers.received.slice(before).join('')).not.toContain('"replies"');
});

test('one choice shows what happened on live inputs: log lines with their levels, and their volume above', async ({
  page,
}) => {
  const { box, format, choose } = editor(page);
  await choose({ Dataset: 'Live input events' });
  const lines = panel(page, 'Logs').getByRole('listitem');
  await expect(lines.first()).toContainText(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\s*info\s*live_input\./);
  await expect(lines.filter({ hasText: 'inputId=' }).first()).toContainText('coloCode=');
  await expect(panel(page, 'Logs volume').locator('canvas')).toBeVisible();
  await expect(panel(page, 'Logs volume')).toContainText('live_input.segment_stored');
  await expect(panel(page, 'Table')).toHaveCount(0);

  await box.getByRole('button', { name: 'Filter', exact: true }).click();
  const filter = box.getByRole('group', { name: 'Filter by Live input' });
  await choose({ Field: 'Event code' }, filter);
  const code = box.getByRole('group', { name: 'Filter by Event code' });
  await code.getByLabel('Values').fill('live_input.errored');
  await code.getByLabel('Values').press('Enter');
  await expect(lines.first()).toContainText('error');
  await expect(lines.filter({ hasText: 'segment_stored' })).toHaveCount(0);
  await expect(panel(page, 'Logs volume')).not.toContainText('segment_stored');

  await format('Table');
  for (const name of ['Live input', 'Event code', 'Description', 'Data centre']) {
    await expect(panel(page, 'Table').getByRole('columnheader', { name, exact: true })).toBeVisible();
  }
  await expect(panel(page, 'Logs')).toHaveCount(0);
});

test('videos, live inputs, storage and live viewers are read without a stream key reaching the page', async ({
  page,
  servers,
}) => {
  const { box, choose } = editor(page);
  const table = panel(page, 'Table');
  await choose({ Dataset: 'Videos' });
  await expect(box).toContainText('100 rows at most');
  await expect(box.getByRole('radio', { name: 'Time series' })).toHaveCount(0);
  for (const name of ['Video', 'Name', 'Creator', 'Status']) {
    await expect(table.getByRole('columnheader', { name, exact: true })).toBeVisible();
  }
  await expect(table).toContainText('Episode');
  await box.getByRole('button', { name: /^Preview/ }).click();
  await expect(box.getByRole('region', { name: 'Calls' })).toContainText('/stream?asc=false');

  await choose({ Dataset: 'Live inputs' });
  await expect(table).toContainText('Studio');
  await expect(table).toContainText('client_disconnect');
  await choose({ Dataset: 'Storage' });
  await expect(table.getByRole('columnheader', { name: 'Minutes stored' })).toBeVisible();
  await choose({ Dataset: 'Live viewers now' });
  await expect(table.getByRole('columnheader', { name: 'Live viewers' })).toBeVisible();
  await expect(table).toContainText('Main stage');

  const received = servers.received.join('');
  expect(received).toContain('Main stage');
  expect(received).not.toContain('secretStreamKey');
  expect(received).not.toContain(TOKEN);
});
