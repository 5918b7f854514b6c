import type { Page } from '@playwright/test';

/** People of the local identity provider's page. */
export const people = { owner: 'Robin Maple', marketer: 'Ida Finch', analyst: 'Sam Birch', viewer: 'Kim Ash' } as const;

/** Opens a page as one of the sample shop's people. */
export async function signIn(page: Page, role: keyof typeof people, path = '/'): Promise<void> {
  await page.goto(path);
  await page.getByRole('button', { name: people[role] }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/local-idp') && !url.pathname.startsWith('/signed-in'));
  await page.getByRole('navigation').first().waitFor();
}

/** Headers of a request by the owner, for what journeys look up without a screen. */
export async function authorization(page: Page): Promise<{ authorization: string }> {
  const minted = await page.request.post('/local-idp/mint', { data: { tenant: 'maple-finch', role: 'owner' } });
  return { authorization: `Bearer ${(await minted.json()).access_token}` };
}
