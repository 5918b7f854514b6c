import { test as base, expect, type Page } from '@playwright/test';

/** What a page must never do: log an error or a warning, throw, or break its content security policy. */
export function watch(page: Page, faults: string[], isExpected: (text: string) => boolean = () => false): void {
  page.on('console', (message) => {
    const text = message.text();
    if (['error', 'warning'].includes(message.type()) && !isExpected(text)) faults.push(`console: ${text}`);
  });
  page.on('pageerror', (error) => faults.push(`page error: ${error.message}`));
}

/** A test whose pages must stay without faults; `expectedFaults` names those a test causes on purpose. */
export const test = base.extend<{ expectedFaults: RegExp[]; faults: string[] }>({
  expectedFaults: [[], { option: true }],
  faults: async ({ context, expectedFaults }, use) => {
    const faults: string[] = [];
    await context.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (event) => {
        console.error(`content security policy: ${event.violatedDirective} ${event.blockedURI}`);
      });
    });
    context.on('page', (page) => watch(page, faults, (text) => expectedFaults.some((fault) => fault.test(text))));
    await use(faults);
    expect(faults).toEqual([]);
  },
  page: async ({ page, faults }, use) => {
    void faults;
    await use(page);
  },
});

export { expect };
