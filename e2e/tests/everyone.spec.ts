// The widget for everyone: no serious finding of axe in any step, tier, light and language; everything by keyboard alone;
// everything on the narrowest screen; and what a screen reader says, in its order.
import type { Frame, Page } from '@playwright/test';
import { accessible } from '../support/axe.ts';
import { expect, test } from '../support/foreign.ts';
import { document, POLICIES, SNIPPET } from '../support/pages.ts';
import { Reader } from '../support/reader.ts';
import { open, opened, launcher, type Form } from '../support/widget.ts';
import { catalogue, names, starting, type Lang } from '../support/words.ts';

const BODY = 'Vỉa hè trước trạm y tế bị đào lên ba tuần nay, người già đi lại rất khó khăn.';

/** The frame in which the widget stands, or the page. */
function ground(page: Page, form: Form): Page | Frame {
  return form.tier === 'frame' ? page.frames().find((frame) => frame.url().includes('/w/demo'))! : page;
}

/** Walks through every step, from the first question to a rated message, and calls at each. */
async function walk(form: Form, lang: Lang, at: (step: string) => Promise<void>): Promise<void> {
  const t = catalogue('widget', 'Widget', lang);
  const kind = names('CaseKind', lang);
  const { root } = form;
  const heading = (name: string) => expect(root.getByRole('heading', { name, exact: true })).toBeVisible();
  const press = (name: string) => root.getByRole('button', { name, exact: true }).click();
  await heading(t.KindAsk);
  await at('kind');
  await press(t.Next);
  await expect(root.getByText(t.KindMissing)).toBeVisible();
  await at('kind-missing');
  await root.locator('label', { hasText: starting(kind.Feedback) }).click();
  await at('kind-chosen');
  await press(t.Next);
  await heading(t.WhatAsk);
  await at('what');
  await root.getByLabel(t.BodyLabel, { exact: true }).fill('Rác');
  await press(t.Next);
  await expect(root.getByRole('heading', { name: t.ErrorsTitle })).toBeVisible();
  await at('what-wrong');
  await root.getByLabel(t.BodyLabel, { exact: true }).fill(BODY);
  await root.locator('input[type=file]').setInputFiles({ name: 'ghi chép.txt', mimeType: 'text/plain', buffer: Buffer.from('Ngày 1') });
  await expect(root.locator('.chosen .state', { hasText: catalogue('files', 'Files', lang).Done })).toBeVisible();
  await at('what-files');
  await press(t.Next);
  await heading(t.WhereAsk);
  await root.getByRole('combobox', { name: starting(t.AreaLabel) }).fill('ben');
  await expect(root.getByRole('option').first()).toBeVisible();
  await at('where');
  await root.getByRole('option').first().click();
  await root.getByLabel(starting(t.CategoryLabel)).selectOption('rac-thai');
  await press(t.Next);
  await heading(t.QuestionsAsk);
  await root.locator('input[type=date]').first().fill('2099-01-01');
  await at('questions');
  await root.locator('input[type=date]').first().fill('');
  await press(t.Next);
  await heading(t.ContactAsk);
  await root.getByLabel(starting(t.NameLabel)).fill('Nguyễn Thị Lan');
  await root.getByLabel(starting(t.EmailLabel)).fill('lan@example.vn');
  await root.getByLabel(t.Notify).check();
  await root.getByLabel(t.Consent).check();
  await at('contact');
  await press(t.Next);
  await heading(t.ReviewAsk);
  await expect(root.locator('.holder')).toBeVisible();
  await at('review');
  await press(t.Send);
  await heading(t.SentTitle);
  await expect(root.locator('.qr')).toBeVisible();
  await at('sent');
  await press(t.FollowNow);
  await expect(root.locator('.case')).toBeVisible();
  await at('case');
  await press(t.DoMessage);
  await at('message');
  await press(t.Cancel);
  await press(t.DoWithdraw);
  await at('withdraw');
  await press(t.OtherCase);
  await heading(t.FindAsk);
  await at('find');
  await root.getByLabel(t.CodeLabel).fill('HA-1');
  await press(t.Look);
  await expect(root.getByText(t.CodeWrong).first()).toBeVisible();
  await at('find-wrong');
}

