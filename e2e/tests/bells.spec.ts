// A bell on the citizen's own device: hung on the page of the case, knocked at while no page is open, taken down. What stands
// between server and device, the browser's maker, is the one thing that cannot be had here: its address is given to the page in
// its place, and what it would hand on is handed to the worker by the browser itself.
import type { Page } from '@playwright/test';
import { accessible } from '../support/axe.ts';
import { WHOLE } from '../support/browser.ts';
import { file } from '../support/filing.ts';
import { receiver } from '../support/receiver.ts';
import { expect, test } from '../support/test.ts';
import { catalogue } from '../support/words.ts';

const portal = catalogue('portal', 'Portal');

test.use({ launchOptions: WHOLE });

async function unlocked(page: Page, url: string, code: string, secret: string): Promise<void> {
  await page.goto(`${url}/t/${code}`);
  await page.getByLabel(portal.SecretLabel).fill(secret);
  await page.getByRole('button', { name: portal.UnlockButton, exact: true }).click();
}

/** The browser's maker gives this address to whoever subscribes, and remembers that it did. */
async function maker(page: Page, endpoint: string): Promise<void> {
  await page.addInitScript((address) => {
    const made = { endpoint: address, unsubscribe: async () => (sessionStorage.removeItem('hung'), true) };
    PushManager.prototype.subscribe = async function (options) {
      if (!options?.userVisibleOnly || String(options.applicationServerKey).length !== 87) throw new Error('no key');
      sessionStorage.setItem('hung', '1');
      return made as unknown as PushSubscription;
    };
    PushManager.prototype.getSubscription = async () => (sessionStorage.getItem('hung') ? (made as unknown as PushSubscription) : null);
  }, endpoint);
}

test('this device is told, with the page closed, and no longer when it is not wanted', async ({ server, visitor, staff, picture }) => {
  const other = await receiver();
  const { code, secret } = await file(server.url, 'bell', 'Rác chất đống trước cổng chợ ba ngày nay.');
  const page = await visitor({ viewport: { width: 320, height: 800 } });
  await maker(page, other.url);
  await page.context().grantPermissions(['notifications'], { origin: server.url });
  const cdp = await page.context().newCDPSession(page);
  const registered = new Promise<string>((found) => {
    cdp.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const own = registrations.find(({ scopeURL }) => scopeURL.endsWith(`/t/${code}`));
      if (own) found(own.registrationId);
    });
  });
  await cdp.send('ServiceWorker.enable');
  await unlocked(page, server.url, code, secret);
  const said = page.getByRole('status');
  await page.getByRole('button', { name: portal.BellOn, exact: true }).click();
  await expect(said.filter({ hasText: portal.BellHung })).toBeVisible();
  await expect(page.getByRole('button', { name: portal.BellOff, exact: true })).toBeFocused();
  await accessible(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  await picture(page, 'hung');

  await test.step('the agency asks: a knock without a word', async () => {
    const handler = await staff('handler');
    await handler.evaluate(async (path) => {
      const { csrf } = await (await fetch('/api/v1/session')).json();
      for (const [action, body] of [['accept', ''], ['request-info', 'Chợ nào, thưa bạn?']]) {
        const { row } = await (await fetch(path)).json();
        const headers = { 'Content-Type': 'application/json', 'X-CSRF-Token': csrf, 'If-Match': `"${row.version}"` };
        const done = await fetch(`${path}/${action}`, { method: 'POST', headers, body: JSON.stringify({ body }) });
        if (!done.ok) throw new Error(`${action}: ${done.status}`);
      }
    }, `/api/v1/cases/${code}`);
    await expect.poll(() => other.posts.length).toBe(1);
    expect(other.posts[0]!.body).toBe('');
    expect(other.posts[0]!.headers.authorization).toMatch(/^vapid t=[\w-]+\.[\w-]+\.[\w-]+, k=[\w-]{87}$/);
  });

  await test.step('the worker says that there is news, and of which case it does not', async () => {
    const registrationId = await registered;
    await page.goto('about:blank');
    await cdp.send('ServiceWorker.deliverPushMessage', { origin: server.url, registrationId, data: '' });
    await page.goto(`${server.url}/t/${code}`);
    const shown = () =>
      page.evaluate(async (scope) => {
        const here = await navigator.serviceWorker.getRegistration(scope);
        return (await here!.getNotifications()).map(({ title, body, tag }) => ({ title, body, tag }));
      }, `/t/${code}`);
    await expect.poll(shown).toEqual([{ title: portal.BellNews, body: portal.BellLook, tag: `${server.url}/t/${code}` }]);
  });

  await test.step('and no more', async () => {
    await unlocked(page, server.url, code, secret);
    await page.getByRole('button', { name: portal.BellOff, exact: true }).click();
    await expect(said.filter({ hasText: portal.BellGone })).toBeVisible();
    await expect(page.getByRole('button', { name: portal.BellOn, exact: true })).toBeVisible();
  });
  other.close();
});

test('a browser that does not let the page: said, and nothing else changes', async ({ server, visitor, picture }) => {
  const { code, secret } = await file(server.url, 'no-bell', 'Rác chất đống trước cổng chợ ba ngày nay.');
  const page = await visitor({ colorScheme: 'dark' });
  await unlocked(page, server.url, code, secret);
  // Nobody is asked in a browser without a window, which is a no.
  await page.getByRole('button', { name: portal.BellOn, exact: true }).click();
  await expect(page.getByRole('status').filter({ hasText: portal.BellDenied })).toBeVisible();
  await accessible(page);
  await picture(page, 'denied');
});
