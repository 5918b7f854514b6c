import type { Page } from '@playwright/test';

/** Goes down to the review: it and the forecast above it are fetched when one comes near them. */
export async function showReview(page: Page): Promise<void> {
  await page.locator('.board > .later, .board > .review').last().scrollIntoViewIfNeeded();
  await page.getByTestId('review').scrollIntoViewIfNeeded();
}
