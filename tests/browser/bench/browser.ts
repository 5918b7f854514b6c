import type { Page } from '@playwright/test';
import { figures, launch, owner } from './seen.ts';
import { longestMainThreadTask } from './trace.ts';

/** Measures the what-if slider and the first load. Customers of the running system, as a label: HOLDFAST_SIZE. */
const size = process.env.HOLDFAST_SIZE ?? '100k';
const browser = await launch();
const page = await owner(browser);

figures.first_load_kb = await firstLoad(page);
await page.goto('/what-if');
await page.getByRole('slider').first().waitFor({ timeout: 120_000 });
await page.locator('[data-testid=what-if-compute]').waitFor({ timeout: 120_000 });
const answers = await drag(page, 40);
figures[`slider_ms.median.${size}`] = median(answers);
figures[`slider_ms.worst.${size}`] = Math.max(...answers);
figures[`longest_task_ms.${size}`] = await longestMainThreadTask(page, () => drag(page, 40));
console.log(JSON.stringify(figures));
await browser.close();

/** Kilobytes (1,000 bytes) of code that cross the wire for the board, the worker included, customer data excluded. */
async function firstLoad(page: Page): Promise<number> {
  const files = new Set<string>();
  // Chunks that the worker fetches appear nowhere else.
  page.context().on('request', (request) => {
    const path = new URL(request.url()).pathname;
    if (/\.(js|css|wasm|svg)$/.test(path)) files.add(path);
  });
  await page.goto('/');
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForLoadState('networkidle');
  const html = await (await page.request.get('/')).text();
  for (const match of html.matchAll(/(?:src|href|content)="(\/[^"]+\.(?:js|css|wasm|svg))"/g)) files.add(match[1]);
  const seen = await page.evaluate(() => performance.getEntriesByType('resource').map((entry) => entry.name));
  for (const name of seen) if (/\.(js|css|wasm|svg)$/.test(new URL(name).pathname)) files.add(new URL(name).pathname);
  // A set that grows while it is walked: what the worker's scripts import is read as well, but no loader of chunks.
  for (const file of files) if (!file.includes('-chunks-') && file.includes('worker') && file.endsWith('.js')) {
    const script = await (await page.request.get(file)).text();
    for (const match of script.matchAll(/["'](?:\.)?(\/[\w./-]+\.(?:js|wasm))["']/g)) files.add(match[1]);
  }
  let bytes = Buffer.byteLength(html);
  for (const file of files) {
    const response = await fetch(new URL(file, page.url()), { headers: { 'accept-encoding': 'br' } });
    bytes += Number(response.headers.get('content-length') ?? 0);
    await response.body?.cancel();
  }
  return Math.round(bytes / 10) / 100;
}

/** Moves a lever and waits for the frame after the answer, so many times; milliseconds of each. */
async function drag(page: Page, moves: number): Promise<number[]> {
  return page.evaluate(async (moves) => {
    const slider = document.querySelector<HTMLInputElement>('input[type=range][name=dropout]')
      ?? document.querySelector<HTMLInputElement>('input[type=range]')!;
    const mark = document.querySelector('[data-testid=what-if-compute]')!;
    const [low, high] = [Number(slider.min), Number(slider.max)];
    const times: number[] = [];
    for (let move = 0; move < moves; move += 1) {
      const value = low + ((high - low) * (5 + ((move * 7) % 90))) / 100;
      const answered = new Promise<void>((resolve) => {
        const observer = new MutationObserver(() => {
          observer.disconnect();
          requestAnimationFrame(() => { const channel = new MessageChannel(); channel.port1.onmessage = () => resolve(); channel.port2.postMessage(0); });
        });
        observer.observe(mark, { attributes: true, childList: true, characterData: true, subtree: true });
      });
      const start = performance.now();
      slider.value = String(value);
      slider.dispatchEvent(new Event('input', { bubbles: true }));
      await answered;
      times.push(performance.now() - start);
    }
    return times;
  }, moves);
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