for (const policy of ['none', 'no-wasm']) {
  for (const lang of ['vi', 'en'] as const) {
    for (const colorScheme of ['light', 'dark'] as const) {
      const tier = policy === 'none' ? 'element' : 'frame';
      test(`axe: ${tier}, ${lang}, ${colorScheme}`, async ({ foreign, visitor, picture }) => {
        const page = await visitor({ colorScheme, viewport: { width: 480, height: 900 } });
        page.removeAllListeners('console');
        const headers = POLICIES[policy] ? { 'content-security-policy': POLICIES[policy] } : {};
        const snippet = SNIPPET.replace('data-site', `data-lang="${lang}" data-site`);
        await page.goto(foreign.put(`axe-${policy}-${lang}`, { html: document(`<main><h1>Trang</h1>${snippet}</main>`), headers }));
        await accessible(page, 'hoi-am');
        await page.locator('hoi-am').getByRole('button').click();
        const form = await opened(page);
        expect(form.tier).toBe(tier);
        await walk(form, lang, async (step) => {
          await accessible(ground(page, form), tier === 'frame' ? 'html' : 'hoi-am');
          await picture(page, `${tier}-${lang}-${colorScheme}-${step}`);
        });
      });
    }
  }
}

for (const lang of ['vi', 'en'] as const) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`axe: page, ${lang}, ${colorScheme}`, async ({ host, visitor, picture }) => {
      const page = await visitor({ colorScheme });
      for (const path of ['f/demo', 'f/benh-vien', 't', 's', 'about']) {
        await page.goto(`${host.url}/${path}?lang=${lang}`);
        await accessible(page);
      }
      await page.goto(`${host.url}/f/demo?lang=${lang}`);
      await page.locator('button[type=submit], button:not([type])').last().click();
      await expect(page.getByRole('alert').first()).toBeVisible();
      await accessible(page);

      // The way to the end on the narrowest screen: the questions of a topic, the receipt, the case without and with its secret.
      await page.setViewportSize({ width: 320, height: 800 });
      const t = catalogue('portal', 'Portal', lang);
      const at = async (step: string) => {
        await accessible(page);
        expect(await page.evaluate(() => globalThis.document.documentElement.scrollWidth), step).toBeLessThanOrEqual(320);
        await picture(page, `page-${lang}-${colorScheme}-${step}`);
      };
      await page.getByText(names('CaseKind', lang).Feedback, { exact: true }).click();
      await page.getByLabel(t.BodyLabel).fill(`${BODY} ${lang} ${colorScheme}`);
      await page.getByLabel(starting(t.CategoryLabel)).selectOption('gay-roi');
      await page.getByRole('button', { name: t.Send, exact: true }).click();
      await expect(page.getByRole('heading', { name: t.QuestionsAsk })).toBeVisible();
      await at('questions');
      await page.getByText(catalogue('questions', 'Questions', lang).No, { exact: true }).click();
      await page.getByRole('button', { name: t.Send, exact: true }).click();
      await expect(page.getByRole('heading', { name: t.ReceiptTitle, level: 1 })).toBeVisible();
      await at('receipt');
      const [code, secret] = await page.locator('.ticket code').allInnerTexts();
      await page.goto(`${host.url}/t/${code}?lang=${lang}`);
      await at('case');
      await page.getByLabel(t.SecretLabel).fill(secret!);
      await page.getByRole('button', { name: t.UnlockButton }).click();
      await expect(page.getByText(t.DoMessage, { exact: true })).toBeVisible();
      await at('opened');
    });
  }
}

test('on the narrowest screen nothing is cut off, and everything can be hit', async ({ foreign, visitor, picture }) => {
  const page = await visitor({ viewport: { width: 320, height: 640 }, hasTouch: true });
  await page.goto(foreign.put('narrow', { html: document(`<h1>Trang</h1>${SNIPPET}`) }));
  const form = await open(page);
  await walk(form, 'vi', async (step) => {
    const wrong = await page.evaluate(() => {
      const root = document.querySelector('hoi-am')!.shadowRoot!;
      const shown = [...root.querySelectorAll<HTMLElement>('.ha *')].filter((one) => one.getClientRects().length > 0 && !one.closest('.unseen'));
      const outside = shown.filter((one) => one.getBoundingClientRect().right > 320.5 || one.getBoundingClientRect().left < -0.5);
      // WCAG 2.2, 2.5.8: 24 px, but for what stands in a sentence; a choice is hit by its whole label.
      const hit = shown.filter((one) => one.matches('button, a, summary, select, input:not([type=radio], [type=checkbox])') && !one.matches('.unseen'));
      const small = hit.filter((one) => Math.min(one.getBoundingClientRect().width, one.getBoundingClientRect().height) < 24);
      return [...outside, ...small].map((one) => `${one.tagName}.${one.className}: ${one.textContent!.slice(0, 40)}`);
    });
    expect(wrong, step).toEqual([]);
    await picture(page, `narrow-${step}`);
  });
});

