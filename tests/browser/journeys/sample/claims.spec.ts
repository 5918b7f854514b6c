import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { records } from '../../support/money.ts';
import { signIn } from '../../support/session.ts';
import { expect, test } from '../../support/test.ts';

/** Customers of whom four of five stay, worth 40 a year each, without costs and for ever, at 10 %. */
const plain = '/claims?rise=points&retention=0.8&by=0.05&margin=0.4&growth=0&serving=0&winning=0&discount=0.1&years=0&revenue=10000';

const heading = (page: Page) => page.getByRole('heading', { level: 1 });
const uplift = (page: Page) => page.getByTestId('claims-uplift');

test('what five percent more retention brings follows the assumptions at once', async ({ page }) => {
  await signIn(page, 'viewer', plain);
  // By hand: 1/(1 − .8/1.1) is 3.667 years and 1/(1 − .85/1.1) is 4.4, a fifth more.
  await expect(uplift(page)).toHaveText('+20%');
  await expect(heading(page)).toHaveText('5 points more retention would bring 20% more profit: less than the famous 25 to 95%');
  await expect(page.getByTestId('claims-figures')).toContainText('€147');
  await expect(page.getByTestId('claims-figures')).toContainText('€176');

  // To 84 %: 4.2308 years. And to 81 %: 3.7931.
  await page.getByLabel('percent of retention').check();
  await expect(uplift(page)).toHaveText('+15.4%');
  await page.getByLabel('percent fewer lost').check();
  await expect(uplift(page)).toHaveText('+3.4%');
  await expect(page).toHaveURL(/rise=fewer/);

  // Winning for .3 of a year's sales leaves 1.1667 of 1.4667, to which five points add .2933.
  await page.getByLabel('percentage points').check();
  const winning = page.locator('input[type=range][name=winning]');
  await winning.focus();
  for (let step = 0; step < 30; step += 1) await page.keyboard.press('ArrowRight');
  await expect(uplift(page)).toHaveText('+25.1%');
  await expect(heading(page)).toContainText('within the famous');
  await expect(page).toHaveURL(/winning=0.3/);

  await page.reload();
  await expect(uplift(page)).toHaveText('+25.1%');
  await page.locator('input[type=range][name=by]').focus();
  await page.keyboard.press('Home');
  await expect(uplift(page)).toHaveText('0%');
});

test('what would have to be true gives the claim when it is assumed', async ({ page }) => {
  await signIn(page, 'viewer', plain);
  const row = page.getByTestId('claims-needed').getByRole('row').filter({ hasText: 'Cost of winning' });
  await expect(row.getByRole('cell')).toHaveCount(4);
  const cells = await row.getByRole('cell').allInnerTexts();
  expect(cells[0]).toContain('0%');
  for (const [index, told] of [[1, 25], [2, 85], [3, 95]] as const) {
    const share = Number(/([\d.]+)%/.exec(cells[index])?.[1]) / 100;
    await page.goto(plain.replace('winning=0', `winning=${share}`));
    const shown = Number(/([\d.]+)%/.exec((await uplift(page).innerText()) ?? '')?.[1]);
    // The cost is written to a tenth of a percent of a year's sales.
    expect(Math.abs(shown - told), cells[index]).toBeLessThan(0.5);
  }
  await page.goto(plain);
  const rows = page.getByTestId('claims-needed').getByRole('row');
  const margin = rows.filter({ has: page.getByRole('rowheader', { name: 'Margin, of sales' }) });
  await expect(margin.getByRole('cell', { name: 'no value' })).toHaveCount(3);
});

