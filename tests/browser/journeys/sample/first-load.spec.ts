import type { Page } from '@playwright/test';
import { showReview } from '../../support/board.ts';
import { signIn } from '../../support/session.ts';
import { expect, test } from '../../support/test.ts';

const review = (page: Page) => page.getByTestId('review');

/** Paths of the parts of the program that are fetched from now on. */
function fetched(page: Page): string[] {
  const paths: string[] = [];
  page.context().on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (/-(split|chunk)_.*\.wasm$/.test(pathname)) paths.push(pathname);
  });
  return paths;
}

async function openBoard(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await expect(page.locator('.week-bars').first()).toBeVisible();
  await page.waitForLoadState('networkidle');
}

test('the board fetches its lower parts when one comes near them', async ({ page }) => {
  await signIn(page, 'owner');
  const paths = fetched(page);
  await openBoard(page, '/');
  expect(paths).toEqual([]);
  await expect(review(page)).toHaveCount(0);
  await showReview(page);
  await expect(page.getByTestId('review-bridge').getByRole('heading')).toContainText('Customer equity');
  await expect(page.locator('.forecast-lines')).toBeVisible();
  expect(paths.some((path) => path.includes('split_review'))).toBe(true);
});

test('a link into the review, and whoever is about to print, gets it at once', async ({ page }) => {
  await signIn(page, 'owner');
  for (const address of ['/?period=30', '/#review-title']) {
    await openBoard(page, address);
    await expect(review(page)).toBeVisible();
  }
  await openBoard(page, '/');
  await expect(review(page)).toHaveCount(0);
  await page.keyboard.press('Control');
  await expect(review(page)).toBeVisible();
  await page.evaluate(() => scrollTo(0, 0));
  await openBoard(page, '/');
  await expect(review(page)).toHaveCount(0);
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  await expect(review(page)).toBeVisible();
});

test.describe('without the network', () => {
  test.use({ expectedFaults: [/Failed to load resource/, /Failed to fetch/] });

  test('a lower part that does not arrive is said in its place and can be asked for again', async ({ page }) => {
    await signIn(page, 'owner');
    await openBoard(page, '/');
    await page.route(/split_review/, (route) => route.abort());
    await page.locator('.board > .later').last().scrollIntoViewIfNeeded();
    const again = page.locator('.board').getByRole('button', { name: 'Try again' });
    await again.waitFor();
    await page.unroute(/split_review/);
    await again.click();
    await expect(review(page)).toBeVisible();
  });

  test("a card whose part of the worker does not arrive says so and can be asked for again", async ({ page }) => {
    await page.context().route(/worker-glue-split_review/, (route) => route.abort());
    await signIn(page, 'owner');
    await openBoard(page, '/');
    await page.locator('.board > .later').last().scrollIntoViewIfNeeded();
    const retention = page.getByTestId('review-retention');
    await expect(retention.getByRole('heading', { level: 2 })).toContainText('A part of the app did not arrive');
    await page.context().unroute(/worker-glue-split_review/);
    await retention.getByRole('button', { name: 'Try again' }).click();
    await expect(retention.getByRole('heading', { level: 2 })).toContainText(/%|Nobody/);
    await expect(retention.getByRole('button', { name: 'Try again' })).toHaveCount(0);
  });
});
