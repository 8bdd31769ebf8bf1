// An answered case becomes public with what is personal hidden, is found by anybody without accents, is offered to
// whoever types the same on another page, and is joined there.
import type { Page } from '@playwright/test';
import { accessible } from '../support/axe.ts';
import { file } from '../support/filing.ts';
import { expect, test } from '../support/test.ts';
import { pages, document, SNIPPET } from '../support/pages.ts';
import { heading, kind, open, press, received, widget } from '../support/widget.ts';
import { catalogue, exactly, fill, names, starting } from '../support/words.ts';

const desk = catalogue('console', 'Desk');
const publishing = catalogue('publishing', 'Publishing');
const pub = catalogue('public', 'Open');
const portal = catalogue('portal', 'Portal');
const action = names('Action');

const BODY =
  'Nhà ông Trần Văn Bình xây tường lấn hẻm 12, xe cứu hỏa không vào được. Gọi tôi số 0912 345 678. Bà con lo lắm.';
const ANSWER = 'Phường đã lập biên bản với ông Bình, buộc tháo dỡ trước ngày 30/11.';
const SAME = 'Có nhà xây tường lấn hẻm làm xe cứu hỏa không vào được, rất nguy hiểm.';

/** Files and answers a case over the API; the console's own forms for that are another test's. */
async function answered(page: Page, url: string, body: string): Promise<string> {
  const { code } = await file(url, `k-${body.length}`, body, { title: 'Lấn hẻm' });
  await page.goto(`${url}/console/cases/${code}`);
  await page.getByRole('button', { name: starting(action.Answer) }).first().click();
  await page.getByLabel(desk.AnswerText).fill(ANSWER);
  await page.locator('form.act').getByRole('button', { name: action.Answer }).click();
  await expect(page.locator('form.act')).toHaveCount(0);
  return code;
}

