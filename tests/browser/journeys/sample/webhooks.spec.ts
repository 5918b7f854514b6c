import { createServer, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { authorization } from '../../support/session.ts';
import { expect, test } from '../../support/test.ts';

interface Received {
  headers: Record<string, string>;
  body: string;
}

/** A receiver of its own, as a workspace's program would be. */
async function receiver() {
  const received: Received[] = [];
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
  return { received, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, close: () => server.close() };
}

test('the published client verifies what is sent, and what it signs is taken', async ({ page }) => {
  const headers = await authorization(page);

  await test.step('out: a test event, and none after the endpoint is removed', async () => {
    const { received, url, close } = await receiver();
    const data = { name: 'Own program', url, events: ['endpoint.tested'], paused: false };
    const made = await page.request.post('/api/endpoints', { headers, data });
    expect(made.status()).toBe(201);
    const { endpoint, secret } = (await made.json()) as { endpoint: { id: string }; secret: string };
    const tested = await page.request.post(`/api/endpoints/${endpoint.id}/test`, { headers });
    const { event_id } = (await tested.json()) as { event_id: string };
    await expect.poll(() => received.length, { timeout: 60_000 }).toBe(1);
    const message = received[0]!;
    expect(new Webhook(secret).verify(message.body, message.headers)).toMatchObject({ type: 'endpoint.tested' });
    expect(message.headers['webhook-id']).toBe(event_id);
    expect(() => new Webhook(secret).verify(`${message.body} `, message.headers)).toThrow();
    const again = await page.request.delete(`/api/endpoints/${endpoint.id}`, { headers });
    expect(again.status()).toBe(204);
    close();
  });

  await test.step('in: a signature of the client is genuine, one of other words is not', async () => {
    const made = await page.request.post('/api/sources', { headers, data: { name: 'Own shop', kind: 'standard', data_source: 'own-shop' } });
    const { source, secret } = (await made.json()) as { source: { id: string; path: string }; secret: string };
    // Genuine and of no use: nothing of the sample shop changes.
    const body = JSON.stringify({ type: 'weather.changed', timestamp: new Date().toISOString(), data: {} });
    const now = new Date();
    const signature = new Webhook(secret).sign('msg-1', now, body);
    const deliver = (sent: string, signed: string) =>
      page.request.post(source.path, {
        headers: {
          'content-type': 'application/json',
          'webhook-id': 'msg-1',
          'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
          'webhook-signature': signed,
        },
        data: Buffer.from(sent),
      });
    expect((await deliver(`${body} `, signature)).status()).toBe(401);
    expect((await deliver(body, signature.replace('v1,', 'v1,A'))).status()).toBe(401);
    expect((await deliver(body, signature)).status()).not.toBe(401);
    expect((await page.request.delete(`/api/sources/${source.id}`, { headers })).status()).toBe(204);
  });
});
