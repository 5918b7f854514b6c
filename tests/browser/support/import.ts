import { expect, type Page } from '@playwright/test';

/** Drops a file on the data page and waits for its columns. */
export async function choose(page: Page, file: string | { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
  await page.goto('/data');
  await page.locator('input[type=file]').setInputFiles(file);
}

/** Reads the whole file and waits for the report. */
export async function check(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Check the whole file' }).click();
  await expect(page.getByRole('heading', { name: /lines can be imported/ })).toBeVisible({ timeout: 120_000 });
}

/** The report's count and sum of a row. */
export async function reported(page: Page, name: string): Promise<{ lines: number; sum: string }> {
  const row = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name, exact: true }) });
  const cells = await row.getByRole('cell').allInnerTexts();
  return { lines: Number(cells[0].replace(/[^\d]/g, '')), sum: (cells[1] ?? '').replace(/[^\d.−-]/g, '').replace('−', '-') };
}

/** Uploads what was checked and waits until it is known what it would change. */
export async function compare(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Import .* lines$/ }).click();
  await expect(page.getByRole('button', { name: 'Import now' })).toBeVisible({ timeout: 300_000 });
}

/** Imports and waits until new scores are ready. */
export async function importAll(page: Page): Promise<void> {
  await compare(page);
  await page.getByRole('button', { name: 'Import now' }).click();
  await expect(page.getByText('New scores are ready.')).toBeVisible({ timeout: 300_000 });
}
