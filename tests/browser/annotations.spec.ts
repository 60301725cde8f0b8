import { editor } from './editor';
import { chooseRange, panel } from './panel';
import { expect, test } from './workbenchTest';

test.beforeEach(async ({ page }) => {
  await page.getByRole('tab', { name: 'Variables and annotations' }).click();
  await chooseRange(page, 'Last 7 days'); // On a single day an input may rest.
});

test('sessions and events of live inputs, and videos, are marked in every chart', async ({ page }) => {
  const { box, choose } = editor(page, 'Annotation');
  const [minutes, bitRate] = ['Minutes viewed', 'Bit rate of live inputs'].map((title) => panel(page, title));
  for (const chart of [minutes, bitRate]) {
    await expect(chart.getByRole('img', { name: /^Live session: / }).first()).toBeVisible();
  }
  const session = minutes.getByRole('img', { name: /^Live session: Studio: live/ }).first();
  expect((await session.boundingBox())!.width).toBeGreaterThan(20);
  await minutes
    .getByRole('img', { name: /^Live session: / })
    .last()
    .hover(); // No other lies upon it.
  await expect(page.getByRole('tooltip')).toContainText(/Live session: .+ · live · /);
  await page.mouse.move(0, 0); // Grafana 12 hides all else from those who do not see, as long as a tooltip is open.

  await choose({ 'Query type': 'Live input events' });
  for (const title of ['Connected', 'Disconnected', 'Error']) {
    await expect(minutes.getByRole('img', { name: new RegExp(`^${title}`) }).first()).toBeVisible();
  }
  await expect(box).toContainText(/[1-9]\d* events?/);

  await chooseRange(page, 'Last 5 years'); // The simulator's library is of long ago.
  await choose({ 'Query type': 'Videos created' });
  await expect(minutes.getByRole('img', { name: /^Video created: / }).first()).toBeVisible();
  await expect(minutes.getByRole('img', { name: /^(Connected|Error)/ })).toHaveCount(0);

  await page.getByRole('switch').last().click({ force: true });
  await expect(minutes.getByRole('img', { name: /^Video created: / })).toHaveCount(0);
});

test('an annotation is of one live input, which a variable chooses', async ({ page }) => {
  await editor(page, 'Variable').choose({ 'Query type': 'Live inputs' });
  await page.getByRole('combobox', { name: 'Tried', exact: true }).click();
  await page.getByRole('option', { name: 'Phone' }).click();
  await editor(page, 'Annotation').filterBy('Live input', '$tried');
  const marks = (name: RegExp) => panel(page, 'Minutes viewed').getByRole('img', { name });
  await expect(marks(/^Live session: Studio/)).toHaveCount(0);
  await expect(marks(/^Live session: Phone/)).not.toHaveCount(0);
});
