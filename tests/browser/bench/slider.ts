import type { Page } from '@playwright/test';

/** Opens the what-if page and waits until it has answered and told everything it tells of a resting lever. */
export async function openStudio(page: Page, query = ''): Promise<void> {
  await page.goto(`/what-if${query}`);
  await page.locator('[data-testid=what-if-compute][data-hash]').waitFor();
  await page.locator('[data-testid=what-if-comparison] .tornado .row').first().waitFor();
}

/** What one move of a lever took, in milliseconds. */
export interface Move {
  /** From the input event to the end of the frame that shows the answer. */
  whole: number;
  /** Of it the worker's computation, as the page's foot says. */
  computed: number;
}

/** Moves a lever and waits for the frame after the answer, so many times; each move is dispatched from here. */
export async function drag(page: Page, moves: number): Promise<Move[]> {
  const times: Move[] = [];
  for (let move = 0; move < moves; move += 1) times.push(...(await dragFrom(page, move, 1)));
  return times;
}

/**
 * The same with every move dispatched right behind the frame of the one before. The next frame is one of the display later,
 * so none of them can take less than that, however little the page has to do.
 */
export async function dragAtOnce(page: Page, moves: number): Promise<Move[]> {
  return dragFrom(page, 0, moves);
}

/** From a move until everything that is told of a resting lever is told of it, the rest before it is asked included. */
export async function settle(page: Page, moves: number): Promise<number[]> {
  const comparison = page.locator('[data-testid=what-if-comparison]');
  const times: number[] = [];
  for (let move = 0; move < moves; move += 1) {
    const start = performance.now();
    await dragFrom(page, move, 1);
    await comparison.and(page.locator('[aria-busy=false]')).waitFor();
    times.push(performance.now() - start);
  }
  return times;
}

/** Moves that come while the worker answers what is asked of a resting lever. */
export async function interrupt(page: Page, moves: number): Promise<Move[]> {
  const times: Move[] = [];
  for (let move = 0; move < moves; move += 1) {
    await page.waitForTimeout(260 + ((move * 37) % 500));
    times.push(...(await dragFrom(page, move, 1)));
  }
  return times;
}

async function dragFrom(page: Page, first: number, moves: number): Promise<Move[]> {
  return page.evaluate(async ({ first, moves }) => {
    const slider = document.querySelector<HTMLInputElement>('input[type=range][name=dropout]')!;
    const mark = document.querySelector('[data-testid=what-if-compute]')!;
    const [low, high] = [Number(slider.min), Number(slider.max)];
    const times: Move[] = [];
    for (let move = first; move < first + moves; move += 1) {
      const value = low + ((high - low) * (5 + ((move * 7) % 90))) / 100;
      const answered = new Promise<void>((resolve) => {
        const observer = new MutationObserver(() => {
          observer.disconnect();
          requestAnimationFrame(() => {
            const channel = new MessageChannel();
            channel.port1.onmessage = () => resolve();
            channel.port2.postMessage(0);
          });
        });
        observer.observe(mark, { attributes: true, childList: true, characterData: true, subtree: true });
      });
      const start = performance.now();
      slider.value = String(value);
      slider.dispatchEvent(new Event('input', { bubbles: true }));
      await answered;
      const computed = Number(/in ([\d.,]+) ms/.exec(mark.textContent ?? '')?.[1].replaceAll(',', '') ?? Number.NaN);
      times.push({ whole: performance.now() - start, computed });
    }
    return times;
  }, { first, moves });
}

export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
