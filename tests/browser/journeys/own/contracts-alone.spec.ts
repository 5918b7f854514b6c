import type { Page } from '@playwright/test';
import { check, choose, importAll } from '../../support/import.ts';
import { pictures } from '../../support/pictures.ts';
import { signIn } from '../../support/session.ts';
import { expect, test } from '../../support/test.ts';

test.use({ baseURL: process.env.HOLDFAST_EMPTY_URL });

// The last change is the end of 30 June: 90 days before it is 1 April.
const contracts = [
  'contract_id,customer_id,start_date,end_date,end_reason,amount',
  'K1,alone-a,2024-01-10,,,10.00',
  'K2,alone-b,2024-02-10,,,10.00',
  'K3,alone-c,2024-03-10,2024-06-30,too expensive,20.00',
  'K4,alone-d,2024-05-10,,,10.00',
];

const finding = '1 of 3 customers under contract left in 90 days: 33.3%';

test('a shop with contracts and no orders is told what its contracts say', async ({ page }) => {
  await signIn(page, 'owner');
  await expect(heading(page)).toHaveText('Find out who is slipping away');
  await choose(page, { name: 'alone.csv', mimeType: 'text/csv', buffer: Buffer.from(`${contracts.join('\n')}\n`) });
  await check(page);
  await expect(page.getByText('4 contracts of 4 customers, from 10 Jan 2024 to 10 May 2024')).toBeVisible();
  await expect(page.getByRole('columnheader', { name: 'Sum a month' })).toBeVisible();
  await importAll(page);
  await expect(page.getByRole('heading', { name: '4 contracts were added or changed' })).toBeVisible();

  await test.step('the board says it, and what to do next', async () => {
    await page.goto('/');
    await expect(heading(page)).toHaveText(finding);
    await expect(page.getByRole('link', { name: 'Choose a file of orders' })).toHaveAttribute('href', '/data');
    await expect(page.getByTestId('contracts-alone')).toContainText('2 stayed + 1 left = 3 under contract at the start');
    await pictures(page, 'contracts-alone-board');
  });

  await test.step('the page of contracts is there', async () => {
    await page.getByRole('link', { name: 'See who stays how long' }).click();
    await expect(page).toHaveURL(/\/contracts$/);
    await expect(heading(page)).toHaveText(finding);
    await expect(page.getByTestId('contract-sum').locator('.addition .value')).toHaveText(['2', '1', '3']);
    await expect(page.getByTestId('contract-months')).toBeVisible();
  });

  await test.step('pages that begin with orders say so', async () => {
    for (const path of ['/customers', '/segments', '/what-if', '/health', '/model']) {
      await page.goto(path);
      await expect(heading(page), path).toHaveText('This page begins with orders');
      await expect(page.getByRole('heading', { name: finding }), path).toBeVisible();
    }
    await pictures(page, 'contracts-alone-page');
  });

  await test.step('orders bring the board, and without either the first run is back', async () => {
    const orders = 'order_id,customer_id,date,amount\nA1,alone-a,2024-06-01,5.00\nA2,alone-b,2024-07-01,5.00\n';
    await choose(page, { name: 'alone-orders.csv', mimeType: 'text/csv', buffer: Buffer.from(orders) });
    await check(page);
    await importAll(page);
    await page.goto('/');
    await expect(page.locator('.board')).toBeVisible();
    for (const name of ['alone-orders.csv', 'alone.csv']) {
      await page.goto('/data');
      const past = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name, exact: true }) }).first();
      await past.getByRole('button', { name: 'Take back' }).click();
      await past.getByRole('button', { name: 'Take back' }).click();
      await expect(past).toContainText('Taken back', { timeout: 120_000 });
    }
    await page.goto('/');
    await expect(heading(page)).toHaveText('Find out who is slipping away', { timeout: 120_000 });
  });
});

function heading(page: Page) {
  return page.getByRole('heading', { level: 1 });
}
