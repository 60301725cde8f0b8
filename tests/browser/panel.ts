import type { Page } from '@playwright/test';

/** A panel by its title, as Grafana marks it. */
export const panel = (page: Page, title: string) => page.getByTestId(`data-testid Panel header ${title}`);

/** Another time range of the dashboard, by its words in the picker. */
export async function chooseRange(page: Page, words: string): Promise<void> {
  await page.getByTestId('data-testid TimePicker Open Button').click();
  await page.getByText(words).click();
}

/** A choice among several above a dashboard, which counts when its list is left. */
export async function chooseAbove(page: Page, list: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: list, exact: true }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
}
