import { showReview } from '../../support/board.ts';
import { signIn } from '../../support/session.ts';
import { expect, test } from '../../support/test.ts';

/** Words that are data and not text of the app. */
const data = ['Holdfast', 'Maple & Finch', 'Kim Ash', 'maple-finch · viewer', 'EUR'];

test('in the pseudo-locale every word that is not data is foreign', async ({ page }) => {
  await signIn(page, 'viewer');
  for (const path of ['/', '/customers', '/segments', '/segments?rule=%7B%22version%22%3A1%2C%22rule%22%3A%7B%22all%22%3A%5B%5D%7D%7D', '/what-if', '/claims', '/model', '/health', '/defections', '/contracts', '/data', '/settings', '/no-such-page']) {
    await test.step(path, async () => {
      await page.goto(`${path}${path.includes('?') ? '&' : '?'}pseudo=1`);
      await expect(page.getByRole('heading', { level: 1 })).toContainText('⟦');
      if (path === '/') await showReview(page);
      await page.waitForLoadState('networkidle');
      const plain = await page.evaluate(() => {
        const found: string[] = [];
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          const parent = node.parentElement;
          if (!parent || parent.closest('script,noscript,[hidden],[translate=no],option')) continue;
          const text = (node.textContent ?? '').replace(/⟦[^⟧]*⟧/g, '').trim();
          if (/[A-Za-z]{3,}/.test(text)) found.push(text);
        }
        for (const element of document.querySelectorAll('[aria-label],[title],[placeholder]')) {
          for (const name of ['aria-label', 'title', 'placeholder']) {
            const text = (element.getAttribute(name) ?? '').replace(/⟦[^⟧]*⟧/g, '').trim();
            if (/[A-Za-z]{3,}/.test(text) && !element.closest('[translate=no]')) found.push(`${name}: ${text}`);
          }
        }
        return [...new Set(found)];
      });
      expect(plain.filter((text) => !data.includes(text))).toEqual([]);
    });
  }
});
