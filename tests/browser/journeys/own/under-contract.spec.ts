import type { Page } from '@playwright/test';
import { check, choose, importAll, reported } from '../../support/import.ts';
import { pictures } from '../../support/pictures.ts';
import { authorization, signIn } from '../../support/session.ts';
import { expect, test } from '../../support/test.ts';

test.use({ baseURL: process.env.HOLDFAST_EMPTY_URL });

// The last order says which day it is: 90 days before it is 1 April, 30 days before it 31 May.
const orders = [
  'order_id,customer_id,name,date,amount',
  ...[...'abcdefghi'].map((who) => `C-${who},payer-${who},Payer ${who.toUpperCase()},2029-01-0${who.charCodeAt(0) - 96},19.90`),
  'C-z,payer-z,Payer Z,2030-06-30,19.90',
];

const contracts = [
  'contract_id,customer_id,start_date,end_date,end_reason,amount',
  'K1,payer-a,2029-01-10,,,10.00',
  'K2,payer-b,2029-03-10,,,10.00',
  'K3,payer-c,2029-05-10,,,20.00',
  'K4,payer-d,2029-07-10,2030-04-20,too expensive,10.00',
  'K5,payer-e,2029-09-10,2030-05-31,payment failed,10.00',
  // Changes the plan.
  'K6,payer-f,2029-10-10,2030-05-15,,10.00',
  'K7,payer-f,2030-05-15,,,15.00',
  // Joins.
  'K8,payer-g,2030-04-10,,,10.00',
  // Comes and goes.
  'K9,payer-h,2030-04-15,2030-06-15,,10.00',
  // Was gone at the end of 1 April.
  'K10,payer-i,2029-01-01,2030-04-01,,10.00',
  // Has never ordered.
  'K11,payer-j,2029-12-01,,,5.00',
  // Cannot be.
  'K12,payer-k,2030-03-01,2030-02-01,,10.00',
];

const csv = (name: string, lines: string[]) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(`${lines.join('\n')}\n`) });

test('contracts are imported, counted as by hand and taken back', async ({ page }) => {
  await signIn(page, 'owner');
  await choose(page, csv('contract-orders.csv', orders));
  await check(page);
  await importAll(page);
  const hash = await stateHash(page);
  await page.goto('/contracts');
  await expect(page.getByRole('heading', { name: 'No contracts yet' })).toBeVisible();

  await test.step('the file is recognised and its impossible line refused', async () => {
    await choose(page, csv('contracts.csv', contracts));
    await expect(page.getByRole('combobox', { name: 'What the lines are' })).toHaveValue('7');
    await expect(page.getByRole('combobox', { name: 'Meaning of start_date' }).locator('option:checked')).toHaveText('First day');
    await check(page);
    expect((await reported(page, 'Cannot be read')).lines).toBe(1);
    await expect(page.getByText('is before the contract began').first()).toBeVisible();
    await importAll(page);
  });

  await test.step('the page says what was counted by hand', async () => {
    await page.goto('/contracts');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('2 of 7 customers under contract left in 90 days: 28.6%');
    const sum = page.getByTestId('contract-sum');
    await expect(sum.locator('.addition .value')).toHaveText(['5', '2', '7']);
    await expect(sum.getByRole('listitem')).toContainText([
      /1 ?cancelled/,
      /1 ?payments failed/,
      /1 ?joined/,
      /1 ?came and went/,
      '€75.00',
      '€60.00',
    ]);
    await expect(sum).toContainText('80% of it stayed');
    await expect(sum).toContainText('1 customer under contract has never ordered');
    await expect(page.getByText('Only 7 customers were there at the start')).toBeVisible();
    await page.getByRole('button', { name: '30 days' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('1 of 7 customers under contract left in 30 days: 14.3%');
    await expect(sum.locator('.addition .value')).toHaveText(['6', '1', '7']);
    await expect(page).toHaveURL(/period=30/);
  });

  await test.step('months and tenure are those of the file', async () => {
    const months = page.getByTestId('contract-months');
    await expect(months.getByRole('heading')).toHaveText('14.3% left in Jun 2030; between 0% and 25% in the months shown');
    const rows = await tableOf(page, 'contract-months');
    expect(rows.length).toBe(12);
    const of = (row: string[]) => row.slice(0, 7);
    expect(of(rows[11]!)).toEqual(['Jun 2030', '7', '6', '1', '0', '0', '14.3%']);
    expect(of(rows[10]!)).toEqual(['May 2030', '8', '7', '1', '1', '0', '12.5%']);
    expect(of(rows[9]!)).toEqual(['Apr 2030', '8', '6', '2', '0', '2', '25%']);
    await expect(page.getByTestId('contract-tenure')).toContainText('Only 4 have ended: a projection needs 20.');
    // K9 ended after 61 days, when all ten had been watched so long; K8 had not been for three months.
    const tenure = await tableOf(page, 'contract-tenure');
    expect(tenure[0]!.slice(0, 3)).toEqual(['1', '10', '100%']);
    expect(tenure[2]!.slice(0, 3)).toEqual(['3', '8', '90%']);
  });

  await test.step('it fits, is accessible and looks like this', async () => {
    await page.reload();
    await page.getByTestId('contract-tenure').locator('.curve').waitFor();
    await pictures(page, 'contracts-counted');
  });

  await test.step('a customer’s page shows when the contract began and ended', async () => {
    const headers = await authorization(page);
    const answer = await page.request.get('/api/customers/search?q=payer-e', { headers });
    const { found } = (await answer.json()) as { found: { id: string; number: string }[] };
    await page.goto(`/customers/${found.find((it) => it.number === 'payer-e')!.id}`);
    await expect(page.getByRole('row', { name: /10 Sept? 2029 Contract began K5 · €10\.00 a month/ })).toBeVisible();
    await expect(page.getByRole('row', { name: /31 May 2030 Contract ended: payments failed K5/ })).toBeVisible();
  });

  await test.step('taking both files back leaves what was there', async () => {
    for (const name of ['contracts.csv', 'contract-orders.csv']) {
      await page.goto('/data');
      const past = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name, exact: true }) }).first();
      await past.getByRole('button', { name: 'Take back' }).click();
      await past.getByRole('button', { name: 'Take back' }).click();
      await expect(past).toContainText('Taken back', { timeout: 120_000 });
      if (name === 'contracts.csv') {
        await expect.poll(() => stateHash(page), { timeout: 120_000 }).toBe(hash);
        await page.goto('/contracts');
        await expect(page.getByRole('heading', { name: 'No contracts yet' })).toBeVisible();
      }
    }
  });
});

/** The rows of a chart's table. */
async function tableOf(page: Page, testId: string): Promise<string[][]> {
  const card = page.getByTestId(testId);
  await card.getByText('See or save').click();
  await card.getByRole('table').waitFor();
  return card
    .locator('tbody tr')
    .evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => (cell as HTMLElement).innerText.trim())));
}

/** The state hash of the newest generation. */
async function stateHash(page: Page): Promise<string> {
  const base = await page.request.get('/api/base', { headers: await authorization(page) });
  return (await base.json()).manifest?.state_hash ?? '';
}
