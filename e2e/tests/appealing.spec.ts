// Not content with the answer: in the widget in both tiers, both languages and both lights, with axe at each step; what a
// screen reader says on the way; the same without scripts; and the signed receipt taken home.
import type { Frame, Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { accessible } from '../support/axe.ts';
import { file, type Filed } from '../support/filing.ts';
import { expect, test } from '../support/foreign.ts';
import { document, POLICIES, SNIPPET } from '../support/pages.ts';
import { Reader } from '../support/reader.ts';
import type { Server } from '../support/server.ts';
import { withRole } from '../support/test.ts';
import { launcher, open, opened, type Form } from '../support/widget.ts';
import { catalogue, fill, starting, type Lang } from '../support/words.ts';

const REASON = 'Câu trả lời không nói gì đến khoản phạt mà tôi khiếu nại; đề nghị xem lại quyết định.';

/** A complaint that was answered, over the API. */
async function answered(host: Server, key: string): Promise<Filed> {
  const contact = { name: 'Lê Thị Hoa', email: 'hoa@example.vn', phone: '0912345678' };
  const more = { kind: 'complaint', agency: 'ubnd-26740', contact };
  const filed = await file(host.url, key, 'Tôi khiếu nại quyết định xử phạt số 12 của phường vì phạt sai người.', more);
  const { user, password } = withRole(host.users, 'handler');
  const json = { 'Content-Type': 'application/json' };
  const session = await fetch(`${host.url}/api/v1/session`, { method: 'POST', headers: json, body: JSON.stringify({ user, password }) });
  const cookie = session.headers.get('set-cookie')!.split(';')[0]!;
  const { csrf } = (await session.json()) as { csrf: string };
  const { row } = (await (await fetch(`${host.url}/api/v1/cases/${filed.code}`, { headers: { cookie } })).json()) as { row: { version: number } };
  const answer = await fetch(`${host.url}/api/v1/cases/${filed.code}/answer`, {
    method: 'POST',
    headers: { ...json, cookie, 'x-csrf-token': csrf, 'if-match': `"${row.version}"` },
    body: JSON.stringify({ body: 'Quyết định xử phạt là đúng, phường giữ nguyên quyết định ngày 16/11/2026.' }),
  });
  expect(answer.status, await answer.text()).toBe(200);
  return filed;
}

/** Looks the case up in the widget. */
async function look(form: Form, lang: Lang, { code, secret }: Filed): Promise<void> {
  const t = catalogue('widget', 'Widget', lang);
  await form.root.getByRole('button', { name: t.TabFind, exact: true }).click();
  await form.root.getByLabel(t.CodeLabel).fill(code);
  await form.root.getByLabel(starting(t.SecretLabel)).fill(secret);
  await form.root.getByRole('button', { name: t.Look, exact: true }).click();
  await expect(form.root.getByRole('heading', { name: code })).toBeVisible();
}

const ground = (page: Page, form: Form): Page | Frame =>
  form.tier === 'frame' ? page.frames().find((frame) => frame.url().includes('/w/demo'))! : page;

for (const policy of ['none', 'no-wasm']) {
  for (const lang of ['vi', 'en'] as const) {
    for (const colorScheme of ['light', 'dark'] as const) {
      const tier = policy === 'none' ? 'element' : 'frame';
      test(`an appeal: ${tier}, ${lang}, ${colorScheme}`, async ({ foreign, host, visitor, picture }) => {
        const t = catalogue('widget', 'Widget', lang);
        const filed = await answered(host, `appeal-${policy}-${lang}-${colorScheme}`);
        const page = await visitor({ colorScheme, viewport: { width: 900, height: 900 } });
        page.removeAllListeners('console');
        const headers = POLICIES[policy] ? { 'content-security-policy': POLICIES[policy] } : {};
        const snippet = SNIPPET.replace('data-site', `data-lang="${lang}" data-site`);
        await page.goto(foreign.put(`appeal-${policy}-${lang}`, { html: document(`<main><h1>Trang</h1>${snippet}</main>`), headers }));
        await page.locator('hoi-am').getByRole('button').click();
        const form = await opened(page);
        expect(form.tier).toBe(tier);
        const { root } = form;
        const press = (name: string) => root.getByRole('button', { name, exact: true }).click();
        const at = async (step: string) => {
          for (const width of [900, 320]) {
            await page.setViewportSize({ width, height: 700 });
            await accessible(ground(page, form), tier === 'frame' ? 'html' : 'hoi-am');
            await picture(page, `${tier}-${lang}-${colorScheme}-${width}-${step}`);
          }
        };
        await look(form, lang, filed);
        await expect(root.getByRole('heading', { name: t.AnswerTitle })).toBeVisible();
        await at('answered');
        await press(t.DoRate);
        await root.locator('label.star').nth(1).click();
        await at('rating');
        await press(t.Cancel);

        await press(t.DoAppeal);
        await expect(root.locator('.notice.info')).toContainText(t.AppealHint.split('{agency}')[1]!.split('{until}')[0]!.trim());
        await at('appeal');
        await press(t.DoAppeal);
        await expect(root.getByRole('heading', { name: t.ErrorsTitle })).toBeVisible();
        await at('appeal-wrong');
        await root.getByLabel(t.AppealLabel, { exact: true }).fill(REASON);
        await press(t.DoAppeal);
        await expect(root.getByRole('heading', { name: t.AppealTitle, exact: true })).toBeVisible();
        await expect(root.getByRole('button', { name: t.DoReopen, exact: true })).toBeHidden();
        await at('appealed');
        const saved = page.waitForEvent('download');
        await press(t.SignedReceipt);
        const receipt = await saved;
        expect(receipt.suggestedFilename()).toBe(`${filed.code}-signed.txt`);
        expect(await readFile((await receipt.path())!, 'utf8')).toContain(filed.code);

        const second = await root.locator('.ticket .code').first().innerText();
        await press(t.AppealOpen);
        await expect(root.getByRole('heading', { name: second })).toBeVisible();
        await expect(root.locator('p.hint', { hasText: fill(t.AppealAgainst, { code: filed.code }) })).toBeVisible();
        await at('second');
      });
    }
  }
}

test('what a screen reader says of an appeal', async ({ foreign, host, visitor }) => {
  const t = catalogue('widget', 'Widget');
  const filed = await answered(host, 'appeal-read');
  const page = await visitor();
  await page.goto(foreign.put('appeal-read', { html: document(`<h1>Trang</h1>${SNIPPET}`) }));
  await expect(launcher(page)).toBeVisible();
  const form = await open(page);
  await look(form, 'vi', filed);
  const reader = await Reader.of(page);
  await reader.listen();
  await expect.poll(() => reader.focused()).toBe(`heading: ${filed.code}`);
  await reader.tabTo(t.DoAppeal);
  await page.keyboard.press('Enter');
  // The field has the focus and says what is asked.
  await expect.poll(() => reader.focused()).toBe(`textbox: ${t.AppealLabel}`);
  await page.keyboard.type('Chưa');
  await reader.tabTo(t.DoAppeal);
  await page.keyboard.press('Enter');
  await expect.poll(() => reader.focused()).toContain(t.ErrorsTitle);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect.poll(() => reader.focused()).toMatch(new RegExp(`^textbox: ${t.AppealLabel.slice(0, 20)}.*invalid=true`));
  await page.keyboard.press('End');
  await page.keyboard.type(' đồng ý: quyết định phạt sai người, đề nghị hủy.');
  await reader.tabTo(t.DoAppeal);
  await page.keyboard.press('Enter');
  // What is done is said, and not that something is looked for.
  await expect.poll(() => reader.heard().join('\n')).toContain(t.Sending);
  expect(reader.heard().join('\n')).not.toContain(t.Looking);
  await expect.poll(() => reader.focused()).toBe(`heading: ${filed.code}`);
  const way = await reader.tabTo(t.AppealOpen);
  expect(way.at(-1)).toBe(`button: ${t.AppealOpen}`);
  await page.keyboard.press('Enter');
  await expect.poll(() => reader.focused()).toMatch(/^heading: HA-/);
  expect(await reader.focused()).not.toContain(filed.code);
});

for (const lang of ['vi', 'en'] as const) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`the page: ${lang}, ${colorScheme}`, async ({ host, visitor, picture }) => {
      const t = catalogue('portal', 'Portal', lang);
      const filed = await answered(host, `appeal-page-${lang}-${colorScheme}`);
      const page = await visitor({ colorScheme, viewport: { width: 320, height: 700 } });
      const at = async (step: string) => {
        await accessible(page);
        expect(await page.evaluate(() => globalThis.document.documentElement.scrollWidth), step).toBeLessThanOrEqual(320);
        await picture(page, `page-${lang}-${colorScheme}-${step}`);
      };
      await page.goto(`${host.url}/t/${filed.code}?lang=${lang}`);
      await page.getByLabel(t.SecretLabel).fill(filed.secret);
      await page.getByRole('button', { name: t.UnlockButton }).click();
      await page.getByText(t.DoAppeal).click();
      await at('offered');
      await page.getByLabel(t.AppealLabel).fill('không');
      await page.getByRole('button', { name: t.AppealSend }).click();
      await expect(page.getByRole('alert').first()).toBeVisible();
      await at('wrong');
      await page.getByLabel(t.AppealLabel).fill(REASON);
      await page.getByRole('button', { name: t.AppealSend }).click();
      await expect(page.getByText(t.DoneAppeal)).toBeVisible();
      await at('made');
      await page.getByRole('button', { name: t.AppealFollow }).click();
      await expect(page.getByText(fill(t.AppealAgainst, { code: filed.code }))).toBeVisible();
      await at('second');
    });
  }
}

test('the page without scripts', async ({ host, visitor, picture }) => {
  const t = catalogue('portal', 'Portal');
  const filed = await answered(host, 'appeal-plain');
  const page = await visitor({ javaScriptEnabled: false, viewport: { width: 320, height: 700 } });
  await page.goto(`${host.url}/t/${filed.code}`);
  await page.getByLabel(t.SecretLabel).fill(filed.secret);
  await page.getByRole('button', { name: t.UnlockButton }).click();
  await page.getByText(t.DoAppeal).click();
  await picture(page, 'page-offered');
  await page.getByLabel(t.AppealLabel).fill(REASON);
  await page.getByRole('button', { name: t.AppealSend }).click();
  await expect(page.getByText(t.DoneAppeal)).toBeVisible();
  await picture(page, 'page-made');
  await page.getByRole('button', { name: t.AppealFollow }).click();
  await expect(page.getByText(fill(t.AppealAgainst, { code: filed.code }))).toBeVisible();
  await picture(page, 'page-second');
});