test('each business gives its figure and shows where that comes from', async ({ page }) => {
  await signIn(page, 'viewer', '/claims');
  const told = page.getByTestId('claims-told');
  // One's own row is of the model and the settings.
  await expect(told.getByRole('row').filter({ hasText: 'Your shop' })).toContainText('expected');
  for (const [business, figure, source] of [
    ['Branch deposits', '+85%', 'Reichheld and Sasser 1990'],
    ['Insurance brokerage', '+50%', 'Reichheld and Sasser 1990'],
    ['Auto service', '+30%', 'Reichheld and Sasser 1990'],
    ['Credit insurance', '+25%', 'no source'],
  ]) {
    const row = told.getByRole('row').filter({ hasText: business });
    await expect(row).toContainText(figure);
    await expect(row).toContainText(source);
    await row.getByRole('button').click();
    await expect(uplift(page)).toHaveText(figure);
  }
  await expect(page).toHaveURL(/winning=/);
  await page.getByRole('button', { name: 'Start from my figures' }).click();
  await expect(page).toHaveURL(/\/claims$/);
});

test('the ratio of costs is of own sums and blank without them', async ({ page }) => {
  await signIn(page, 'viewer', '/claims');
  const [card, ratio] = [page.getByTestId('claims-ratio'), page.getByTestId('claims-ratio-value')];
  await expect(ratio).toHaveText('–');
  await page.getByLabel('Spent on winning customers').fill('9000');
  await page.getByLabel('Customers won').fill('300');
  await page.getByLabel('Spent on keeping customers').fill('4000');
  await expect(ratio).toHaveText('–');
  await expect(card.getByRole('heading')).toContainText('Not known yet');
  await page.getByLabel('Customers kept').fill('800');
  await expect(ratio).toHaveText('6.0 times');
  await expect(card.getByRole('heading')).toHaveText('Winning a customer costs you 6.0 times what keeping one costs');
  await page.getByLabel('Customers kept').press('Tab');
  await expect(page).toHaveURL(/won_spent=9000&won=300&kept_spent=4000&kept=800/);
  await page.reload();
  await expect(ratio).toHaveText('6.0 times');
  await page.getByLabel('Customers won').fill('');
  await expect(ratio).toHaveText('–');
});

test('the chart is read by keys and saved with its numbers', async ({ page }) => {
  await signIn(page, 'viewer', plain);
  const chart = page.locator('figure').filter({ has: page.locator('svg.lines') });
  await expect(chart.getByRole('heading')).toHaveText('For the famous 25 to 95%, 85% to 95% of customers would have to stay already');
  await chart.locator('svg.lines').focus();
  await page.keyboard.press('Home');
  await expect(chart.locator('[aria-live=polite]')).toContainText('30%: percentage points');
  await chart.getByText('See or save').click();
  const download = page.waitForEvent('download');
  await chart.getByRole('button', { name: 'CSV' }).click();
  const [header, ...rows] = records(await readFile(await (await download).path(), 'utf8'));
  expect(header).toHaveLength(4);
  expect(rows).toHaveLength(70);
  for (const [retention, points, percent, fewer] of rows) {
    const kept = Number(retention);
    const value = (share: number) => 1 / (1 - share / 1.1);
    for (const [cell, after] of [[points, kept + 0.05], [percent, kept * 1.05], [fewer, 1 - 0.95 * (1 - kept)]] as const) {
      // An empty cell says that nothing is known; a dash is what the table says.
      if (after > 1 + 1e-12) expect(cell).toBe('–');
      else expect(Math.abs(Number(cell) - (value(after) / value(kept) - 1)), `${retention} ${after}`).toBeLessThan(1e-9);
    }
  }
});

test('the page is reached from the what-if and by the palette', async ({ page }) => {
  await signIn(page, 'viewer', '/what-if');
  await page.getByRole('link', { name: /famous numbers/ }).click();
  await expect(page).toHaveURL(/\/claims$/);
  await expect(heading(page)).toBeFocused();
  await page.goto('/');
  await expect(heading(page)).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('famous');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/claims$/);
  await page.getByRole('link', { name: /Back to the what-if/ }).click();
  await expect(page).toHaveURL(/\/what-if/);
});
