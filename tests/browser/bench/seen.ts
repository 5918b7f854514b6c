import { chromium, type Browser, type Page } from '@playwright/test';
import { signIn } from '../support/session.ts';

/** Figure name to number: the last line that a script prints. */
export const figures: Record<string, number> = {};

/** The browser of a measurement. */
export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.HOLDFAST_BROWSER,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  });
}

/** A page of a signed-in owner in a profile of its own. */
export async function owner(browser: Browser, path = '/'): Promise<Page> {
  const context = await browser.newContext({
    baseURL: process.env.HOLDFAST_URL,
    locale: 'en-GB',
    viewport: { width: 1440, height: 900 },
  });
  const page = await context.newPage();
  page.setDefaultTimeout(180_000);
  await signIn(page, 'owner', path);
  return page;
}

/** Ends the script unless it holds, and says so when it does. */
export function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(what);
  console.log(`seen: ${what}`);
}
