// Nothing typed is ever lost, and one case stays one case: the network gone, a server that fails or asks to wait,
// storage forbidden, a device that others use, a clock that is years off.
import type { Page } from '@playwright/test';
import { expect, test } from '../support/foreign.ts';
import { document, POLICIES, SNIPPET } from '../support/pages.ts';
import { heading, kind, launcher, open, opened, press, received, send, widget, write, type Form } from '../support/widget.ts';
import { catalogue, fill, starting } from '../support/words.ts';

const BODY = 'Mất nước sạch ba ngày liền, cả xóm phải đi xin từng can.';
const CASES = '**/api/v1/sites/demo/cases*';

async function written(page: Page, address: string): Promise<Form> {
  page.removeAllListeners('console');
  await page.goto(address);
  const form = await open(page);
  await write(form, BODY);
  return form;
}

/** Every key that a case was sent under. */
function keys(page: Page): string[] {
  const seen: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().includes('/cases')) seen.push(request.headers()['idempotency-key'] ?? '');
  });
  return seen;
}

/** A page under this policy. */
const under = (policy: string) => ({ html: document(SNIPPET), headers: POLICIES[policy] ? { 'content-security-policy': POLICIES[policy] } : {} });

for (const policy of Object.keys(POLICIES)) {
  test(`offline: kept, and sent once when the network is back, policy ${policy}`, async ({ foreign, visitor }) => {
    const page = await visitor();
    const form = await written(page, foreign.put(`offline-${policy}`, under(policy)));
    const sent = keys(page);
    await page.context().setOffline(true);
    await press(form, widget.Send);
    await expect(form.root.getByText(widget.WaitingOnline)).toBeVisible();
    await expect(form.root.getByText(widget.WaitingKept)).toBeVisible();
    await page.context().setOffline(false);
    await received(form);
    expect(new Set(sent).size, 'one key').toBe(1);
  });

  test(`a clock that is two years off changes nothing, policy ${policy}`, async ({ foreign, visitor }) => {
    const page = await visitor();
    await page.clock.install({ time: new Date(Date.now() - 2 * 365 * 86_400_000) });
    const form = await written(page, foreign.put(`clock-${policy}`, under(policy)));
    await send(form);
    const due = await form.root.locator('.due').innerText();
    expect(due).toMatch(new RegExp(`${new Date(Date.now()).getUTCFullYear()}|${new Date(Date.now()).getUTCFullYear() + 1}`));
  });

  // Private windows, and frames whose storage counts as a third party's.
  test(`storage forbidden is said, and a case goes through, policy ${policy}`, async ({ foreign, visitor }) => {
    const page = await visitor();
    await page.addInitScript(() => {
      Object.defineProperty(window, 'localStorage', { get: () => { throw new DOMException('no', 'SecurityError'); } });
      Object.defineProperty(document, 'cookie', { get: () => { throw new DOMException('no', 'SecurityError'); }, set: () => { throw new DOMException('no', 'SecurityError'); } });
    });
    page.removeAllListeners('console');
    await page.goto(foreign.put(`forbidden-${policy}`, under(policy)));
    const form = await open(page);
    await form.root.locator('label').first().click();
    await press(form, widget.Next);
    await form.root.getByLabel(widget.BodyLabel, { exact: true }).fill(BODY);
    await expect(form.root.getByText(widget.DraftRefused)).toBeVisible();
    for (const at of [widget.WhereAsk, widget.ContactAsk, widget.ReviewAsk]) {
      await press(form, widget.Next);
      await expect(heading(form, at)).toBeVisible();
    }
    await send(form);
  });
}

