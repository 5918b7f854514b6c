import type { Locator, Page } from '@playwright/test';
import { parse } from 'csv-parse/sync';
import { showReview } from '../../support/board.ts';
import { signIn } from '../../support/session.ts';
import { expect, test } from '../../support/test.ts';

const part = (page: Page, name: string) => page.getByTestId(`review-${name}`);

/** Rows of a chart's table, cell by cell. */
async function rows(figure: Locator): Promise<string[][]> {
  await figure.locator('details > summary', { hasText: 'See or save' }).click();
  const table = figure.locator('details table.plain tbody tr');
  await expect(table.first()).toBeVisible();
  return table.evaluateAll((lines) => lines.map((line) => [...line.querySelectorAll('td')].map((cell) => cell.textContent ?? '')));
}

const cents = (text: string) => Math.round(Number(text.replace(/[^0-9.\-−]/g, '').replace('−', '-')) * 100);

test('the steps of the equity bridge sum to its end, for every period', async ({ page }) => {
  await signIn(page, 'owner');
  for (const period of ['', '30', '365']) {
    await page.goto(period === '' ? '/' : `/?period=${period}`);
    await showReview(page);
    const bridge = part(page, 'bridge');
    await expect(bridge.getByRole('heading')).toContainText(/Customer equity (grew|fell)|cannot be told/);
    if ((await bridge.getByRole('heading').textContent())?.includes('cannot')) continue;
    const amounts = (await rows(bridge)).map((row) => cents(row[2] ?? ''));
    expect(amounts.length).toBe(9);
    const sum = amounts.slice(0, -1).reduce((total, amount) => total + amount, 0);
    expect(sum).toBe(amounts.at(-1));
  }
});

test('the whale curve ends at the profit of the exported customers', async ({ page }) => {
  await signIn(page, 'owner');
  await showReview(page);
  const figure = part(page, 'profit');
  await expect(figure.getByRole('heading')).toContainText(/bring .* of all profit/);
  const table = await rows(figure);

  await page.goto('/customers');
  await expect(page.getByRole('row').nth(1)).toBeVisible();
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: /export/i }).click();
  const chunks: Buffer[] = [];
  for await (const chunk of await (await saved).createReadStream()) chunks.push(chunk as Buffer);
  const customers: Record<string, string>[] = parse(Buffer.concat(chunks), { bom: true, columns: true });
  const column = Object.keys(customers[0]!).find((name) => name.startsWith('Net value'))!;
  const net = customers.map((customer) => Number(customer[column]));
  // The sample shop's margin, as its settings say.
  await page.goto('/settings');
  const margin = Number((await page.getByLabel(/margin/i).first().inputValue()).replace(',', '.')) / 100;
  const profits = net.map((value) => value * margin).sort((a, b) => b - a);
  for (const [, count, profit] of table.slice(0, 10)) {
    const expected = profits.slice(0, Number(count!.replace(/,/g, ''))).reduce((sum, value) => sum + value, 0);
    expect(Math.abs(cents(profit!) / 100 - expected)).toBeLessThan(0.01);
  }
  expect(Number(table[9]![1]!.replace(/,/g, ''))).toBe(profits.length);
});

test('the cohort triangle and its table say the same', async ({ page }) => {
  await signIn(page, 'owner');
  await showReview(page);
  const figure = part(page, 'cohorts');
  await expect(figure.getByRole('heading')).toContainText('of new customers order in the month after');
  const heat = await figure
    .locator('.heat-table tbody tr')
    .evaluateAll((lines) => lines.map((line) => [...line.children].map((cell) => cell.textContent ?? '')));
  const table = await rows(figure);
  const [all, ...cohorts] = heat;
  const counted = cohorts.map(([, customers]) => Number(customers!.replace(/,/g, '')));
  expect(Number(all![1]!.replace(/,/g, ''))).toBe(counted.reduce((sum, customers) => sum + customers, 0));
  let at = 0;
  for (const [index, cohort] of cohorts.entries()) {
    const cells = cohort.slice(2);
    expect(cells).toHaveLength(cohorts.length - index);
    for (const [since, cell] of cells.entries()) {
      const [month, months, ordered] = table[at]!;
      expect([month, months]).toEqual([cohort[0], String(since)]);
      if (counted[index]! > 0) {
        const share = Math.round((100 * Number(ordered!.replace(/,/g, ''))) / counted[index]!);
        expect(cell.replace('*', '')).toBe(`${share}%`);
      }
      at += 1;
    }
  }
  expect(at).toBe(table.length);
});

