import { signIn } from '../../support/session.ts';
import { expect, test } from '../../support/test.ts';

test('an analyst sees figures but no names, and is offered neither export nor import', async ({ page }) => {
  const named: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/api/customers/names')) named.push(request.url());
  });
  await signIn(page, 'analyst', '/customers');
  await expect(page.getByRole('row').nth(1)).toBeVisible();
  await expect(page.getByRole('button', { name: /export/i })).toHaveCount(0);
  await page.goto('/data');
  await expect(page.getByText(/may look at the figures but not import/)).toBeVisible();
  expect(named).toEqual([]);
});

test('signing out forgets everything, and nothing personal is kept in storage before', async ({ page, context }) => {
  await signIn(page, 'owner', '/customers');
  await expect(page.getByRole('row').nth(1)).toBeVisible();
  const kept = () => page.evaluate(() => ({ ...localStorage, ...sessionStorage }));
  // Only that somebody is signed in, so that a visitor's first request need not fail.
  expect(await kept()).toEqual({ session: '1' });
  await page.getByRole('button', { name: 'You and this workspace' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).or(page.getByRole('button', { name: 'Sign out' })).click();
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  expect(await kept()).toEqual({});
  const cookies = await context.cookies();
  expect(cookies.filter((cookie) => cookie.name.startsWith('__Host-'))).toEqual([]);
});

test('an expired token is renewed without a word', async ({ page }) => {
  await signIn(page, 'owner', '/');
  await expect(page.getByRole('heading', { level: 1 })).toContainText(/slipping|late/);
  let refused = 0;
  await page.route('**/api/customers/names', async (route) => {
    refused += 1;
    if (refused > 1) return route.continue();
    return route.fulfill({ status: 401, contentType: 'application/json', body: '{"message":"Unauthorized"}' });
  });
  await page.getByRole('link', { name: 'Customers', exact: true }).first().click();
  await expect(page.getByRole('row').nth(1)).toContainText(/@|[A-Z][a-z]+ [A-Z]/);
  expect(refused).toBeGreaterThan(1);
});
test.use({ expectedFaults: [/401/] });
