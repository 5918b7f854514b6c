import type { Page } from '@playwright/test';

/** Words on the page that the pseudo-locale did not make foreign and that are not marked as data. */
export async function plainWords(page: Page): Promise<string[]> {
  return page.evaluate(() => {
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
}
