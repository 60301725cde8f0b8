import { chooseRange, panel } from './panel';
import overview from '../../src/dashboards/overview.json';
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
