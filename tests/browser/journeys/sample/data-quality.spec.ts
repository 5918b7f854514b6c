import { readFile } from 'node:fs/promises';
import { signIn } from '../../support/session.ts';
import { expect, test } from '../../support/test.ts';

test('the checks say how many, list whom it concerns, and the file holds all of them', async ({ page }) => {
  await signIn(page, 'owner');
  await page.goto('/data');
  await page.getByRole('link', { name: 'Check the data' }).click();
  await expect(page).toHaveURL(/\/data-quality$/);
  const consent = page.locator('[data-check=consent]');
  await expect(consent.locator('ul strong')).toHaveCount(3);
  const counts = await consent.locator('ul strong').allInnerTexts();
  const [given, withdrawn, unknown] = counts.map((text) => Number(text.replace(/\D/g, ''))) as [number, number, number];
  expect(given + withdrawn + unknown).toBe(5000);
  await expect(consent.locator('.lead')).toContainText(new RegExp(`of 5.000`));

  const rows = consent.locator('tbody tr');
  await expect(rows).toHaveCount(Math.min(25, unknown));
  await expect(rows.first().getByRole('link')).toHaveAttribute('href', /^\/customers\/[0-9a-f]{16}$/);
  const download = page.waitForEvent('download');
  await consent.getByRole('button', { name: 'Download as CSV' }).click();
  const lines = (await readFile(await (await download).path(), 'utf8')).trim().split(/\r?\n/);
  expect(lines.length - 1).toBe(unknown);
});

test('who may not export sees the list without its file', async ({ page }) => {
  await signIn(page, 'analyst', '/data-quality');
  const consent = page.locator('[data-check=consent]');
  await expect(consent.locator('tbody tr').first()).toBeVisible();
  await expect(consent.getByRole('button', { name: 'Download as CSV' })).toHaveCount(0);
});

test('who may not see people or imports sees the rest', async ({ page }) => {
  await signIn(page, 'analyst', '/data-quality');
  for (const name of ['address', 'doubled', 'imports']) {
    await expect(page.locator(`[data-check=${name}]`)).toContainText('Your role may not see this');
  }
  await expect(page.locator('[data-check=rates] h2')).toBeVisible();
});