test('what is chosen stands in the address, keeps the rest of it, and changes the numbers', async ({ page }) => {
  await signIn(page, 'owner', '/?split=2026-06-30');
  await showReview(page);
  const retention = part(page, 'retention');
  await expect(retention.getByRole('heading', { level: 2 })).toContainText('likely still customers');
  const sum = retention.getByText(/at the start = /).last();
  const parts = async () => (await sum.textContent())!.match(/[\d,]+/g)!.map((text) => Number(text.replace(/,/g, '')));
  const [base, stayed, left] = await parts();
  expect(stayed! + left!).toBe(base);
  await retention.getByLabel('Gone after').fill('60');
  await retention.getByLabel('Gone after').press('Enter');
  await expect(page).toHaveURL(/split=2026-06-30.*inactive=60/);
  await expect(retention.getByText('in the 60 days up to the start')).toBeVisible();
  const [baseOfSixty] = await parts();
  expect(baseOfSixty!).toBeLessThan(base!);

  await page.getByRole('group', { name: 'Period of the review' }).getByRole('button', { name: '30 days' }).click();
  await expect(page).toHaveURL(/period=30/);
  await expect(page.getByRole('heading', { name: 'The last 30 days' })).toBeVisible();

  const profit = part(page, 'profit');
  await profit.getByLabel('Cost to serve an order').fill('1000');
  await profit.getByLabel('Cost to serve an order').press('Enter');
  await expect(profit.getByText(/customers cost more than they bring/).first()).toBeVisible();

  const again = part(page, 'repurchase');
  await again.getByLabel('Counted from order number').fill('3');
  await again.getByLabel('Counted from order number').press('Enter');
  await expect(again.getByRole('heading')).toContainText('of their third order');
});

test('a proposal opens the list it speaks of', async ({ page }) => {
  await signIn(page, 'owner');
  await showReview(page);
  const proposals = part(page, 'proposals');
  await expect(proposals.getByRole('heading', { level: 2 })).toContainText(/worth doing this week/);
  const items = proposals.getByRole('listitem');
  const count = await items.count();
  expect(count).toBeLessThanOrEqual(3);
  for (let index = 0; index < count; index += 1) {
    const words = (await items.nth(index).getByRole('heading').textContent())!;
    const isList = /\d/.test(words);
    // What comes back by itself is no effect, so it is said before anybody does something.
    if (isList) await expect(items.nth(index)).toContainText(/Left alone they are expected to order about [\d,.]+ times in 90 days/);
    await items.nth(index).getByRole('link', { name: 'Open the list' }).click();
    const customers = words.match(/[\d,]+/)?.[0];
    if (customers) await expect(page.getByRole('heading', { level: 1 })).toContainText(customers);
    else await expect(page).toHaveURL(/source=\d+/);
    await page.goBack();
    await expect(items).toHaveCount(count);
  }
});

test('health, engagement and coming back stand on the board as on their page', async ({ page }) => {
  await signIn(page, 'owner');
  await showReview(page);
  const glance = page.getByTestId('review-health');
  const lines = glance.getByRole('definition');
  await expect(lines).toHaveCount(3);
  await expect(glance.locator('dd[aria-busy=false]')).toHaveCount(3);
  const [health, engagement, drivers] = await lines.allInnerTexts();
  expect(health).toMatch(/Mean \d+ of 100; [\d,]+ of [\d,]+ customers have a score\.$/);
  expect(engagement).toContain('no proof');
  expect(drivers).toMatch(/points \([\d.]+ to [\d.]+\)|No factor stands out/);
  expect(drivers).toContain('Association, not cause.');
  await glance.getByRole('link', { name: /^Open health/ }).click();
  const finding = page.getByRole('heading', { level: 1 });
  await expect(finding).not.toContainText('Looking at');
  expect(health).toContain(await finding.innerText());
  await expect(page.getByTestId('health-engagement')).toHaveAttribute('aria-busy', 'false');
  expect(engagement).toContain(await page.getByTestId('health-engagement').getByRole('heading').innerText());
  expect(drivers).toContain(await page.getByTestId('health-drivers').getByRole('heading').first().innerText());
});

test('the board with its review prints on one A4 page', async ({ page }) => {
  await signIn(page, 'owner');
  await showReview(page);
  await expect(part(page, 'bridge').getByRole('heading')).toContainText('Customer equity');
  await expect(part(page, 'cohorts').locator('.heat-table')).toBeVisible();
  await expect(part(page, 'profit').locator('.curve')).toBeVisible();
  await expect(part(page, 'proposals').getByRole('heading', { level: 2 })).toContainText(/worth doing/);
  await expect(part(page, 'goals').getByTestId('goal-zero-churn')).toBeVisible();
  await expect(part(page, 'left').getByText(/^Gap to zero churn: /).first()).toBeVisible();
  await expect(part(page, 'health').locator('dd[aria-busy=false]')).toHaveCount(3);
  await page.waitForLoadState('networkidle');
  const pdf = await page.pdf({ path: 'screenshots/review.pdf', format: 'A4', preferCSSPageSize: true, printBackground: true });
  expect(pdf.toString('latin1').match(/\/Type\s*\/Page[^s]/g)).toHaveLength(1);
});
