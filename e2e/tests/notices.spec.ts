// Deliveries and webhooks as administrators meet them: a system is added with its secret, told of a case, gone, switched on
// again, and what could not be sent goes out. And a citizen who wanted to be told stops the letters with one click.
import { createHmac } from 'node:crypto';
import { accessible } from '../support/axe.ts';
import { file } from '../support/filing.ts';
import { receiver, type Post } from '../support/receiver.ts';
import { expect, test } from '../support/test.ts';
import { catalogue, fill } from '../support/words.ts';

const page = catalogue('notices', 'NoticePage');
const notices = catalogue('notices', 'Notices');
const desk = catalogue('console', 'Desk');

const NARROW = { width: 320, height: 800 };

/** The signature by the Standard Webhooks specification. */
function signature(secret: string, { headers, body }: Post): string {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const text = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
  return `v1,${createHmac('sha256', key).update(text).digest('base64')}`;
}

test('a system is told, goes away, comes back and is told again', async ({ server, staff, picture }) => {
  const other = await receiver();
  const admin = await staff('administrator');
  await admin.getByRole('link', { name: desk.AdminTitle, exact: true }).click();
  await admin.getByRole('link', { name: page.Title, exact: true }).click();
  await expect(admin.getByRole('heading', { level: 1, name: page.Title })).toBeVisible();

  let secret = '';
  await test.step('add it; the secret is shown once', async () => {
    await admin.getByRole('button', { name: page.EndpointNew }).click();
    await expect(admin.getByLabel(page.Name, { exact: true })).toBeFocused();
    await admin.getByLabel(page.Name, { exact: true }).fill('Kho dữ liệu');
    await admin.getByLabel(page.Url, { exact: true }).fill(other.url);
    await admin.getByLabel(page.Agency, { exact: true }).fill('chinh-phu');
    await admin.getByLabel(page.Query, { exact: true }).fill('kind:feedback');
    await admin.getByLabel('received', { exact: true }).check();
    await accessible(admin);
    await admin.getByRole('button', { name: page.Save, exact: true }).click();
    secret = (await admin.locator('#endpoint-secret code').textContent()) ?? '';
    expect(secret).toMatch(/^whsec_/);
    await picture(admin, 'webhook-secret');
  });

  await test.step('try it', async () => {
    await admin.getByRole('button', { name: `${page.Test}: Kho dữ liệu` }).click();
    await expect(admin.getByText(page.TestTaken)).toBeVisible();
    expect(other.posts[0].headers['webhook-signature']).toBe(signature(secret, other.posts[0]));
  });

  const list = admin.getByRole('region', { name: page.ListTitle }).or(admin.locator('section', { hasText: page.ListTitle })).first();
  const refreshed = async (code: string, state: string) => {
    await expect(async () => {
      await admin.getByRole('button', { name: page.Refresh }).click();
      await expect(list.getByRole('listitem').filter({ hasText: code }).getByText(state, { exact: true })).toBeVisible({ timeout: 1_000 });
    }).toPass();
  };
  await test.step('it is told of a case', async () => {
    const { code } = await file(server.url, 'told', 'Rác chất đống trước cổng chợ ba ngày nay.');
    await refreshed(code, notices.StateSent);
    const told = JSON.parse(other.posts[1].body);
    expect(told).toMatchObject({ type: 'case.received', data: { code, kind: 'feedback' } });
    expect(other.posts[1].body).not.toContain('Rác');
  });

  await test.step('it is gone, and is told again once it is switched on', async () => {
    other.answer(410);
    const { code } = await file(server.url, 'gone', 'Vỉa hè bị chiếm làm bãi để xe.');
    await refreshed(code, notices.StateDead);
    await admin.reload();
    await expect(admin.getByText(page.Gone, { exact: true })).toBeVisible();
    await accessible(admin);
    await picture(admin, 'deliveries');
    other.answer(204);
    await admin.getByRole('button', { name: `${page.Edit}: Kho dữ liệu` }).click();
    await admin.getByLabel(page.On, { exact: true }).check();
    await admin.getByRole('button', { name: page.Save, exact: true }).click();
    await expect(admin.getByText(page.Gone, { exact: true })).toBeHidden();
    await admin.getByRole('button', { name: fill(page.AllAgain, { n: 1 }) }).click();
    await refreshed(code, notices.StateSent);
  });

  await test.step('on a narrow and dark screen', async () => {
    await admin.setViewportSize(NARROW);
    await admin.emulateMedia({ colorScheme: 'dark' });
    await accessible(admin);
    const wide = await admin.evaluate(() => document.documentElement.scrollWidth);
    expect(wide).toBeLessThanOrEqual(NARROW.width);
    await picture(admin, 'deliveries-narrow');
  });
  other.close();
});

test('the due dates of a list are a calendar that can be taken back', async ({ server, staff, picture }) => {
  const feeds = catalogue('notices', 'Feeds');
  const { code } = await file(server.url, 'feed', 'Đèn đường trước số nhà 12 hỏng đã hai tuần.');
  const handler = await staff('handler');
  await expect(handler.getByText(code)).toBeVisible();
  await handler.getByText(feeds.Title).click();
  await handler.getByRole('button', { name: feeds.Make }).click();
  await expect(handler.getByText(feeds.Address)).toBeVisible();
  const address = (await handler.locator('.calendars .address').textContent()) ?? '';
  await accessible(handler);
  await picture(handler, 'calendar');
  const calendar = await fetch(address);
  expect(calendar.headers.get('content-type')).toContain('text/calendar');
  const text = (await calendar.text()).replaceAll('\r\n ', '');
  expect(text).toContain(`UID:${code}@hoiam`);
  expect(text).not.toContain('Đèn');
  await handler.getByRole('button', { name: new RegExp(`^${feeds.Forget}`) }).click();
  await expect(handler.getByText(feeds.Address)).toBeHidden();
  expect((await fetch(address)).status).toBe(404);
});
