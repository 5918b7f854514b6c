import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { showReview } from '../../support/board.ts';
import { look } from '../../support/picture.ts';
import { signIn } from '../../support/session.ts';
import { expect, test } from '../../support/test.ts';

const part = (page: Page, name: string) => page.getByTestId(`review-${name}`);

/** The board with everything the picture has. */
async function whole(page: Page): Promise<void> {
  await showReview(page);
  await expect(part(page, 'bridge').getByRole('heading')).toContainText('Customer equity');
  await expect(part(page, 'cohorts').locator('.heat-table')).toBeVisible();
  await expect(part(page, 'profit').locator('.curve')).toBeVisible();
  await expect(part(page, 'proposals').getByRole('heading', { level: 2 })).toContainText(/worth doing/);
}

for (const [device, width] of [['desktop', 1440], ['phone', 390]] as const) {
  test(`the page goes into a PNG with its figures, proposals and charts, on a ${device}`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    await signIn(page, 'viewer');
    await whole(page);
    const menu = page.getByTestId('save-page');
    await menu.getByText('Save this page').click();
    const download = page.waitForEvent('download');
    await menu.getByRole('button', { name: 'PNG of the page' }).click();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/^[\p{L}\d-]{3,}\.png$/u);
    await file.saveAs(`screenshots/saved-page-${device}.png`);
    await expect(menu.getByRole('status')).toHaveText('Saved.');
    const bytes = await readFile(await file.path());
    expect([...bytes.subarray(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
    const seen = await look(page, bytes);
    expect(Math.max(seen.width, seen.height)).toBeGreaterThan(1000);
    expect(seen.colours, 'colours of words, bars and lines').toBeGreaterThan(8);
    // From the headline to the last chart no stretch of the page is missing.
    for (const [band, inked] of seen.bands.slice(1, -1).entries()) {
      expect(inked, `band ${band + 1} of 40`).toBeGreaterThan(0.005);
    }
  });
}

test('the page is printed from its menu', async ({ page }) => {
  await signIn(page, 'viewer');
  await page.evaluate(() => {
    window.print = () => document.documentElement.setAttribute('data-printed', '');
  });
  await showReview(page);
  await page.getByTestId('save-page').getByText('Save this page').click();
  await page.getByRole('button', { name: 'Print or save as PDF' }).click();
  await expect(page.locator('html[data-printed]')).toHaveCount(1);
});
