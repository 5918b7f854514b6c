import { expect, type Locator, type Page } from '@playwright/test';

/** Counts what a mouse, a pen or a finger does from the next page on. */
export async function countPointers(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const counter = window as unknown as { pointers: number };
    counter.pointers = 0;
    for (const name of ['pointerdown', 'mousedown', 'touchstart']) {
      addEventListener(name, () => (counter.pointers += 1), true);
    }
  });
}

export function pointers(page: Page): Promise<number> {
  return page.evaluate(() => (window as unknown as { pointers: number }).pointers);
}

interface Stop {
  /** What has the focus, for messages. */
  what: string;
  /** Whether a ring of at least two pixels or a shadow shows it. */
  isSeen: boolean;
  /** Whether it lies in the window. */
  isInView: boolean;
  /** Whether it comes after the stop before, in the order of the document. */
  isLater: boolean;
}

/** Where the focus is; `null` when it is lost to the page. */
function stop(page: Page): Promise<Stop | null> {
  return page.evaluate(async () => {
    // A list that has just come to the focus scrolls with the next frame.
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const element = document.activeElement;
    if (!(element instanceof Element) || element === document.body) return null;
    const memory = window as unknown as { stopBefore?: Element };
    const before = memory.stopBefore;
    memory.stopBefore = element;
    const style = getComputedStyle(element);
    const isRing = style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 2;
    const place = element.getBoundingClientRect();
    const name = element.getAttribute('aria-label') ?? element.getAttribute('name') ?? element.textContent ?? '';
    return {
      what: `${element.localName} "${name.trim().slice(0, 40)}"`,
      isSeen: isRing || style.boxShadow !== 'none',
      isInView: place.bottom > 0 && place.top < innerHeight && place.right > 0 && place.left < innerWidth,
      isLater: !before?.isConnected || Boolean(before.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING),
    };
  });
}

/** Presses Tab, or Shift+Tab to go back, until the target has the focus; every stop on the way is seen and in order. */
export async function walk(page: Page, target: Locator, direction: 'on' | 'back' = 'on'): Promise<void> {
  await expect(target).toHaveCount(1);
  await page.evaluate(() => ((window as unknown as { stopBefore?: Element }).stopBefore = undefined));
  const on = direction === 'on';
  for (let steps = 0; steps < 150; steps += 1) {
    await page.keyboard.press(on ? 'Tab' : 'Shift+Tab');
    const here = await stop(page);
    if (!here) throw new Error(`The focus is lost after ${steps} steps on the way to ${target}`);
    expect(here, `${here.what}, ${steps} steps on the way to ${target}`).toMatchObject({ isSeen: true, isInView: true });
    if (steps > 0) expect(here.isLater, `${here.what} on the way ${direction} to ${target}`).toBe(on);
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`${target} is not reached`);
}

/** Presses a key on what has the focus, which keeps it. */
export async function press(page: Page, target: Locator, key = 'Enter'): Promise<void> {
  await expect(target).toBeFocused();
  await page.keyboard.press(key);
  await expect(target).toBeFocused();
}
