import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** What a screen must be: as wide as the window, and usable by everybody. A dialog that is open is looked at by itself. */
export async function pictures(page: Page, screen: string): Promise<void> {
  const before = page.viewportSize() ?? { width: 1280, height: 720 };
  const dialog = page.locator('dialog[open]');
  for (const theme of ['light', 'dark'] as const) {
    for (const [width, viewport] of Object.entries({ phone: { width: 390, height: 844 }, desktop: { width: 1440, height: 900 } })) {
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme: theme });
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(overflow, `${screen} overflows by ${overflow} pixels`).toBeLessThanOrEqual(0);
      await page.screenshot({ path: `screenshots/${screen}-${width}-${theme}.png` });
      const axe = new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']);
      const { violations } = await ((await dialog.count()) > 0 ? axe.include('dialog[open]') : axe).analyze();
      expect(violations.map((violation) => [violation.id, violation.nodes[0]?.failureSummary]), screen).toEqual([]);
    }
  }
  await page.setViewportSize(before);
  await page.emulateMedia({ colorScheme: null });
}