test('the network gone at each step: said where it matters, and nothing is lost', async ({ foreign, visitor }) => {
  const page = await visitor();
  page.removeAllListeners('console');
  const SITE = '**/api/v1/sites/demo?*';
  await page.route(SITE, (route) => route.abort('internetdisconnected'));
  await page.goto(foreign.put('steps', under('none')));
  await launcher(page).click();
  const root = page.locator('hoi-am .ha');
  const form: Form = { tier: 'element', root };
  // Before the first question: why, and two ways on.
  await expect(root.getByRole('link', { name: widget.OpenForm })).toHaveAttribute('href', /\/f\/demo$/);
  await page.unroute(SITE);
  await press(form, widget.TryAgain);
  await root.locator('label', { hasText: starting(kind.Feedback) }).click();
  await page.context().setOffline(true);
  // From here on every question is answered without it.
  await press(form, widget.Next);
  await root.getByLabel(widget.BodyLabel, { exact: true }).fill(BODY);
  await press(form, widget.Next);
  await root.getByRole('combobox', { name: starting(widget.AreaLabel) }).fill('phường bến thành');
  await press(form, widget.Next);
  await press(form, widget.Next);
  await expect(heading(form, widget.ReviewAsk)).toBeVisible();
  await expect(root.getByText('phường bến thành')).toBeVisible();
  // What comes later does not come, and is asked for again.
  await press(form, widget.TabFind);
  await expect(root.getByRole('button', { name: widget.TryAgain })).toBeVisible();
  await press(form, widget.TabFile);
  await expect(heading(form, widget.ReviewAsk)).toBeVisible();
  await press(form, widget.Send);
  await expect(root.getByText(widget.WaitingOnline)).toBeVisible();
  await page.context().setOffline(false);
  await received(form);
  await press(form, widget.FollowNow);
  await root.getByText(widget.YouWrote, { exact: true }).click();
  await expect(root.getByText(BODY)).toBeVisible();
});

test('what nobody should type: far too much, only pictures, letters that turn around, and what is no character', async ({ foreign, visitor }) => {
  const page = await visitor();
  await page.goto(foreign.put('odd', under('none')));
  const form = await open(page);
  await form.root.locator('label', { hasText: starting(kind.Feedback) }).click();
  await press(form, widget.Next);
  const field = form.root.getByLabel(widget.BodyLabel, { exact: true });
  const { TooLong, BadCharacters } = catalogue('errors', 'Fields');
  await field.fill('đ'.repeat(100_000));
  await expect(form.root.getByText(fill(widget.CountOver, { n: 80_000 }))).toBeVisible();
  await press(form, widget.Next);
  await expect(form.root.locator('#summary')).toContainText(TooLong.split('{')[0]!);
  expect((await field.inputValue()).length, 'it can be shortened').toBe(100_000);
  await field.fill('Mất nước\u0000 ba ngày liền');
  await press(form, widget.Next);
  await expect(form.root.locator('#summary')).toContainText(BadCharacters);
  // Counted as a person counts: a family is one, and a letter whose marks come apart is one.
  await field.fill('👨‍👩‍👧👍🏽'.repeat(3));
  await expect(form.root.getByText(fill(widget.CountShort, { n: 4 }))).toBeVisible();
  await field.fill('\u202eĐèn đường hỏng từ hôm qua.\u202c'.normalize('NFD'));
  await expect(form.root.getByText(fill(widget.Count, { n: 26, max: 20000 }))).toBeVisible();
  await press(form, widget.Next);
  await press(form, widget.Next);
  await press(form, widget.Next);
  const code = await send(form);
  await press(form, widget.FollowNow);
  await expect(form.root.getByRole('heading', { name: code })).toBeVisible();
});

test('the answer is lost, the tab is closed: opened again it is the same case', async ({ foreign, visitor }) => {
  const page = await visitor();
  const form = await written(page, foreign.put('lost', { html: document(SNIPPET) }));
  const sent = keys(page);
  let stored = '';
  await page.route(CASES, async (route) => {
    stored = (await (await route.fetch()).json()).code;
    await route.abort();
  });
  await press(form, widget.Send);
  await expect(form.root.getByText(widget.WaitingKept)).toBeVisible();
  await page.unroute(CASES);
  await page.reload();
  await open(page);
  const again = await opened(page);
  expect(await received(again)).toBe(stored);
  expect(new Set(sent).size).toBe(1);
});

