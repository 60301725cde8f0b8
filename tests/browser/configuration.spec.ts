import { expect, test, TOKEN } from './workbenchTest';

test.beforeEach(async ({ page }) => {
  await page.getByRole('tab', { name: 'Configuration' }).click();
});

test('a wrong token is refused in words, and the right one accepted', async ({ page }) => {
  const token = page.getByRole('textbox', { name: 'API token' });
  const save = page.getByRole('button', { name: 'Save & test' });

  await page.getByRole('button', { name: 'Reset' }).click();
  await token.fill('cfut_wrong');
  await save.click();
  await expect(page.getByRole('alert')).toContainText(/token/i);
  await expect(page.getByRole('alert')).not.toContainText('can be read');

  await page.getByRole('button', { name: 'Reset' }).click();
  await token.fill(TOKEN);
  await save.click();
  await expect(page.getByText('Cloudflare Stream analytics can be read')).toBeVisible();
});

test('an account that the token cannot see is named as the reason', async ({ page }) => {
  await page.getByLabel('Account ID').fill('f'.repeat(32));
  await page.getByRole('button', { name: 'Save & test' }).click();
  await expect(page.getByRole('alert')).toContainText(/account/i);
});

test('an API that is down is said to be unreachable', async ({ page, servers }) => {
  await servers.simulator.close();
  await page.getByRole('button', { name: 'Save & test' }).click();
  await expect(page.getByRole('alert')).toContainText('cannot be reached');
});

test('the saved settings are in force in the other tabs', async ({ page }) => {
  await page.getByRole('button', { name: 'Reset' }).click();
  await page.getByRole('textbox', { name: 'API token' }).fill('cfut_wrong');
  await page.getByRole('button', { name: 'Save & test' }).click();
  await expect(page.getByRole('alert')).toBeVisible();

  await page.getByRole('tab', { name: 'Explore' }).click();
  await page.getByRole('tab', { name: 'Notices' }).click();
  await expect(page.getByRole('region', { name: 'Inspector' }).getByRole('alert')).toContainText(/token/i);
});

test('limits that cannot be are refused in the same words where they are typed and by the backend', async ({
  page,
}) => {
  await page.getByRole('button', { name: 'Limits and cache' }).click();
  const budget = page.getByRole('spinbutton', { name: 'Budget' });
  const save = page.getByRole('button', { name: 'Save & test' });
  const words = 'Budget must be a whole number of queries from 1 to 100000.';
  await budget.fill('0');
  await expect(page.getByText(words)).toHaveCount(1);
  await save.click();
  await expect(page.getByText(words)).toHaveCount(2);

  await budget.fill('120');
  await page.getByText('Count by account').click();
  await page.getByRole('spinbutton', { name: 'Concurrency' }).fill('4');
  await save.click();
  await expect(page.getByText(words)).toHaveCount(0);
  await expect(page.getByText(/of 120 queries are left/)).toBeVisible();

  await page.reload();
  await page.getByRole('tab', { name: 'Configuration' }).click();
  await expect(budget).toHaveValue('120');
  await expect(page.getByRole('checkbox', { name: 'Count by account' })).toBeChecked();
  await expect(page.getByRole('spinbutton', { name: 'Settle delay' })).toHaveAttribute('placeholder', '300');
});

test('a shared cache that is away is said to be so, and the data source works', async ({ page }) => {
  await page.getByRole('button', { name: 'Limits and cache' }).click();
  await page.getByRole('textbox', { name: 'Shared cache' }).fill('redis://127.0.0.1:1');
  await page.getByRole('button', { name: 'Save & test' }).click();
  await expect(page.getByText('Cloudflare Stream analytics can be read')).toContainText('shared cache at 127.0.0.1:1');
});

test('at the width of a phone no setting sticks out', async ({ page }) => {
  await page.setViewportSize({ width: 400, height: 900 });
  await page.getByRole('button', { name: 'Limits and cache' }).click();
  await page.getByText('With CA certificate').click();
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(beyond).toBe(0);
});