test('by keyboard alone, and what a screen reader says on the way', async ({ foreign, visitor }) => {
  const page = await visitor();
  const t = catalogue('widget', 'Widget');
  const kind = names('CaseKind');
  await page.goto(foreign.put('reader', { html: document(`<h1>Trang</h1><a href="#x">Liên kết</a>${SNIPPET}`) }));
  await expect(launcher(page)).toBeVisible();
  const reader = await Reader.of(page);
  const says = async (what: string) => expect.poll(() => reader.focused()).toBe(what);

  expect(await reader.tabTo(t.Launch)).toEqual(['link: Liên kết', `button: ${t.Launch}`]);
  await page.keyboard.press('Enter');
  await says(`heading: ${t.KindAsk}`);
  await reader.listen();

  // An empty answer: the summary has the focus and names what is wrong; its link leads to it.
  await reader.tabTo(t.Next);
  await page.keyboard.press('Enter');
  await expect.poll(() => reader.focused()).toContain(t.ErrorsTitle);
  const links = await reader.tabTo(t.KindMissing);
  expect(links.at(-1)).toBe(`button: ${t.KindMissing}`);
  await page.keyboard.press('Enter');
  await expect.poll(() => reader.focused()).toMatch(/^(group|radiogroup): /);

  await reader.tabTo(kind.Feedback);
  await page.keyboard.press('Space');
  expect(await reader.focused()).toMatch(new RegExp(`^radio: ${kind.Feedback}.*checked=true`));
  await expect.poll(() => reader.heard().join('\n')).toContain(t.TrackFeedback);
  await reader.tabTo(t.Next);
  await page.keyboard.press('Enter');

  await says(`heading: ${t.WhatAsk}`);
  const what = await reader.tabTo(t.BodyLabel);
  expect(what.at(-1)).toBe(`textbox: ${t.BodyLabel}; ${t.WhatHint}`);
  await page.keyboard.type('Rác');
  await reader.tabTo(t.Next);
  await page.keyboard.press('Enter');
  await expect.poll(() => reader.focused()).toContain(t.ErrorsTitle);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect.poll(() => reader.focused(), 'the field says itself what is wrong with it').toMatch(new RegExp(`^textbox: ${t.BodyLabel}; .*${starting(t.WhatHint).source.slice(4, 20)}.*invalid=true`));
  await page.keyboard.press('End');
  await page.keyboard.type(' chất đống trước cổng chợ từ đầu tháng.');
  const order = await reader.tabTo(t.Next);
  const named = order.map((line) => line.split('; ')[0]);
  expect(named.findIndex((line) => line!.includes(t.FilesAdd))).toBeGreaterThanOrEqual(0);
  expect(named.findIndex((line) => line!.includes(t.FilesAdd)), 'in the order of the page').toBeLessThan(named.findIndex((line) => line!.includes(t.TitleLabel)));
  await page.keyboard.press('Enter');

  await says(`heading: ${t.WhereAsk}`);
  await reader.tabTo(t.AreaLabel);
  await page.keyboard.type('ben thanh');
  await expect.poll(() => reader.heard().join('\n')).toContain(t.AreasFound.split('{n}')[1]);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.evaluate(() => document.querySelector('hoi-am')!.shadowRoot!.querySelector<HTMLInputElement>('#area')!.value)).toContain('Bến Thành');
  for (const heading of [t.ContactAsk, t.ReviewAsk]) {
    await reader.tabTo(t.Next);
    await page.keyboard.press('Enter');
    await says(`heading: ${heading}`);
  }
  await reader.tabTo(t.Send);
  await page.keyboard.press('Enter');
  await says(`heading: ${t.SentTitle}`);
  const heard = reader.heard().join('\n');
  const places = [t.TrackFeedback, t.AreasFound.split('{n}')[1]!, t.Sending].map((words) => heard.indexOf(words));
  expect(places, 'all of it was said').not.toContain(-1);
  expect(places, 'in this order').toEqual([...places].sort((a, b) => a - b));

  await reader.tabTo(t.FollowNow);
  await page.keyboard.press('Enter');
  await expect.poll(() => reader.focused()).toMatch(/^heading: HA-/);
  await page.keyboard.press('Escape');
  await says(`button: ${t.Launch}`);
});