test('500, then 429 with a time to wait: said in words, tried again by itself, sent once', async ({ foreign, visitor }) => {
  const page = await visitor();
  await page.clock.install();
  const form = await written(page, foreign.put('failing', { html: document(SNIPPET) }));
  const sent = keys(page);
  const cors = { 'access-control-allow-origin': '*', 'access-control-expose-headers': 'retry-after' };
  const problem = (status: number, code: string) => ({
    status,
    headers: { ...cors, 'retry-after': '7', 'content-type': 'application/problem+json' },
    body: JSON.stringify({ type: 'about:blank', title: 'Quá nhiều', status, detail: 'Xin chờ', code }),
  });
  await page.route(CASES, (route) => route.fulfill({ status: 500, headers: cors, body: '<h1>Bad gateway</h1>' }));
  await press(form, widget.Send);
  await expect(form.root.getByText(fill(widget.Waiting, { n: 10 }))).toBeVisible();
  await page.unroute(CASES);
  await page.route(CASES, (route) => route.fulfill(problem(429, 'rate_limited')));
  await page.clock.runFor(10_500);
  await expect(form.root.getByText(fill(widget.Waiting, { n: 7 }))).toBeVisible();
  await page.unroute(CASES);
  await page.clock.runFor(7_500);
  await received(form);
  expect(sent.length).toBe(3);
  expect(new Set(sent).size).toBe(1);
});

test('waiting can be stopped, and what was written is still there', async ({ foreign, visitor }) => {
  const page = await visitor();
  const form = await written(page, foreign.put('stopped', { html: document(SNIPPET) }));
  await page.context().setOffline(true);
  await press(form, widget.Send);
  await press(form, widget.StopWaiting);
  await expect(form.root.getByText(widget.WaitingOnline)).toBeHidden();
  await page.context().setOffline(false);
  await expect(form.root.getByText(BODY)).toBeVisible();
  await send(form);
});

test('on a device that others use nothing is kept', async ({ foreign, visitor }) => {
  const page = await visitor();
  await page.goto(foreign.put('shared', { html: document(SNIPPET) }));
  const form = await open(page);
  await form.root.locator('label').first().click();
  await press(form, widget.Next);
  await form.root.getByLabel(widget.BodyLabel, { exact: true }).fill(BODY);
  expect(await page.evaluate(() => Object.keys(localStorage).length)).toBe(1);
  await form.root.getByLabel(widget.SharedDevice).check();
  await expect(form.root.getByText(widget.DraftOff)).toBeVisible();
  await form.root.getByLabel(widget.BodyLabel, { exact: true }).fill(`${BODY} Xin xử lý sớm.`);
  expect(await page.evaluate(() => Object.keys(localStorage).length)).toBe(0);
});

test('an input method is left alone: text composed letter by letter arrives whole', async ({ foreign, visitor }) => {
  const page = await visitor();
  await page.goto(foreign.put('telex', { html: document(SNIPPET) }));
  const form = await open(page);
  await form.root.locator('label').first().click();
  await press(form, widget.Next);
  const field = form.root.getByLabel(widget.BodyLabel, { exact: true });
  await field.focus();
  const keyboard = await page.context().newCDPSession(page);
  // As an input method does: each step replaces what is being composed, then it is settled.
  for (const word of ['Đường', ' hỏng', ' nặng']) {
    for (let end = 1; end <= word.length; end += 1) {
      await keyboard.send('Input.imeSetComposition', { text: word.slice(0, end), selectionStart: end, selectionEnd: end });
    }
    await keyboard.send('Input.insertText', { text: word });
  }
  await expect(field).toHaveValue('Đường hỏng nặng');
  await expect(form.root.getByText(fill(widget.Count, { n: 15, max: 20000 }))).toBeVisible();
  // Enter while composing belongs to the input method.
  const line = form.root.getByLabel(new RegExp(`^${widget.TitleLabel}`));
  await line.focus();
  await keyboard.send('Input.imeSetComposition', { text: 'Đường', selectionStart: 5, selectionEnd: 5 });
  await line.dispatchEvent('keydown', { key: 'Enter', isComposing: true });
  await expect(heading(form, widget.WhatAsk)).toBeVisible();
});
