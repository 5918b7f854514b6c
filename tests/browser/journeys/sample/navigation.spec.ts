import { signIn } from '../../support/session.ts';
import { expect, test } from '../../support/test.ts';

test('navigation moves the focus and the title, and back returns', async ({ page }) => {
  await signIn(page, 'owner');
  await expect(page.getByRole('heading', { level: 1 })).toContainText(/slipping|late/);
  for (const [name, path] of [['What-if', '/what-if'], ['Settings', '/settings'], ['Customers', '/customers']] as const) {
    await page.getByRole('navigation').getByRole('link', { name, exact: true }).first().click();
    await expect(page).toHaveURL((url) => url.pathname === path);
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
    await expect(page).toHaveTitle(/Holdfast/);
  }
  await page.goBack();
  await expect(page).toHaveURL(/settings/);
  await page.goForward();
  await expect(page).toHaveURL(/customers/);
});

test('the list filters by its address, sorts, finds, and exports what it shows', async ({ page }) => {
  await signIn(page, 'owner', '/');
  await page.getByRole('link', { name: /Slipping: .* customers/ }).first().click();
  await expect(page).toHaveURL(/risk=slipping/);
  const heading = page.getByRole('heading', { level: 1 });
  await expect(heading).toContainText(/at risk/);
  const filtered = await heading.innerText();
  await page.reload();
  await expect(heading).toHaveText(filtered);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: /Export .* CSV/ }).click();
  const stream = await (await download).createReadStream();
  let text = '';
  for await (const chunk of stream) text += chunk;
  const count = Number(filtered.split(' ')[0].replaceAll(',', ''));
  const lines = text.trimEnd().split('\r\n');
  expect(lines.length - 1).toBe(count);
  expect(lines[0]).toMatch(/^\uFEFFNumber,Name,E-mail,/);
  expect(text).toContain('@example.com');

  await page.goto('/customers');
  const box = page.getByRole('searchbox').or(page.getByPlaceholder('Number, e-mail or name')).first();
  const email = lines[1].split(',').find((value) => value.includes('@'))!.replaceAll('"', '');
  await box.fill(email);
  await expect(heading).toContainText('found');
  await expect(page.getByRole('row')).toHaveCount(2);
  await page.locator('[role=row] a[href^="/customers/"]').first().click();
  await expect(page).toHaveURL(/\/customers\/[0-9a-f]{16}/);
  expect(page.url()).not.toContain('example.com');
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL((url) => url.pathname === '/customers');
});
