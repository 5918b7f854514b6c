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
  return held(page);
}

/** The most memory of its own that the page's process held while something was done, looked at every ten milliseconds. */
export async function mostDuring(page: Page, work: () => Promise<void>): Promise<number> {
  let most = 0;
  const timer = setInterval(async () => {
    most = Math.max(most, (await held(page)).now);
  }, 10);
  await work();
  clearInterval(timer);
  return Math.max(most, (await held(page)).now);
}

/**
 * Whoever watches the network through the browser's tools makes it keep a copy of every file, as text, in the page's process:
 * 97 MB of a million customers, which no person has. Asks for copies of a byte.
 */
export async function withoutCopies(page: Page): Promise<void> {
  const inside = page as unknown as { _connection: { toImpl(page: Page): any } };
  const session = inside._connection.toImpl(page).delegate._mainFrameSession._client;
  await session.send('Network.enable', { maxTotalBufferSize: 1, maxResourceBufferSize: 1 });
}

async function held(page: Page): Promise<Memory> {
  const session = await page.context().browser()!.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const all = processInfo.filter((it) => it.type === 'renderer').map(({ id }) => {
    const status = statusOf(id);
    const megabytes = (name: string) => (Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0) * 1024) / 1e6;
    return { now: megabytes('RssAnon'), peak: megabytes('VmHWM') };
  });
  return all.reduce((most, it) => (it.now > most.now ? it : most));
}

/** What Linux says of a process; nothing of one that has ended since it was listed. */
function statusOf(id: number): string {
  try {
    return readFileSync(`/proc/${id}/status`, 'utf8');
  } catch {
    return '';
  }
}
