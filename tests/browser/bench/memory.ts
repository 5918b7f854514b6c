import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';

/** What the page's process holds, in megabytes (1,000,000 bytes). */
export interface Memory {
  /** Now, after garbage was collected, in memory of its own: WebAssembly and JavaScript of page and worker, and the rest. */
  now: number;
  /** The most at any time, with what it shares with other processes, such as the browser's code. */
  peak: number;
}

/** Memory of the renderer process with the most of it, as Linux counts it. Page and worker are in one process. */
export async function memory(page: Page): Promise<Memory> {
  await page.requestGC();
  const session = await page.context().browser()!.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const held = processInfo.filter((it) => it.type === 'renderer').map(({ id }) => {
    const status = readFileSync(`/proc/${id}/status`, 'utf8');
    const megabytes = (name: string) => (Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) * 1024) / 1e6;
    return { now: megabytes('RssAnon'), peak: megabytes('VmHWM') };
  });
  return held.reduce((most, it) => (it.now > most.now ? it : most));
}
