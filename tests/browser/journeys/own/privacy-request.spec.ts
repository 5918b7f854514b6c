import type { Page } from '@playwright/test';
import { check, choose, importAll } from '../../support/import.ts';
import { pictures } from '../../support/pictures.ts';
import { authorization, signIn } from '../../support/session.ts';
import { expect, test } from '../../support/test.ts';

// The browser writes down every answer that is no success: 410 is what an erased customer's address says.
test.use({ baseURL: process.env.HOLDFAST_EMPTY_URL, expectedFaults: [/status of 410/] });

const address = 'canary.maple@example.com';
const name = 'Canary Maple';
const header = 'order_id,customer_id,email,name,date,amount,product\n';
const others = Array.from({ length: 12 }, (_, n) => `Q-${n},Q-${n},q${n}@example.com,Quiet ${n},2026-0${(n % 9) + 1}-1${n % 9},${20 + n}.00,Mug\n`);
const own = [
  `C-1,C-17,${address},${name},2026-01-05,19.90,Engraved canary mug\n`,
  `C-2,C-17,${address},${name},2026-03-05,29.90,Jug\n`,
];

const csv = (file: string, lines: string[]) => ({ name: file, mimeType: 'text/csv', buffer: Buffer.from(header + lines.join('')) });

test('a privacy request: shown, typed, watched, gone for good, and a late file does not revive', async ({ page }) => {
  const dialog = page.getByTestId('erase');
  let at = '';

  await test.step('the customer is found by e-mail', async () => {
    await signIn(page, 'owner', '/data');
    await choose(page, csv('people.csv', [...own, ...others]));
    await check(page);
    await importAll(page);
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill(address);
    await page.getByRole('option').filter({ hasText: name }).waitFor();
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/customers\/[0-9a-f]{16}/);
    at = new URL(page.url()).pathname;
    await expect(page.getByRole('heading', { name })).toBeVisible();
  });

  await test.step('what goes and what stays is shown before, by keyboard, and Escape keeps the customer', async () => {
    const open = page.getByRole('button', { name: 'Erase this customer…' });
    await open.focus();
    await page.keyboard.press('Enter');
    await expect(dialog.getByRole('heading', { level: 2 })).toHaveText(`Erase ${name} for good?`);
    await expect(dialog).toContainText('Numbers and products of their orders: 2');
    await expect(dialog).toContainText('Day, value and units of 2 orders');
    await expect(dialog).toContainText('one-way hashes');
    await pictures(page, 'erase');
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(open).toBeFocused();
    await expect(page).toHaveURL(new RegExp(at));
  });

  await test.step('another number erases nobody, the right one does', async () => {
    const customers = await count(page);
    await page.getByRole('button', { name: 'Erase this customer…' }).click();
    const field = dialog.getByLabel('type the customer');
    await field.fill('C-1');
    await page.keyboard.press('Enter');
    await expect(dialog).toContainText('That is not the number shown above.');
    await field.fill('C-17');
    await page.keyboard.press('Enter');
    await expect(dialog.getByRole('heading', { level: 2 })).toHaveText('Nothing is left that names this customer', { timeout: 120_000 });
    await pictures(page, 'erase-done');
    await dialog.getByRole('button', { name: 'Close' }).click();
    await expect(page.getByTestId('erased')).toContainText('was erased on');
    expect(await count(page), 'their orders still count').toBe(customers);
  });

  await test.step('the address says so, and nobody finds them', async () => {
    await page.goto(at);
    await expect(page.getByTestId('erased')).toContainText('This customer was erased');
    await expect(page.getByText(name)).toHaveCount(0);
    await pictures(page, 'erased');
    await page.keyboard.press('Control+k');
    const found = page.waitForResponse((response) => response.url().includes('/api/customers/search'));
    await page.getByRole('combobox').fill(address);
    expect((await (await found).json()).found).toEqual([]);
    await page.keyboard.press('Escape');
  });

  await test.step('a late file counts their line and does not store it', async () => {
    await choose(page, csv('late.csv', [`C-3,C-17,${address},${name},2026-06-05,9.90,Cup\n`, 'N-1,N-1,n1@example.com,New One,2026-06-06,9.90,Cup\n']));
    await check(page);
    await page.getByRole('button', { name: /^Import .* lines$/ }).click();
    await expect(page.getByText('Lines of customers who were erased and are therefore not stored: 1.')).toBeVisible({ timeout: 120_000 });
    await page.getByRole('button', { name: 'Import now' }).click();
    await expect(page.getByText('New scores are ready.')).toBeVisible({ timeout: 300_000 });
    await page.goto(at);
    await expect(page.getByTestId('erased')).toBeVisible();
  });

  await test.step('nothing of them is left in the browser', async () => {
    const kept = await page.evaluate(async () => {
      const databases = (await indexedDB.databases()).map((database) => database.name);
      return JSON.stringify([{ ...localStorage }, { ...sessionStorage }, databases, await caches.keys()]);
    });
    for (const word of [address, name, 'C-17']) expect(kept).not.toContain(word);
    expect(kept).toContain('[],[]]');
  });
});

/** Customers of the newest generation. */
async function count(page: Page): Promise<number> {
  const base = await page.request.get('/api/base', { headers: await authorization(page) });
  return (await base.json()).manifest.summary.customers;
}
