import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { check, choose, compare, importAll } from '../../support/import.ts';
import { records } from '../../support/money.ts';
import { pictures } from '../../support/pictures.ts';
import { authorization, signIn } from '../../support/session.ts';
import { expect, test } from '../../support/test.ts';

test.use({ baseURL: process.env.HOLDFAST_EMPTY_URL });

const csv = (name: string, lines: string[]) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(`${lines.join('\n')}\n`) });
const header = 'order_id,customer_id,date,amount,email,name,product';
const good = [
  header,
  'UN-1,un-a,2026-02-01,20.00,una@example.com,Una Ash,Mug',
  // The same day, value and product under another number.
  'UN-2,un-a,2026-02-01,20.00,una@example.com,Una Ash,Mug',
  'UN-3,un-a,2026-02-01,20.00,una@example.com,Una Ash,Jug',
  'UN-4,un-b,2026-02-03,9.00,,Uwe Birch,Mug',
];

test('data that are not in order are told with whom they concern, and settled', async ({ page }) => {
  await signIn(page, 'owner');
  await setRates(page, [{ currency: 'USD', from: '2020-01-01', rate: '0.9', note: '' }]);
  await choose(page, csv('untidy.csv', [...good, 'UN-5,un-b,2026-13-03,9.00,,Uwe Birch,Mug']));
  await check(page);
  await importAll(page);
  await choose(page, csv('undecided.csv', [header, 'UN-9,un-z,2026-02-09,1.00,unz@example.com,Uli Cole,Mug']));
  await check(page);
  await compare(page);

  await test.step('imports that wait are listed', async () => {
    await page.goto('/data-quality');
    const imports = page.locator('[data-check=imports]');
    await expect(imports.getByRole('row').filter({ hasText: 'untidy.csv' })).toContainText('Lines that could not be read1');
    await expect(imports.getByRole('row').filter({ hasText: 'undecided.csv' })).toContainText('nobody has decided');
    await expect(imports.getByRole('link', { name: 'Go to the imports' })).toHaveAttribute('href', '/data');
  });

  await test.step('doubled orders stand beside each other, and the file has them', async () => {
    const doubled = page.locator('[data-check=doubled]');
    const pair = doubled.getByRole('row').filter({ hasText: 'UN-1' });
    await expect(pair).toContainText('UN-2');
    await expect(pair).toContainText('€20.00');
    await expect(doubled.getByRole('row').filter({ hasText: 'UN-3' })).toHaveCount(0);
    const download = page.waitForEvent('download');
    await doubled.getByRole('button', { name: 'Download as CSV' }).click();
    const saved = records(await readFile(await (await download).path(), 'utf8'));
    expect(saved[0]).toEqual(['customer', 'day', 'value', 'what', 'one', 'other']);
    expect(saved.slice(1).map((row) => row.slice(1))).toContainEqual(['2026-02-01', '20.00', 'orders', 'UN-1', 'UN-2']);
  });

  await test.step('who cannot be written to is listed by name', async () => {
    const address = page.locator('[data-check=address]');
    await expect(address.getByRole('link', { name: 'Uwe Birch' })).toHaveAttribute('href', /^\/customers\/[0-9a-f]{16}$/);
    await expect(address.getByRole('link', { name: 'Una Ash' })).toHaveCount(0);
  });

  await test.step('an old rate leads to the rates', async () => {
    const rates = page.locator('[data-check=rates]');
    await expect(rates.locator('.lead')).toHaveText('1 of 1 (100%)');
    await expect(rates.getByRole('row').filter({ hasText: 'USD' })).toContainText('old');
    await expect(rates.getByRole('link', { name: 'Go to the rates' })).toHaveAttribute('href', '/settings#rates');
    await expect(page.locator('[data-check=quiet]')).toContainText('six different days');
  });

  await test.step('it fits, is accessible and looks like this', async () => {
    await pictures(page, 'quality-untidy');
  });

  await test.step('what is settled is told no more', async () => {
    await setRates(page, [{ currency: 'USD', from: new Date().toISOString().slice(0, 10), rate: '0.9', note: '' }]);
    await choose(page, csv('untidy.csv', [...good, 'UN-5,un-b,2026-02-13,9.00,,Uwe Birch,Mug']));
    await check(page);
    await importAll(page);
    const past = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: 'undecided.csv', exact: true }) }).first();
    await page.goto('/data');
    // Whoever cancels before the comparison has arrived again has cancelled.
    const { held, release } = await holdAnswer(page, /\/api\/imports\/[^/]+$/);
    await past.getByRole('button', { name: 'Decide' }).click();
    await held;
    // A page that is left takes its requests with it.
    const cancelled = page.waitForResponse((response) => response.url().endsWith('/cancel') && response.ok());
    await page.getByRole('button', { name: 'Cancel' }).click();
    release();
    await cancelled;
    await page.goto('/data-quality');
    const lead = (name: string) => page.locator(`[data-check=${name}] .lead`);
    await expect(lead('rates')).toHaveText('Nothing found');
    await expect(page.locator('[data-check=imports]').getByRole('row').filter({ hasText: /un(tidy|decided)\.csv/ })).toHaveCount(0);
  });

  await test.step('all of it is taken back', async () => {
    for (let at = 0; at < 2; at += 1) {
      await page.goto('/data');
      const past = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: 'untidy.csv', exact: true }) });
      const next = past.filter({ has: page.getByRole('button', { name: 'Take back' }) }).first();
      await next.getByRole('button', { name: 'Take back' }).click();
      await next.getByRole('button', { name: 'Take back' }).click();
      await expect(past.filter({ hasText: 'Taken back' })).toHaveCount(at + 1, { timeout: 120_000 });
    }
  });
});

/** Replaces the rates. */
async function setRates(page: Page, rates: unknown[]): Promise<void> {
  const headers = await authorization(page);
  const before = await page.request.get('/api/rates', { headers });
  const answer = await page.request.put('/api/rates', { headers: { ...headers, 'if-match': before.headers().etag! }, data: { rates } });
  expect(answer.status()).toBe(200);
}

/** Keeps the first answer from an address until it is released. */
async function holdAnswer(page: Page, address: RegExp): Promise<{ held: Promise<void>; release: () => void }> {
  let arrived = () => {};
  let release = () => {};
  const held = new Promise<void>((resolve) => (arrived = resolve));
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route(
    address,
    async (route) => {
      const response = await route.fetch();
      arrived();
      await released;
      await route.fulfill({ response });
    },
    { times: 1 },
  );
  return { held, release };
}
