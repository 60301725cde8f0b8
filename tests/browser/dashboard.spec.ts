import { chooseAbove, chooseRange, panel } from './panel';
import overview from '../../src/dashboards/overview.json';
import { archiveOf } from '../../simulator/archive';
import { DEFAULTS } from '../../simulator/options';
import { DASHBOARDS } from '../box/files';
import { expect, test } from './workbenchTest';

const PANELS = overview.panels.length;

test('every panel of the overview shows data over ninety days', async ({ page }) => {
  await chooseRange(page, 'Last 90 days');

  await expect(page.getByRole('heading', { name: 'Cloudflare Stream overview' })).toBeVisible();
  await expect(panel(page, 'Minutes viewed')).toContainText(/\d/);
  await expect(panel(page, 'Plays')).toContainText(/\d/);
  await expect(panel(page, 'Countries')).toContainText('US');
  await expect(panel(page, 'Most watched videos').getByRole('row').nth(1)).toContainText(/[0-9a-f]{30,}/);
  const series = panel(page, 'Creators');
  await expect(series.locator('canvas')).toBeVisible();
  await expect(series).toContainText('creator-');
  await expect(page.getByText('No data')).toHaveCount(0);
});

for (const [theme, width] of [
  ['dark', 1440],
  ['light', 800],
] as const) {
  test(`every dashboard of the box shows all of its panels, ${theme}, ${width} px wide`, async ({ page, servers }) => {
    test.setTimeout(180_000);
    await page.setViewportSize({ width, height: 900 });
    await page.goto(`${servers.url}/?theme=${theme}`);
    for (const [, { title, panels }] of DASHBOARDS) {
      await page.getByRole('combobox', { name: 'Dashboard' }).click();
      await page.getByRole('option', { name: title }).click();
      await expect(page.getByRole('heading', { name: title })).toBeVisible();
      for (const { title: name } of panels.filter(({ type }) => type !== 'row')) {
        await expect(panel(page, name).first()).toBeAttached();
      }
      await page.waitForLoadState('networkidle');
      await expect(page.getByLabel('Panel loading bar')).toHaveCount(0);
      await expect(page.getByTestId('data-testid Panel status error')).toHaveCount(0);
      await expect(page.getByText('No data', { exact: true })).toHaveCount(0);
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  });
}

test('a link on a video leads to its depth', async ({ page }) => {
  const cell = panel(page, 'Most watched videos').getByRole('row').nth(1).getByRole('gridcell').first();
  const name = await cell.innerText();
  await cell.getByTitle('view data links and actions').click();
  await page.getByText('This video in depth').click();
  await expect(page).toHaveURL(/\/d\/cloudflare-stream-videos\?.*var-video=[0-9a-f]{32}/);
  await expect(page.getByRole('heading', { name: 'Cloudflare Stream videos' })).toBeVisible();
  await expect(panel(page, 'Minutes viewed').last()).toContainText(name);
});

test('a chosen creator narrows videos and panels, and stays with the time range on another dashboard', async ({
  page,
  servers,
}) => {
  await page.goto(`${servers.url}/d/cloudflare-stream-geography?theme=light&from=now-24h&to=now`);
  const minutes = panel(page, 'Minutes viewed').last();
  await expect(minutes).toContainText(/\d/);
  const ofAll = await minutes.innerText();
  await chooseAbove(page, 'Creator', 'creator-0001');
  await expect(minutes).not.toHaveText(ofAll);
  await expect(panel(page, 'All countries').getByRole('row').nth(1)).toContainText(/\d/);

  await page.getByRole('combobox', { name: 'Dashboard' }).click();
  await page.getByRole('option', { name: 'Cloudflare Stream videos' }).click();
  await expect(page.getByRole('heading', { name: 'Cloudflare Stream videos' })).toBeVisible();
  await expect(page).toHaveURL(/from=now-24h.*var-creator=creator-0001/);
  await expect(page.getByTestId('data-testid TimePicker Open Button')).toContainText('Last 24 hours');
  const { uids, creators, creatorOf } = archiveOf(DEFAULTS).catalogue;
  const theirs = uids.filter((_, video) => creators[creatorOf[video]] === 'creator-0001');
  await page.getByRole('combobox', { name: 'Video', exact: true }).click();
  const offered = await page.getByRole('option').allInnerTexts();
  expect(offered.length).toBeGreaterThan(1);
  expect(offered.length).toBeLessThanOrEqual(theirs.length + 1); // All is one.
});

test('live sessions are marked on the live inputs, of one where one is chosen, and by names', async ({
  page,
  servers,
}) => {
  await page.goto(`${servers.url}/d/cloudflare-stream-live-inputs?theme=light&from=now-7d&to=now`);
  const bitRate = panel(page, 'Bit rate');
  const sessions = (of = '') => bitRate.getByRole('img', { name: new RegExp(`^Live session: ${of}`) });
  await expect(bitRate).toContainText('Outdoor camera');
  await expect(sessions()).toHaveCount(0);
  await page.getByLabel('Live sessions').click({ force: true });
  await expect(sessions('Studio').first()).toBeVisible();
  const events = panel(page, 'Upload ratio').getByRole('img', { name: /^(Connected|Error)/ });
  await expect(events).toHaveCount(0);

  await chooseAbove(page, 'Live input', 'Phone');
  await expect(sessions('Studio')).toHaveCount(0);
  await expect(sessions('Phone').first()).toBeVisible();

  await page.getByLabel('Live sessions').click({ force: true });
  await expect(sessions()).toHaveCount(0);
  await page.getByLabel('Connections and errors').click({ force: true });
  await expect(events.first()).toBeVisible();
});

test('a panel says what is wrong, and the others go on', async ({ page, servers }) => {
  await expect(panel(page, 'Plays')).toContainText(/\d/);
  servers.simulator.faults.add([{ kind: 'permission', contains: 'videoPlaybackEventsAdaptiveGroups' }]);
  await chooseRange(page, 'Last 30 days'); // What is on the screen is remembered.

  const status = panel(page, 'Plays').getByTestId('data-testid Panel status error');
  await expect(status).toBeVisible();
  await status.hover();
  await expect(page.getByRole('tooltip')).toContainText('Account Analytics');
  await expect(panel(page, 'Minutes viewed').getByTestId('data-testid Panel status error')).toHaveCount(0);
});

for (const [kind, words] of [
  ['html', /no answer of Cloudflare's API/],
  ['truncated', /ends before it is complete/],
  ['reset', /cannot be reached/],
] as const) {
  test(`an answer that is ${kind} ends as an error in every panel`, async ({ page, servers }) => {
    await expect(panel(page, 'Minutes viewed')).toContainText(/\d/);
    servers.simulator.faults.add([{ kind }]);
    await chooseRange(page, 'Last 30 days'); // What is on the screen is remembered.
    const errors = page.getByTestId('data-testid Panel status error');
    await expect(errors).toHaveCount(PANELS);
    await errors.first().hover();
    await expect(page.getByRole('tooltip')).toContainText(words);
  });
}

test('light and dark are a switch in the header and in the address', async ({ page }) => {
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const dark = await background();
  await page.getByRole('button', { name: 'Change to the light theme' }).click();
  await expect(page).toHaveURL(/theme=light/);
  await expect(page.getByRole('heading', { name: 'Cloudflare Stream overview' })).toBeVisible();
  expect(await background()).not.toBe(dark);
  await page.getByRole('tab', { name: 'Explore' }).click();
  await expect(page).toHaveURL(/theme=light/);
});

test('what lies beyond the history that is kept is said on the panel', async ({ page, servers: { url } }) => {
  await page.goto(`${url}/?from=now-200d&to=now`);
  const notice = panel(page, 'Minutes viewed').getByRole('button', { name: /90 days/ });
  await expect(notice).toBeVisible();
});
