import { editor } from './editor';
import { panel } from './panel';
import { expect, test } from './workbenchTest';

test.beforeEach(async ({ page }) => {
  await page.getByRole('tab', { name: 'Explore' }).click();
  await expect(panel(page, 'Chart').locator('canvas')).toBeVisible();
  await editor(page).box.getByRole('radio', { name: 'GraphQL' }).click();
});

test('the builder’s query goes on as text: a mistake is shown at its place, mended it shows data', async ({
  page,
  servers,
}) => {
  const { box } = editor(page);
  const text = box.getByRole('textbox', { name: 'GraphQL text' });
  await expect(text).toHaveValue(/streamMinutesViewedAdaptiveGroups\(/);
  await expect(panel(page, 'Chart').locator('canvas')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Inspector' })).toContainText('ts: datetime'); // It has run.
  const right = await text.inputValue();
  const lines = right.split('\n');
  const line = lines.findIndex((each) => each.includes('minutesViewed }'));
  const column = lines[line].indexOf('minutesViewed') + 1;

  const before = servers.received.length;
  await text.fill(right.replace('minutesViewed }', 'minuteViewed }'));
  await expect(box).toContainText(`Line ${line + 1}, column ${column}: "sum.minuteViewed" is not a metric`);
  await expect(box).toContainText('Did you mean "sum.minutesViewed"?');
  await text.press('Control+Enter');
  expect(servers.received.slice(before).join('')).not.toContain('"replies"');

  // What the schema alone knows comes in a file of its own.
  await text.fill(right.replace('limit: 10000', 'limit: 10000, first: 5'));
  await expect(box).toContainText(/Line \d+, column \d+: Unknown argument "first"/);

  await text.fill(right.replace('clientCountryName }', 'land: clientCountryName }').replace('sum {', 'count sum {'));
  await expect(box).not.toContainText(/Line \d+, column/);
  await text.press('Control+Enter');
  await expect(panel(page, 'Chart')).toContainText('US: Samples');
  await expect(panel(page, 'Chart')).toContainText('US: Minutes viewed');
  const inspector = page.getByRole('region', { name: 'Inspector' });
  await expect(inspector).toContainText('land: clientCountryName');
});

test('a table of one’s own, as the documentation writes it', async ({ page }) => {
  const { box, format } = editor(page);
  await format('Table');
  await box.getByRole('textbox', { name: 'GraphQL text' }).fill(`query {
  viewer {
    accounts(filter: { accountTag: $accountTag }) {
      streamMinutesViewedAdaptiveGroups(
        filter: { datetime_geq: $from, datetime_lt: $to }
        limit: 3
        orderBy: [sum_minutesViewed_DESC]
      ) {
        sum { minutesViewed }
        dimensions { uid land: clientCountryName }
      }
    }
  }
}`);
  await box.getByRole('textbox', { name: 'GraphQL text' }).press('Control+Enter');
  const table = panel(page, 'Table');
  await expect(table.getByRole('columnheader', { name: 'land' })).toBeVisible();
  await expect(table.getByRole('row')).toHaveCount(4);
});
