import type { Page } from '@playwright/test';

/** A panel by its title, as Grafana marks it. */
export const panel = (page: Page, title: string) => page.getByTestId(`data-testid Panel header ${title}`);
