import { expect, test } from '@grafana/plugin-e2e';

const PROVISIONED = { fileName: 'cloudflare-stream.yaml' };
const ACCOUNT = '0123456789abcdef0123456789abcdef';
/** As docker-compose.yaml has it. */
const SIMULATOR = 'http://127.0.0.1:8700';

test('account and token are enough for a data source that works', async ({
  createDataSourceConfigPage,
  readProvisionedDataSource,
  page,
}) => {
  const { type } = await readProvisionedDataSource(PROVISIONED);
  const config = await createDataSourceConfigPage({ type });
  await page.getByRole('button', { name: 'Advanced' }).click();
  await page.getByLabel('API URL').fill(SIMULATOR);
  await page.getByLabel('Account ID').fill(ACCOUNT);
  await page.getByLabel('API token').fill('any-token-will-do');
  await expect(config.saveAndTest()).toBeOK();
  await expect(config).toHaveAlert('success', { hasText: /90 days of history/ });
});

test('what is wrong with the account is said by Save & test', async ({
  createDataSourceConfigPage,
  readProvisionedDataSource,
  page,
}) => {
  const { type } = await readProvisionedDataSource(PROVISIONED);
  const config = await createDataSourceConfigPage({ type });
  await page.getByLabel('Account ID').fill('not an account');
  await page.getByLabel('API token').fill('any-token-will-do');
  await expect(config.saveAndTest()).not.toBeOK();
  await expect(config).toHaveAlert('error', { hasText: /account/i });
});

test('the provisioned data source is healthy', async ({ readProvisionedDataSource, gotoDataSourceConfigPage }) => {
  const { uid } = await readProvisionedDataSource(PROVISIONED);
  const config = await gotoDataSourceConfigPage(uid);
  await expect(config.saveAndTest({ path: `/api/datasources/uid/${uid}/health` })).toBeOK();
});
