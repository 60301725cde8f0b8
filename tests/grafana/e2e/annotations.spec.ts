import { expect, test } from '@grafana/plugin-e2e';
import { choose, nextAnswer } from './asks';

test('live sessions annotate a dashboard', async ({ annotationEditPage, readProvisionedDataSource, page }) => {
  const { name } = await readProvisionedDataSource({ fileName: 'cloudflare-stream.yaml' });
  await annotationEditPage.datasource.set(name);
  await choose(page, 'Query type', /^Live sessions/);
  const answer = nextAnswer(page);
  await page.getByRole('button', { name: /^Test/ }).click();
  expect((await answer).ok()).toBe(true);
});