test('an answer becomes public, is found, and is joined by whoever has the same', async ({ server, staff, visitor, picture }) => {
  const handler = await staff('handler');
  const code = await answered(handler, server.url, BODY);

  const moderator = await staff('moderator');
  await test.step('publishes with what is personal hidden', async () => {
    await moderator.goto(`${server.url}/console/cases/${code}`);
    await expect(moderator.getByText(publishing.Possible)).toBeVisible();
    await moderator.getByRole('button', { name: starting(action.Publish) }).click();
    const body = moderator.getByRole('group', { name: publishing.PartBody });
    // What the program found is hidden already; each word is a button that says so.
    await expect(body.getByRole('button', { name: '0912', exact: true })).toHaveAttribute('aria-pressed', 'true');
    await expect(body.getByRole('button', { name: 'Bình', exact: true })).toHaveAttribute('aria-pressed', 'true');
    await expect(body.getByRole('button', { name: 'tường', exact: true })).toHaveAttribute('aria-pressed', 'false');
    // By the keyboard: to the word, hide it, and the next one with it.
    await body.getByRole('button', { name: '12', exact: true }).click();
    await expect(body.getByRole('button', { name: '12', exact: true })).toHaveAttribute('aria-pressed', 'true');
    await moderator.keyboard.press('Space');
    await expect(body.getByRole('button', { name: '12', exact: true })).toHaveAttribute('aria-pressed', 'false');
    await moderator.keyboard.press('ArrowLeft');
    await moderator.keyboard.press('Shift+ArrowRight');
    const preview = moderator.getByRole('region', { name: publishing.PreviewTitle });
    await expect(preview).toContainText('Nhà ông ▇▇▇ xây tường lấn ▇▇▇, xe cứu hỏa không vào được.');
    await expect(preview).not.toContainText('Bình');
    // By the mouse, over several words.
    await body.getByRole('button', { name: 'con', exact: true }).scrollIntoViewIfNeeded();
    const from = (await body.getByRole('button', { name: 'Bà', exact: true }).boundingBox())!;
    const to = (await body.getByRole('button', { name: 'con', exact: true }).boundingBox())!;
    await moderator.mouse.move(from.x + 1, from.y + from.height / 2);
    await moderator.mouse.down();
    await moderator.mouse.move(to.x + to.width - 1, to.y + to.height / 2, { steps: 4 });
    await moderator.mouse.up();
    await expect(preview).toContainText('Gọi tôi số ▇▇▇. ▇▇▇ lo lắm.');
    await accessible(moderator);
    await picture(moderator, 'publish');
    await moderator.setViewportSize({ width: 320, height: 800 });
    await picture(moderator, 'publish-narrow');
    await moderator.setViewportSize({ width: 1280, height: 800 });
    await moderator.locator('form.act').getByRole('button', { name: action.Publish }).click();
    await expect(moderator.getByRole('link', { name: publishing.OpenPage })).toBeVisible();
    await picture(moderator, 'published');
  });

  await test.step('anybody finds it without accents and without a script', async () => {
    const page = await visitor({ javaScriptEnabled: false });
    // The index follows the ledger; what it holds is asked of it.
    await expect.poll(async () => (await (await page.request.get(`${server.url}/api/v1/public/cases`)).json()).total).toBe(1);
    await page.goto(`${server.url}/s`);
    await expect(page.getByRole('link', { name: 'Lấn hẻm' })).toBeVisible();
    await picture(page, 'answers');
    await page.getByLabel(pub.Label).fill('xe cuu hoa khong vao duoc');
    await page.getByRole('button', { name: pub.Go, exact: true }).click();
    await expect(page.locator('mark').first()).toBeVisible();
    await expect(page.getByText('Bình')).toHaveCount(0);
    await picture(page, 'found');
    await page.getByRole('link', { name: 'Lấn hẻm' }).click();
    await expect(page).toHaveURL(new RegExp(`/p/${code}`));
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Lấn hẻm');
    await expect(page.getByText('buộc tháo dỡ')).toBeVisible();
    await picture(page, 'case');
    await page.setViewportSize({ width: 320, height: 700 });
    await picture(page, 'case-narrow');
    await page.goto(`${server.url}/s?q=binh`);
    await expect(page.getByText(pub.Nothing)).toBeVisible();
    await picture(page, 'nothing-narrow');
    await page.goto(`${server.url}/s?lang=en`);
    await picture(page, 'answers-narrow-english');
    // Nothing is wider than a telephone.
    expect(await page.locator('html').evaluate((html) => html.scrollWidth)).toBeLessThanOrEqual(320);
  });

  await test.step('each page is accessible, light and dark', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await visitor({ colorScheme });
      for (const path of ['/s', '/s?q=cuu+hoa', '/s?q=binh', `/p/${code}`]) {
        await page.goto(server.url + path);
        await accessible(page);
      }
      await picture(page, `case-${colorScheme}`);
    }
  });

  const foreign = await pages(server.url);
  await test.step('is offered while typing on a foreign page, and joined', async () => {
    const page = await visitor();
    await page.goto(foreign.put('same', { html: document(SNIPPET) }));
    const form = await open(page);
    await form.root.locator('label', { hasText: starting(kind.Feedback) }).click();
    await press(form, widget.Next);
    const text = form.root.getByLabel(widget.BodyLabel, { exact: true });
    // Key by key, as people type; what is offered never takes the place of what is written.
    await text.pressSequentially(SAME, { delay: 5 });
    await expect(form.root.getByText(widget.AlikeTitle)).toBeVisible();
    await expect(form.root.getByText('buộc tháo dỡ')).toBeVisible();
    await expect(text).toHaveValue(SAME);
    await accessible(page);
    await picture(page, 'alike');
    await page.setViewportSize({ width: 320, height: 700 });
    await picture(page, 'alike-narrow');
    await press(form, widget.AlikeJoin);
    const own = await received(form);
    await expect(form.root.getByText(fill(publishing.Joined, { code }))).toBeVisible();
    await picture(page, 'joined');
    await press(form, widget.FollowNow);
    await expect(form.root.getByText('buộc tháo dỡ')).toBeVisible();
    await expect(form.root.getByText('Bình')).toHaveCount(0);
    expect(own).not.toBe(code);
  });
  await foreign.close();

  await test.step('and in the plain form', async () => {
    const page = await visitor({ javaScriptEnabled: false });
    await page.goto(`${server.url}/f/demo`);
    await page.getByText(kind.Feedback, { exact: true }).click();
    await page.getByLabel(portal.BodyLabel).fill(SAME);
    await page.getByRole('button', { name: portal.Send, exact: true }).click();
    await expect(page.getByRole('heading', { name: pub.AlikeTitle })).toBeVisible();
    await expect(page.getByLabel(portal.BodyLabel)).toHaveValue(SAME);
    await picture(page, 'form-alike');
    await page.getByRole('button', { name: pub.AlikeJoin }).click();
    await expect(page.getByRole('heading', { name: portal.ReceiptTitle, level: 1 })).toBeVisible();
    await page.goto(`${server.url}/p/${code}`);
    await expect(page.getByText(fill(pub.JoinedMany, { n: 2 }))).toBeVisible();
  });

  await test.step('taken back, it is gone at once', async () => {
    await moderator.goto(`${server.url}/console/cases/${code}`);
    await moderator.getByRole('button', { name: starting(action.Unpublish) }).click();
    await moderator.getByLabel(publishing.ReasonLabel, { exact: true }).first().selectOption('mistake');
    await picture(moderator, 'unpublish');
    await moderator.locator('form.act').getByRole('button', { name: exactly(action.Unpublish) }).click();
    await expect(moderator.getByText(publishing.Possible)).toBeVisible();
    const page = await visitor();
    expect((await page.goto(`${server.url}/p/${code}`))!.status()).toBe(404);
  });
});

test('the widget speaks the other language, whose texts come when they are asked for', async ({ server, visitor, picture }) => {
  const foreign = await pages(server.url);
  const page = await visitor();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(foreign.put('speaks', { html: document(SNIPPET) }));
  await page.waitForLoadState('networkidle');
  expect(asked.filter((path) => path.includes('widget'))).toEqual([]);
  const form = await open(page);
  expect(form.tier).toBe('element');
  const texts = () => asked.filter((path) => path.endsWith('.txt')).map((path) => path.replace(/-[0-9a-f]+\.txt$/, ''));
  expect(texts()).toEqual(['/assets/widget-vi']);
  await press(form, widget.SwitchLang);
  await expect(form.root.getByRole('button', { name: 'Continue', exact: true })).toBeVisible();
  expect(texts()).toEqual(['/assets/widget-vi', '/assets/widget-en']);
  await picture(page, 'english');
  await press(form, 'Tiếng Việt');
  await expect(heading(form, widget.KindAsk)).toBeVisible();
  expect(texts()).toHaveLength(2);
  await foreign.close();
});
