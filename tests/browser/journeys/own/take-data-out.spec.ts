import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { check, choose, importAll } from '../../support/import.ts';
import { authorization, signIn } from '../../support/session.ts';
import { expect, test } from '../../support/test.ts';

test.use({ baseURL: process.env.HOLDFAST_EMPTY_URL });

const orders = 'order_id,customer_id,date,amount,name\nTAKE-1,TAKE-A,2026-01-05,19.90,"=HYPERLINK(""x"")"\nTAKE-2,TAKE-A,2026-02-05,-4.50,\nTAKE-3,TAKE-B,2026-02-06,7.00,Ann Oak\n';

test('an owner takes all data out, and a file read back changes nothing', async ({ page }) => {
  await signIn(page, 'owner');
  await choose(page, { name: 'take.csv', mimeType: 'text/csv', buffer: Buffer.from(orders) });
  await check(page);
  await importAll(page);
  const hash = await stateHash(page);

  await page.goto('/data');
  const section = page.getByRole('region', { name: 'Take your data with you' });
  await section.getByRole('button', { name: 'Export all data' }).click();
  await expect(section.getByRole('heading', { name: 'Files of the newest export' })).toBeVisible({ timeout: 60_000 });
  const past = section.getByRole('row').filter({ hasText: 'All data' }).first();
  await expect(past).toContainText('Robin Maple');
  await expect(past).toContainText('Ready to download');

  const customers = await saved(page, 'holdfast-shop-customers.csv');
  expect(customers).toContain('"\'=HYPERLINK(""x"")"');
  const text = await saved(page, 'holdfast-shop-orders.csv');
  expect(text).toContain('TAKE-2,2026-02-05,-4.50,');

  await choose(page, { name: 'holdfast-shop-orders.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  await expect(page.getByText('Exported by Holdfast')).toBeVisible();
  await check(page);
  await importAll(page);
  await expect(page.getByText('Everything in this file was here already')).toBeVisible();
  expect(await stateHash(page)).toBe(hash);

  await page.goto('/data');
  await section.getByRole('button', { name: 'Remove the files now' }).click();
  await expect(past).toContainText('Files removed');
});

test('who may not export sees who can', async ({ page }) => {
  await signIn(page, 'marketer', '/data');
  const section = page.getByRole('region', { name: 'Take your data with you' });
  await expect(section).toContainText('Owners and admins can');
  await expect(section.getByRole('button')).toHaveCount(0);
});

/** The text of a file as the browser saves it. */
async function saved(page: Page, name: string): Promise<string> {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: `Download ${name}` }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe(name);
  return readFileSync(await file.path(), 'utf8');
}

/** The state hash of the newest generation. */
async function stateHash(page: Page): Promise<string> {
  const base = await page.request.get('/api/base', { headers: await authorization(page) });
  return (await base.json()).manifest.state_hash;
}
