import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { showReview } from '../../support/board.ts';
import { check, choose, compare, importAll, reported } from '../../support/import.ts';
import { cents, totals } from '../../support/money.ts';
import { authorization, signIn } from '../../support/session.ts';
import { expect, test } from '../../support/test.ts';
import { moveLever, settledFigures } from '../../support/what-if.ts';

const file = process.env.HOLDFAST_FAULTY_FILE ?? '';
const truth = JSON.parse(process.env.HOLDFAST_FAULTY_TRUTH ?? '{}');

test.use({ baseURL: process.env.HOLDFAST_EMPTY_URL });

test('from the first run over sample data and one’s own orders to a what-if', async ({ page, browser }) => {
  await test.step('sample data comes and leaves', async () => {
    await signIn(page, 'owner');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Find out who is slipping away');
    await page.getByRole('button', { name: 'Load the sample shop' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toContainText('slipping', { timeout: 120_000 });
    await expect(page.getByText('sample', { exact: false }).first()).toBeVisible();
    await page.getByRole('button', { name: 'Remove sample data' }).first().click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Find out who is slipping away', { timeout: 120_000 });
  });

  await test.step('the totals of a faulty export are those of an independent computation', async () => {
    await choose(page, file);
    await check(page);
    const own = totals(readFileSync(file, 'utf8'));
    const accepted = await reported(page, 'Will be imported');
    const without = await reported(page, 'In order, but without a customer');
    const rejected = await reported(page, 'Cannot be read');
    expect([accepted.lines, without.lines, rejected.lines]).toEqual([own.accepted, own.withoutCustomer, own.rejected]);
    expect([accepted.lines, without.lines]).toEqual([truth.accepted, truth.without_customer]);
    expect(Number(accepted.sum).toFixed(2)).toBe(cents(own.acceptedSum));
    expect(Number(without.sum).toFixed(2)).toBe(cents(own.withoutCustomerSum));
  });

  await test.step('the import stores it once', async () => {
    await importAll(page);
    const hash = await stateHash(page);
    await choose(page, file);
    await check(page);
    await importAll(page);
    await expect(page.getByText('Everything in this file was here already')).toBeVisible();
    expect(await stateHash(page)).toBe(hash);
  });

  await test.step('a corrected file says what it would change, is imported, and is taken back', async () => {
    const hash = await stateHash(page);
    const corrected = 'order_id,customer_id,date,amount\nNEW-1,NEW-1,2026-01-05,19.90\nNEW-2,NEW-1,2026-02-05,29.90\n';
    await choose(page, { name: 'corrected.csv', mimeType: 'text/csv', buffer: Buffer.from(corrected) });
    await check(page);
    await compare(page);
    const row = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: 'Orders', exact: true }) });
    await expect(row.getByRole('cell')).toHaveText(['2', '0', '0']);
    expect(await stateHash(page)).toBe(hash);
    const board = await page.context().newPage();
    await board.goto('/');
    await showReview(board);
    const alerts = board.getByTestId('review-alerts').getByRole('listitem');
    await expect(alerts.filter({ hasText: 'corrected.csv was compared and waits' }).getByRole('link')).toHaveAttribute('href', '/data');
    await alerts.getByRole('link', { name: 'Open the imports' }).click();
    // Who left before deciding finds the decision in the history.
    const left = board.getByRole('row').filter({ has: board.getByRole('rowheader', { name: 'corrected.csv' }) });
    await left.getByRole('button', { name: 'Decide' }).click();
    await expect(board.getByRole('heading', { name: 'This is what the file would change' })).toBeVisible();
    await board.close();
    await page.getByRole('button', { name: 'Import now' }).click();
    await expect(page.getByText('New scores are ready.')).toBeVisible({ timeout: 300_000 });
    expect(await stateHash(page)).not.toBe(hash);
    const past = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: 'corrected.csv' }) });
    await past.getByRole('button', { name: 'Take back' }).click();
    await past.getByRole('button', { name: 'Take back' }).click();
    await expect(past).toContainText('Taken back', { timeout: 120_000 });
    await expect(past).toContainText('Reversed: 2.');
    await expect.poll(() => stateHash(page), { timeout: 120_000 }).toBe(hash);
  });

  await test.step('the best and the most endangered customer open', async () => {
    for (const sort of ['value', 'at-risk']) {
      await page.goto(`/customers?sort=${sort}`);
      await page.locator('[role=row] a[href^="/customers/"]').first().click();
      await expect(page).toHaveURL(/\/customers\/[0-9a-f]{16}/);
      await expect(page.getByText(/orders?/).first()).toBeVisible();
    }
  });

  await test.step('a what-if link gives the same numbers in a clean profile', async () => {
    await page.goto('/what-if');
    await moveLever(page, 'purchase_rate', 'ArrowRight', 1);
    await expect(page).toHaveURL(/rate=/);
    const here = await settledFigures(page);
    const clean = await browser.newContext({ baseURL: process.env.HOLDFAST_EMPTY_URL, locale: 'en-GB' });
    const other = await clean.newPage();
    await signIn(other, 'marketer', page.url());
    expect(await settledFigures(other)).toEqual(here);
    await clean.close();
  });
});

/** The state hash of the newest generation. */
async function stateHash(page: Page): Promise<string> {
  const base = await page.request.get('/api/base', { headers: await authorization(page) });
  return (await base.json()).manifest.state_hash;
}
