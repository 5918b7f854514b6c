import { createServer, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Locator, Page } from '@playwright/test';
import { Webhook } from 'standardwebhooks';
import { pictures } from '../../support/pictures.ts';
import { signIn } from '../../support/session.ts';
import { expect, test } from '../../support/test.ts';
import { plainWords } from '../../support/words.ts';

/** Texts that are shown once, by what they are called. */
async function shownOnce(section: Locator): Promise<Record<string, string>> {
  const shown = section.getByTestId('shown-once');
  await expect(shown).toBeVisible();
  const found: Record<string, string> = {};
  for (const line of await shown.locator('.copied').all()) {
    found[await line.locator('.muted').innerText()] = await line.locator('code').innerText();
  }
  await expect(shown).toBeFocused();
  return found;
}

async function open(page: Page): Promise<void> {
  await page.goto('/settings');
  await page.getByRole('link', { name: 'Connections', exact: true }).click();
  await expect(page).toHaveURL(/\/connections$/);
  await expect(page.getByRole('heading', { level: 1 })).not.toHaveText('Connections');
}

test('a key is made, opens what it may and nothing else, and is revoked', async ({ page }) => {
  await signIn(page, 'owner');
  await open(page);
  const section = page.getByTestId('keys');
  const opens = section.getByRole('button', { name: 'Make a key' });
  await opens.focus();
  await page.keyboard.press('Enter');
  const form = section.locator('form');
  await expect(form.getByLabel('What it is for')).toBeFocused();
  await form.getByRole('button', { name: 'Cancel' }).press('Enter');
  await expect(opens).toBeFocused();
  await opens.click();
  await form.getByRole('button', { name: 'Make a key' }).click();
  await expect(form).toContainText('Please give a name');
  await expect(form).toContainText('Choose at least one right.');
  await form.getByLabel('What it is for').fill('Journey reader');
  await form.getByLabel(/^Read customers/).check();
  await expect(form.getByLabel('Valid for')).toHaveValue('90');
  await form.getByLabel('Valid for').selectOption({ label: '30 days' });
  await form.getByRole('button', { name: 'Make a key' }).click();
  const { 'The key': key } = await shownOnce(section);
  expect(key).toMatch(/^hf_/);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await section.getByRole('button', { name: 'Copy: The key, Journey reader' }).click();
  await expect(section.getByTestId('shown-once')).toContainText('Copied');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(key);

  const headers = { authorization: `Bearer ${key}` };
  const customers = await page.request.get('/api/v1/customers', { headers });
  expect(customers.status()).toBe(200);
  const orders = await page.request.post('/api/v1/orders', { headers, data: { data_source: 'till', orders: [] } });
  expect(orders.status()).toBe(403);

  await section.getByRole('button', { name: 'I have kept it' }).click();
  await page.reload();
  const item = section.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'Journey reader' }) });
  await expect(item).toContainText('Read customers, with names, addresses and orders');
  await expect(item).toContainText('last used');
  await expect(item).toContainText(/valid until \d+ \w+ \d{4}/);
  await expect(page.locator('body')).not.toContainText(key!);

  await item.getByRole('button', { name: 'Revoke: Journey reader' }).click();
  await expect(item.getByRole('button', { name: 'Keep it' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(item.getByRole('button', { name: 'Revoke: Journey reader' })).toBeFocused();
  await page.keyboard.press('Enter');
  await item.getByRole('button', { name: 'Revoke', exact: true }).click();
  await expect(item).toHaveCount(0);
  expect((await page.request.get('/api/v1/customers', { headers })).status()).toBe(401);
});

test('a program is told, its messages are seen, and it is edited, paused and removed', async ({ page }) => {
  const received: { headers: Record<string, string>; body: string }[] = [];
  const server = createServer((request: IncomingMessage, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      received.push({ headers: request.headers as Record<string, string>, body: Buffer.concat(parts).toString('utf8') });
      response.writeHead(204).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;

  await signIn(page, 'owner');
  await open(page);
  const section = page.getByTestId('endpoints');
  await section.getByRole('button', { name: 'Add an endpoint' }).click();
  const form = section.locator('form');
  await form.getByLabel('Name').fill('Journey program');
  await form.getByLabel('Address').fill('ftp://example.com/');
  await form.getByLabel('New scores are there').check();
  await form.getByRole('button', { name: 'Add an endpoint' }).click();
  await expect(form.locator('.field.invalid')).toHaveCount(1);
  await form.getByLabel('Address').fill(url);
  await form.getByRole('button', { name: 'Add an endpoint' }).click();
  const { Secret: secret } = await shownOnce(section);
  await section.getByRole('button', { name: 'I have kept it' }).click();

  const item = section.getByRole('listitem').filter({ has: page.getByRole('heading', { name: /^Journey/ }) });
  await item.getByRole('button', { name: 'Send a test: Journey program' }).click();
  const row = item.getByTestId('messages').locator('tbody tr');
  await expect(row).toContainText([/taken.*Somebody asked for a test.*1.*answer 204/]);
  await expect.poll(() => received.length).toBe(1);
  expect(new Webhook(secret!).verify(received[0]!.body, received[0]!.headers)).toMatchObject({ type: 'endpoint.tested' });

  await item.getByRole('button', { name: 'Pause: Journey program' }).click();
  await expect(item).toContainText('Messages are held');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('1 endpoint paused');
  await expect(item.getByRole('button', { name: /Send a test/ })).toHaveCount(0);
  await pictures(page, 'connections-endpoint');

  await item.getByRole('button', { name: 'Edit: Journey program' }).click();
  await expect(form.getByLabel('New scores are there')).toBeChecked();
  await form.getByLabel('Name').fill('Journey program two');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(item.getByRole('heading')).toContainText('Journey program two');
  await item.getByRole('button', { name: 'Resume: Journey program two' }).click();
  await expect(item.getByRole('heading')).toContainText('active');

  await item.getByRole('button', { name: 'Remove: Journey program two' }).click();
  await item.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(item).toHaveCount(0);
  server.close();
});

test('a shop is connected, its deliveries and their faults are seen, and it is removed', async ({ page }) => {
  await signIn(page, 'owner');
  await open(page);
  const section = page.getByTestId('sources');
  await section.getByRole('button', { name: 'Connect a shop' }).click();
  const form = section.locator('form');
  await expect(form.getByLabel('Secret of the shop')).toBeVisible();
  await form.getByLabel('Sends').selectOption({ label: 'Standard Webhooks' });
  await expect(form.getByLabel('Secret of the shop')).toHaveCount(0);
  await form.getByLabel('Name').fill('Journey shop');
  await form.getByLabel('Data source').fill('Not Allowed');
  await form.getByRole('button', { name: 'Connect a shop' }).click();
  await expect(form.locator('.field.invalid')).toHaveCount(1);
  await form.getByLabel('Data source').fill('journey-shop');
  await form.getByRole('button', { name: 'Connect a shop' }).click();
  const { Address: address, Secret: secret } = await shownOnce(section);
  await pictures(page, 'connections-secret');
  await section.getByRole('button', { name: 'I have kept it' }).click();

  const deliver = async (id: string, event: object) => {
    const body = JSON.stringify(event);
    const now = new Date();
    const headers = {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
      'webhook-signature': new Webhook(secret!).sign(id, now, body),
    };
    return (await page.request.post(address!, { headers, data: Buffer.from(body) })).status();
  };
  const timestamp = new Date().toISOString();
  expect(await deliver('msg-1', { type: 'weather.changed', timestamp, data: {} })).toBe(202);
  expect(await deliver('msg-2', { type: 'order.created', timestamp, data: { id: '' } })).toBe(422);

  const item = section.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'Journey shop' }) });
  await item.getByRole('button', { name: 'Deliveries' }).click();
  const rows = item.getByTestId('deliveries').locator('tbody tr');
  await expect(rows).toHaveCount(2);
  await expect(rows.filter({ hasText: 'failed' })).toHaveCount(1);
  await expect(rows.filter({ hasText: 'passed over' })).toHaveCount(1);
  await expect(rows.filter({ hasText: 'failed' }).locator('td').last()).not.toBeEmpty();

  await item.getByRole('button', { name: 'New secret: Journey shop' }).click();
  await item.getByRole('button', { name: 'New secret', exact: true }).click();
  const renewed = await shownOnce(section);
  expect(renewed['Address']).toBe(address);
  expect(renewed['Secret']).not.toBe(secret);
  expect(await deliver('msg-3', { type: 'weather.changed', timestamp, data: {} })).toBe(202);

  await page.goto('/connections?pseudo=1');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('⟦');
  await section.locator('header button').click();
  await page.getByTestId('keys').locator('header button').click();
  await page.getByTestId('endpoints').locator('header button').click();
  await section.locator('[aria-expanded]').first().click();
  await expect(rows).toHaveCount(3);
  expect((await plainWords(page)).filter((text) => !['Holdfast', 'Maple & Finch', 'Robin Maple', 'maple-finch · owner'].includes(text))).toEqual([]);

  await open(page);
  await item.getByRole('button', { name: 'Remove: Journey shop' }).click();
  await item.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(item).toHaveCount(0);
  expect(await deliver('msg-4', { type: 'weather.changed', timestamp, data: {} })).toBe(404);
});

test('who may not manage connections reads who can', async ({ page }) => {
  await signIn(page, 'marketer', '/connections');
  await expect(page.getByText('An admin or the owner of the workspace can make, change and remove them.')).toBeVisible();
  await expect(page.getByTestId('keys')).toHaveCount(0);
});
