import { showReview } from '../../support/board.ts';
import { signIn } from '../../support/session.ts';
import { plainWords } from '../../support/words.ts';
import { expect, test } from '../../support/test.ts';

/** Words that are data and not text of the app. */
const data = ['Holdfast', 'Maple & Finch', 'Kim Ash', 'maple-finch · viewer', 'EUR'];

test('in the pseudo-locale every word that is not data is foreign', async ({ page }) => {
  await signIn(page, 'viewer');
  for (const path of ['/', '/customers', '/segments', '/segments?rule=%7B%22version%22%3A1%2C%22rule%22%3A%7B%22all%22%3A%5B%5D%7D%7D', '/what-if', '/claims', '/model', '/health', '/defections', '/contracts', '/data', '/settings', '/connections', '/no-such-page']) {
    await test.step(path, async () => {
      await page.goto(`${path}${path.includes('?') ? '&' : '?'}pseudo=1`);
      await expect(page.getByRole('heading', { level: 1 })).toContainText('⟦');
      if (path === '/') await showReview(page);
      await page.waitForLoadState('networkidle');
      const plain = await plainWords(page);
      expect(plain.filter((text) => !data.includes(text))).toEqual([]);
    });
  }
});
