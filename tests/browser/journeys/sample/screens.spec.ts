import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { screens } from '../../support/screens.ts';
import { signIn } from '../../support/session.ts';
import { expect, test } from '../../support/test.ts';

const widths = { phone: { width: 390, height: 844 }, desktop: { width: 1440, height: 900 } } as const;

const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Opens every definition and every chart's table, and waits until rows are there. */
async function openEverything(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const part of document.querySelectorAll('main details')) part.setAttribute('open', '');
  });
  if ((await page.locator('main .chart-menu').count()) > 0) {
    await expect(page.locator('main .chart-menu tbody tr').first()).toBeVisible();
  }
}

for (const theme of ['light', 'dark'] as const) {
  for (const [width, viewport] of Object.entries(widths)) {
    test.describe(`${theme} on a ${width}`, () => {
      test.use({ colorScheme: theme, viewport });

      test('every screen is accessible, fits the width and has one heading', async ({ page }) => {
        await signIn(page, 'owner');
        for (const screen of screens) {
          await test.step(screen.name, async () => {
            await screen.open(page);
            await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
            expect(await overflow(page), `${screen.name} overflows by pixels`).toBeLessThanOrEqual(0);
            await page.screenshot({ path: `screenshots/${screen.name}-${width}-${theme}.png`, fullPage: true });
            const found = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze();
            const violations = found.violations.map((violation) => ({
              rule: violation.id,
              at: violation.nodes.slice(0, 5).map((node) => `${node.target.join(' ')}: ${node.failureSummary ?? ''}`),
            }));
            expect(violations, screen.name).toEqual([]);
            await openEverything(page);
            expect(await overflow(page), `${screen.name}, all opened, overflows by pixels`).toBeLessThanOrEqual(0);
          });
        }
      });
    });
  }
}
