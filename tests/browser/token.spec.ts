import { chooseRange, panel } from './panel';
import { expect, test, TOKEN } from './workbenchTest';

test('the token reaches no browser and no log, whatever goes wrong', async ({ page, servers }) => {
  await expect(panel(page, 'Minutes viewed')).toContainText(/\d/);
  servers.simulator.faults.add([{ kind: 'permission', times: 3 }, { kind: 'html', times: 3 }, { kind: 'reset' }]);
  await chooseRange(page, 'Last 30 days'); // What is on the screen is remembered.
  await expect(page.getByTestId('data-testid Panel status error')).not.toHaveCount(0);

  await page.getByRole('tab', { name: 'Configuration' }).click();
  await page.getByRole('button', { name: 'Save & test' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await page.getByRole('tab', { name: 'Explore' }).click();
  await page.getByRole('tab', { name: 'JSON' }).click();

  const seen = [...servers.received, ...servers.log, await page.content()].join('\n');
  expect(seen).toContain('cloudflare-stream');
  expect(seen).not.toContain(TOKEN);
  expect(seen).not.toContain(TOKEN.slice(5, 25));
});
