import type { Locator, Page } from '@playwright/test';
import { showReview } from '../../support/board.ts';
import { signIn } from '../../support/session.ts';
import { expect, test } from '../../support/test.ts';

const card = (page: Page) => page.getByTestId('review-goals');
const goal = (page: Page, name: RegExp) => card(page).getByRole('listitem').filter({ hasText: name });

/** Removes what an earlier run may have left. */
async function empty(page: Page): Promise<void> {
  await expect(card(page).getByTestId('goal-zero-churn')).toBeVisible();
  const removes = card(page).getByRole('button', { name: /^Remove: / });
  for (let count = await removes.count(); count > 0; count -= 1) {
    await removes.first().click();
    await expect(removes).toHaveCount(count - 1);
  }
}

async function set(page: Page, figure: string, target: string, due: string): Promise<void> {
  await card(page).getByRole('button', { name: 'Set a goal' }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('Figure').selectOption({ label: figure });
  await form.getByLabel('Should be').fill(target);
  await form.getByLabel('By the end of').fill(due);
  await form.getByLabel('Who answers for it').fill('Ida');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form).toBeHidden();
}

const percent = (text: string) => Number(text.match(/([\d.]+)%/)![1]);

test('zero churn is a line that is always there, and its figure is the churn of the review', async ({ page }) => {
  await signIn(page, 'viewer');
  await showReview(page);
  const zero = card(page).getByTestId('goal-zero-churn');
  await expect(zero).toContainText('Not there');
  await expect(card(page).getByRole('button', { name: 'Set a goal' })).toHaveCount(0);
  const churn = await page.getByTestId('review-retention').getByText(/^Churn [\d.]+%/).first().textContent();
  expect(percent((await zero.locator('dd strong').first().textContent())!)).toBeCloseTo(percent(churn!), 0);
});

test.describe('goals that are set', () => {
  test.describe.configure({ mode: 'serial' });

  test('a goal is a line on its chart and is said to be on course, behind or unknown', async ({ page }) => {
    await signIn(page, 'marketer');
    await showReview(page);
    await empty(page);
    const due = await page.evaluate(() => new Date(Date.now() + 100 * 86_400_000).toISOString().slice(0, 10));
    await set(page, 'Expected active customers', '1', due);
    await set(page, 'Customer equity', '999999999', due);
    await set(page, 'Retention rate, by the model', '80', due);
    await expect(goal(page, /Active customers/)).toContainText('On course');
    await expect(goal(page, /Customer equity/)).toContainText('Behind');
    await expect(goal(page, /Retention over 90 days/)).toContainText('80%');
    await expect(card(page).getByRole('heading', { level: 2 }).first()).toContainText(/on course.*behind/);
    await expect(goal(page, /Customer equity/)).toContainText(/\d+ days left · Ida answers for it/);
    // The lines: beside the bridge's bars, on the track of retention, and in words.
    await expect(page.getByTestId('review-bridge').locator('.goal-key')).toContainText('Goal: €1,000,000,000 by');
    const line = page.getByTestId('review-retention').locator('.goal-mark');
    await expect(line).toContainText('Goal: 80% by');
    await expect(line.locator('line')).toHaveAttribute('x1', '80.00%');
  });

  test('the chart of a goal says in its table what the row says', async ({ page }) => {
    await signIn(page, 'viewer');
    await showReview(page);
    const item: Locator = goal(page, /Active customers/);
    await expect(item.locator('dd strong')).toHaveCount(2);
    const [now, then] = await item.locator('dd strong').allTextContents();
    await item.getByText('How it has gone').click();
    await expect(item.locator('.goal-name')).toContainText('Goal: 1 by');
    await item.locator('details > summary', { hasText: 'See or save' }).click();
    const rows = item.locator('table.plain tbody tr');
    await expect(rows.first()).toBeVisible();
    const cells = await rows.evaluateAll((lines) => lines.map((line) => [...line.querySelectorAll('th,td')].map((cell) => cell.textContent ?? '')));
    const was = cells.filter((cell) => cell[3]!.startsWith('measured'));
    expect(was.at(-1)![1]).toBe(now);
    expect(cells.at(-1)![1]).toBe(then);
    expect(cells.at(-1)![3]).toContain('if it goes on as it did');
  });

  test('by keyboard alone a goal is changed, removed and brought back', async ({ page }) => {
    await signIn(page, 'marketer');
    await showReview(page);
    const change = card(page).getByRole('button', { name: /^Change: Active customers/ });
    await change.focus();
    await page.keyboard.press('Enter');
    const form = page.getByRole('dialog');
    await expect(form).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(form).toBeHidden();
    await expect(change).toBeFocused();
    await page.keyboard.press('Enter');
    await form.getByLabel('Should be').focus();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('many');
    await page.keyboard.press('Enter');
    await expect(form).toContainText('Please give a number');
    await expect(form.getByLabel('Should be')).toBeFocused();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('2');
    await page.keyboard.press('Enter');
    await expect(form).toBeHidden();
    await expect(goal(page, /at least 2 by/)).toBeVisible();

    await card(page).getByRole('button', { name: /^Remove: Active customers/ }).focus();
    await page.keyboard.press('Enter');
    await expect(goal(page, /at least 2 by/)).toHaveCount(0);
    await expect(card(page).getByRole('button', { name: 'Undo' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(goal(page, /at least 2 by/)).toBeVisible();
  });

  test('who changes an older version is told and loses nothing of the newer one', async ({ page, context }) => {
    await signIn(page, 'marketer');
    await showReview(page);
    await card(page).getByRole('button', { name: /^Change: Active customers/ }).click();
    const other = await context.newPage();
    await other.goto('/');
    await showReview(other);
    await card(other).getByRole('button', { name: /^Change: Active customers/ }).click();
    for (const [at, target] of [[other, '3'], [page, '4']] as const) {
      await at.getByRole('dialog').getByLabel('Should be').fill(target);
      await at.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    }
    await expect(page.getByRole('dialog').getByRole('alert')).toContainText('has changed this goal');
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    await page.reload();
    await showReview(page);
    await expect(goal(page, /at least 3 by/)).toBeVisible();
    await empty(page);
    await expect(card(page).getByRole('heading', { level: 2 }).first()).toContainText('No goal is set yet');
  });
});
