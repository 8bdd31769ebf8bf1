// What staff are told in the console: a bell that counts while they work, the list behind it, and that opening a case is
// having seen it.
import type { Page } from '@playwright/test';
import { accessible } from '../support/axe.ts';
import { file } from '../support/filing.ts';
import { expect, test } from '../support/test.ts';
import { catalogue, fill } from '../support/words.ts';

const desk = catalogue('console', 'Desk');
const inbox = catalogue('notices', 'Inbox');
const notices = catalogue('notices', 'Notices');

/** The handler takes a case, as with the keys of the queue. */
async function take(handler: Page, code: string): Promise<void> {
  const done = await handler.evaluate(async (code) => {
    const session = await (await fetch('/api/v1/session')).json();
    const act = async (action: string, version: number, input: object) => {
      const headers = { 'Content-Type': 'application/json', 'X-CSRF-Token': session.csrf, 'If-Match': `"${version}"` };
      return (await fetch(`/api/v1/cases/${code}/${action}`, { method: 'POST', headers, body: JSON.stringify(input) })).status;
    };
    const { row } = await (await fetch(`/api/v1/cases/${code}`)).json();
    return [await act('accept', row.version, {}), await act('assign', row.version + 1, { assignee: session.user })];
  }, code);
  expect(done).toEqual([200, 200]);
}

async function write(url: string, code: string, secret: string): Promise<void> {
  const answer = await fetch(`${url}/api/v1/cases/${code}/messages`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Case-Secret': secret },
    body: JSON.stringify({ body: 'Nay hỏng thêm hai đèn nữa.' }),
  });
  expect(answer.ok).toBe(true);
}

test('the bell counts what one was told, and opening a case is having seen it', async ({ server, staff, picture }) => {
  const filed = [];
  for (const [n, text] of ['Đèn đường hỏng đã hai tuần nay.', 'Vỉa hè bị chiếm làm bãi để xe.'].entries()) {
    filed.push(await file(server.url, `inbox-${n}`, text));
  }
  const handler = await staff('handler');
  await expect(handler.locator('.rows .row')).toHaveCount(2);
  const bell = handler.locator('header .bell');
  await expect(bell).toHaveAccessibleName(inbox.Title);
  for (const { code } of filed) await take(handler, code);

  await test.step('it counts while one works', async () => {
    for (const { code, secret } of filed) await write(server.url, code, secret);
    await expect(bell).toHaveAccessibleName(fill(inbox.Unseen, { n: 2 }));
  });

  await test.step('the list', async () => {
    await bell.click();
    await expect(handler.getByRole('heading', { level: 1, name: inbox.Title })).toBeVisible();
    const list = handler.locator('.notice');
    await expect(list).toHaveCount(2);
    await expect(list.first()).toContainText(notices.TopicReply);
    await expect(list.first()).toContainText(inbox.New);
    await accessible(handler);
    await picture(handler, 'inbox');
  });

  await test.step('opening a case is having seen it', async () => {
    await handler.getByRole('link', { name: new RegExp(filed[0].code) }).click();
    await expect(handler.getByRole('region', { name: desk.ActionsTitle })).toBeVisible();
    await expect(bell).toHaveAccessibleName(fill(inbox.Unseen, { n: 1 }));
  });

  await test.step('all at once, on a phone in the dark', async () => {
    await handler.setViewportSize({ width: 320, height: 800 });
    await handler.emulateMedia({ colorScheme: 'dark' });
    await bell.click();
    await accessible(handler);
    await picture(handler, 'inbox-narrow');
    await handler.getByRole('button', { name: inbox.SeenAll }).click();
    await expect(bell).toHaveAccessibleName(inbox.Title);
    await expect(handler.locator('.notice').first()).not.toContainText(inbox.New);
    expect(await handler.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  });
});
