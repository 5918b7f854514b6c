import type { Page } from '@playwright/test';
import { showReview } from '../../support/board.ts';
import { signIn } from '../../support/session.ts';
import { expect, test } from '../../support/test.ts';

const heading = (page: Page) => page.getByRole('heading', { level: 1 });
const slider = (page: Page, part: string) => page.locator(`input[type=range][name=${part}]`);
const parts = ['alive', 'rhythm', 'orders', 'value', 'kept', 'consent'] as const;

/** Health and the six parts of a listed customer, as shown; null where a part is not known. */
async function listed(page: Page, index: number) {
  const row = page.getByTestId('health-least').locator('tbody tr').nth(index);
  const cells = await row.getByRole('cell').allInnerTexts();
  const number = (text: string) => (/\d/.test(text) ? Number(text) : null);
  // Health, worth, the six parts, spent.
  expect(cells).toHaveLength(9);
  return { score: Number(cells[0]), parts: cells.slice(2, 8).map(number) };
}

/** The documented formula: the weighted mean of the parts that are known. */
function score(shown: (number | null)[], weights: number[]): number {
  let [sum, all] = [0, 0];
  shown.forEach((part, index) => {
    if (part === null) return;
    sum += part * (weights[index] ?? 0);
    all += weights[index] ?? 0;
  });
  return sum / all;
}

const weights = (page: Page) => Promise.all(parts.map(async (part) => Number(await slider(page, part).inputValue())));

test('a score is the weighted mean of the parts shown, before and after the weights change', async ({ page }) => {
  await signIn(page, 'owner', '/health');
  await expect(heading(page)).toContainText('not in good health');
  const list = page.getByTestId('health-least').locator('tbody tr');
  await expect(list).toHaveCount(50);
  expect(await weights(page)).toEqual([40, 25, 15, 5, 5, 10]);
  for (const index of [0, 7, 49]) {
    const shown = await listed(page, index);
    // Parts are shown to a tenth, and so is the score.
    expect(Math.abs(shown.score - score(shown.parts, [40, 25, 15, 5, 5, 10]))).toBeLessThan(0.11);
  }

  const before = await page.getByTestId('health-scores').getByRole('heading').innerText();
  await slider(page, 'alive').focus();
  await page.keyboard.press('Home');
  await slider(page, 'consent').focus();
  for (let step = 0; step < 4; step += 1) await page.keyboard.press('ArrowRight');
  await expect(page).toHaveURL(/alive=0&rhythm=25&orders=15&value=5&kept=5&consent=30/);
  await expect(page.getByTestId('health-scores').getByRole('heading')).not.toHaveText(before);
  await expect(page.getByTestId('health-parts').getByRole('row').filter({ hasText: 'Wants to hear' })).toContainText('30 (38%)');
  await expect(page.getByTestId('health-least')).not.toHaveClass(/stale/);
  const changed = await listed(page, 0);
  expect(Math.abs(changed.score - score(changed.parts, [0, 25, 15, 5, 5, 30]))).toBeLessThan(0.11);

  // Who opens the link sees the same.
  await page.reload();
  await expect(list).toHaveCount(50);
  expect(await weights(page)).toEqual([0, 25, 15, 5, 5, 30]);
  expect(await listed(page, 0)).toEqual(changed);

  await page.getByRole('button', { name: 'Back to the documented weights' }).click();
  await expect(page).toHaveURL(/\/health$/);
  await expect(page.getByTestId('health-scores').getByRole('heading')).toHaveText(before);
});

test('without weights there is no score, and the page says so', async ({ page }) => {
  await signIn(page, 'viewer', '/health?alive=0&rhythm=0&orders=0&value=0&kept=0&consent=0');
  await expect(heading(page)).toHaveText('No customer has a score with these weights');
  await expect(page.getByText('Every weight is 0')).toBeVisible();
  await expect(page.getByTestId('health-check')).toContainText('cannot be told yet');
  // Rhythm alone is known of those who came back.
  await slider(page, 'rhythm').focus();
  await page.keyboard.press('End');
  await expect(page.getByText(/customers have no score/)).toBeVisible();
  await expect(page.getByTestId('health-check')).toContainText('put in the right order');
});

test('looking back says whether the chance alone does as well', async ({ page }) => {
  await signIn(page, 'viewer', '/health');
  const check = page.getByTestId('health-check');
  await expect(check.locator('tbody tr')).toHaveCount(3);
  await expect(check.getByRole('heading')).toContainText('Looking back');
  const ordered = await check.locator('tbody tr').evaluateAll((rows) =>
    rows.map((row) => Number(/([\d.]+)%/.exec(row.textContent ?? '')?.[1])),
  );
  // The better the health then, the more ordered afterwards.
  expect(ordered).toHaveLength(3);
  expect(ordered[0]).toBeGreaterThan(ordered[2] ?? 100);
  await expect(check).toContainText('Refunds and consent are left out here');

  // Only the chance counts: it is compared with itself.
  await page.goto('/health?alive=50&rhythm=0&orders=0&value=0&kept=0&consent=0');
  await expect(check.getByRole('heading')).toContainText('did as well as the score');
  await expect(check.locator('.areas > div').nth(2)).toContainText('0.0');
});

test('engaged customers are compared, with the claim beside it and the warning', async ({ page }) => {
  await signIn(page, 'viewer', '/health');
  const card = page.getByTestId('health-engagement');
  await expect(card.getByRole('heading')).toContainText('Engaged customers brought');
  const rows = page.getByTestId('engagement-ratios').locator('tbody tr');
  await expect(rows.nth(0)).toContainText('1.7 times');
  await expect(rows.nth(1)).toContainText('3.4 times');
  // The ratio is that of the means shown above it, of the first and the last band.
  const money = (text: string) => Number(/€([\d,.]+)/.exec(text)?.[1]?.replaceAll(',', ''));
  const bands = await card.locator('table').first().locator('tbody tr').allInnerTexts();
  const ratio = money(bands[0] ?? '') / money(bands[2] ?? '');
  const shown = Number(/([\d.]+) times/.exec(await rows.nth(1).innerText())?.[1]);
  expect(Math.abs(shown / ratio - 1)).toBeLessThan(0.02);
  await expect(card).toContainText('no proof that engagement pays');
});

test('factors are sorted by size, with their number and the words that they are no cause', async ({ page }) => {
  await signIn(page, 'analyst', '/');
  await showReview(page);
  await page.getByTestId('review').getByRole('link', { name: /^Open health/ }).click();
  const drivers = page.getByTestId('health-drivers');
  await expect(drivers.getByRole('heading')).toContainText('goes with coming back');
  await expect(drivers).toContainText('Association, not cause');
  const words = await drivers.locator('.forest .words').allInnerTexts();
  const sizes = words.filter((text) => !text.includes('too few')).map((text) => Math.abs(Number.parseFloat(text)));
  expect(sizes.length).toBeGreaterThan(10);
  expect(sizes).toEqual([...sizes].sort((one, other) => other - one));
  expect(words.every((text) => text.includes('n = '))).toBe(true);
  // In the sample shop sources mean nothing, and buying again soon does.
  await expect(drivers.locator('.forest .row').filter({ has: page.locator('.told') }).first()).toContainText('econd order');
  await expect(drivers.locator('.forest .row').filter({ hasText: 'Came from' }).locator('.told')).toHaveCount(0);
});
