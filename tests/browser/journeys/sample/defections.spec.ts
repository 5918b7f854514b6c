import type { Page } from '@playwright/test';
import { showReview } from '../../support/board.ts';
import { signIn } from '../../support/session.ts';
import { expect, test } from '../../support/test.ts';

const card = (page: Page) => page.getByTestId('review-left');
const number = (text: string) => Number(text.replace(/[^0-9.]/g, ''));
const kinds = (page: Page) => page.getByRole('group', { name: 'Why they left' });

async function counts(page: Page): Promise<Map<string, number>> {
  await expect(kinds(page).getByRole('button', { name: /\(\d/ })).toHaveCount(9);
  const texts = await kinds(page).getByRole('button').allTextContents();
  return new Map(texts.map((text) => [text.replace(/ \([\d,]+\)$/, ''), number(text.match(/\(([\d,]+)\)$/)![1]!)]));
}

test('the gap to zero churn is the sum of its parts, and each part opens the customers it counts', async ({ page }) => {
  await signIn(page, 'viewer');
  await showReview(page);
  await expect(card(page).getByRole('heading')).toContainText(/customers? left since .*(nobody has said why|known reason)/);
  const sentence = (await card(page).getByText(/^Gap to zero churn: /).first().textContent())!;
  const [left, avoidable, unavoidable, unknown] = sentence.match(/[\d,]+/g)!.map(number);
  expect(avoidable! + unavoidable! + unknown!).toBe(left);
  await card(page).locator('details > summary', { hasText: 'See or save' }).click();
  const rows = card(page).locator('details table.plain tbody tr');
  await expect(rows).toHaveCount(9);
  const cells = await rows.evaluateAll((lines) => lines.map((line) => [...line.children].map((cell) => cell.textContent ?? '')));
  const sum = (column: number) => cells.slice(0, 8).reduce((total, cell) => total + Math.round(number(cell[column]!) * 100), 0);
  expect(sum(2)).toBe(left! * 100);
  expect(sum(3)).toBe(Math.round(number(cells[8]![3]!) * 100));
  // The lost of the bridge are the same customers.
  await page.getByTestId('review-bridge').locator('details > summary', { hasText: 'See or save' }).click();
  const lost = page.getByTestId('review-bridge').locator('details table.plain tbody tr', { hasText: 'Lost' });
  expect(number((await lost.locator('td').nth(1).textContent())!)).toBe(left);

  await card(page).locator('.reasons').getByRole('link', { name: 'Nobody has said' }).click();
  await expect(page).toHaveURL(/\/defections\?why=unknown&period=90/);
  await expect(page.getByRole('heading', { level: 1 })).toContainText(`${unknown!.toLocaleString('en')} customers left, and nobody has said why`);
  await expect(page.getByRole('combobox')).toHaveCount(0);
});

test('a reason is said beside the customer, counted at once, seen on their page, and taken back', async ({ page }) => {
  await signIn(page, 'marketer');
  await page.goto('/defections?why=unknown');
  const rows = page.getByTestId('lost').locator('tbody tr');
  await expect(rows.first()).toBeVisible();
  const before = await counts(page);
  const first = rows.first();
  const link = (await first.getByRole('link').getAttribute('href'))!;
  await first.getByRole('combobox').selectOption({ label: 'Price' });
  await expect(page.getByText(/: Price\. Written down\./)).toBeVisible();
  await expect(kinds(page).getByRole('button', { name: `Price (${(before.get('Price')! + 1).toLocaleString('en')})` })).toBeVisible();
  const after = await counts(page);
  expect(after.get('Nobody has said')).toBe(before.get('Nobody has said')! - 1);
  expect(after.get('All')).toBe(before.get('All'));
  await expect(rows.getByRole('link').first()).not.toHaveAttribute('href', link);

  await page.goto(link);
  const section = page.getByTestId('customer-left');
  await expect(section.locator('strong')).toHaveText('Price');
  await expect(section).toContainText('Written down by Ida Finch');
  await section.getByLabel('Why they left').selectOption({ label: 'Service' });
  await section.getByLabel('What is known of it').fill('Waited three weeks');
  await section.getByRole('button', { name: 'Write it down' }).click();
  await expect(section.locator('strong')).toHaveText('Service');
  await expect(section).toContainText('Waited three weeks');
  await section.getByRole('button', { name: 'Take it back' }).click();
  await expect(section).toContainText('Nobody has said why this customer left');
  await page.goto('/defections?why=unknown');
  await expect.poll(async () => (await counts(page)).get('Nobody has said')).toBe(before.get('Nobody has said'));
});

test('undo takes the last reason back, and which reasons are avoidable is the workspace’s choice', async ({ page }) => {
  await signIn(page, 'owner');
  await page.goto('/defections?why=unknown&period=365');
  const rows = page.getByTestId('lost').locator('tbody tr');
  await expect(rows.first()).toBeVisible();
  const before = await counts(page);
  await rows.first().getByRole('combobox').selectOption({ label: 'A life event' });
  await expect(page.getByText(/: A life event\. Written down\./)).toBeVisible();
  const choice = page.getByTestId('avoidable').getByLabel('A life event');
  await expect(choice).not.toBeChecked();
  await choice.check();
  await expect(page.getByText('The split is saved.')).toBeVisible();
  await page.goto('/?period=365');
  await expect(card(page).getByText(/^Gap to zero churn: .* [1-9]\d* avoidable/).first()).toBeVisible();
  await page.goto('/defections?why=life_event&period=365');
  await expect(choice).toBeChecked();
  await choice.uncheck();
  await expect(page.getByText('The split is saved.')).toBeVisible();
  await rows.first().getByRole('link').click();
  await page.getByTestId('customer-left').getByRole('button', { name: 'Take it back' }).click();
  await expect(page.getByTestId('customer-left')).toContainText('Nobody has said why');
  await page.goto('/defections?why=unknown&period=365');
  await expect.poll(async () => (await counts(page)).get('Nobody has said')).toBe(before.get('Nobody has said'));
  await rows.first().getByRole('combobox').selectOption({ label: 'Quality' });
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(async () => (await counts(page)).get('Nobody has said')).toBe(before.get('Nobody has said'));
});
