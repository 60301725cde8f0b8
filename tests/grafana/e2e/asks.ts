import type { Page, Response } from '@playwright/test';

/** The plugin's panels ask through its own resource, not through `/api/ds/query`. */
export const isAnswer = (response: Response): boolean =>
  response.url().endsWith('/resources/asks') && response.request().method() === 'POST';

export const nextAnswer = (page: Page): Promise<Response> => page.waitForResponse(isAnswer);

/** Chooses an option of a list by how it begins. */
export async function choose(page: Page, list: string, option: RegExp): Promise<void> {
  await page.getByRole('combobox', { name: list, exact: true }).click();
  await page.getByRole('option', { name: option }).click();
}
