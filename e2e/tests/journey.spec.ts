// One case travels all the way: filed on a foreign page through the widget, seen live in the queue, found by a
// search without accents, taken up, answered, read, rated, counted. From a database without cases.
import type { Locator, Page } from '@playwright/test';
import { accessible } from '../support/axe.ts';
import { expect, test } from '../support/test.ts';
import { catalogue, exactly, fill, names, starting } from '../support/words.ts';

const widget = catalogue('widget', 'Widget');
const desk = catalogue('console', 'Desk');
const states = catalogue('console', 'States');
const action = names('Action');
const kind = names('CaseKind');

const TITLE = 'Đèn đường trước trường tiểu học hỏng ba tuần nay';
const BODY = 'Dãy đèn trước cổng trường không sáng từ ba tuần nay, buổi tối học sinh đi học về rất nguy hiểm. '
  + 'Đề nghị sửa sớm.';
const ANSWER = 'Đội chiếu sáng đã thay toàn bộ bóng hỏng trước cổng trường. Cảm ơn bạn đã báo.';

test('a case travels from a foreign page to the figures', async ({ server, visitor, staff, picture }) => {
  const supervisor = await staff('supervisor');
  await supervisor.getByRole('link', { name: desk.FiguresTitle, exact: true }).click();
  await expect(await figure(supervisor, desk.Received)).toHaveText('0');
  await picture(supervisor, 'figures-before');

  // The queue is open before anything is filed; what comes has to come by itself.
  const handler = await staff('handler');
  await expect(handler.getByRole('status').filter({ hasText: exactly(fill(desk.Cases, { n: 0 })) })).toBeVisible();
  await accessible(handler);
  await picture(handler, 'queue-empty');

  const citizen = await visitor();
  await citizen.goto(`${server.demo}/demo/`);
  expect(new URL(citizen.url()).origin).not.toBe(server.url);
  await picture(citizen, 'agency-page');
  const { code, secret } = await test.step('files through the widget', () => file(citizen, picture));

  await test.step('appears live', async () => {
    await expect(handler.getByRole('link', { name: TITLE })).toBeVisible();
    await picture(handler, 'queue-live');
  });

  await test.step('is found without accents', async () => {
    const box = handler.getByRole('combobox', { name: desk.SearchLabel });
    await box.fill('den duong truong tieu hoc');
    await box.press('Enter');
    await expect(handler.getByRole('status').filter({ hasText: exactly(desk.OneCase) })).toBeVisible();
    await expect(handler.getByRole('link', { name: TITLE })).toBeVisible();
    await picture(handler, 'search');
  });

  await test.step('is taken up and answered', async () => {
    await handler.getByRole('link', { name: TITLE }).click();
    await expect(handler.getByText(BODY).first()).toBeVisible();
    await expect(handler.getByText(code).first()).toBeVisible();
    await accessible(handler);
    await picture(handler, 'case');
    await act(handler, action.Accept);
    await expect(handler.getByText(states.Accepted, { exact: true }).first()).toBeVisible();
    await act(handler, action.Answer, { label: desk.AnswerText, text: ANSWER });
    await expect(handler.getByText(states.Answered, { exact: true }).first()).toBeVisible();
    await picture(handler, 'case-answered');
  });

  await test.step('is read and rated', () => rate(citizen, { code, secret }, picture));

  await test.step('moves the figures', async () => {
    // Figures follow the ledger; asked again until they have caught up.
    await expect(async () => {
      await supervisor.reload();
      await expect(await figure(supervisor, desk.Satisfaction)).toHaveText(/^\s*5/, { timeout: 2_000 });
    }).toPass();
    await expect((await figure(supervisor, desk.Received)).getByRole('link')).toHaveText('1');
    await expect((await figure(supervisor, desk.ResolutionRate)).getByRole('link').first()).toContainText('100');
    await expect(await figure(supervisor, desk.Backlog)).toHaveText('0');
    await accessible(supervisor);
    await picture(supervisor, 'figures-after');
    await (await figure(supervisor, desk.Received)).getByRole('link').click();
    await expect(supervisor.getByRole('link', { name: TITLE })).toBeVisible();
    await picture(supervisor, 'figure-opens-its-list');
  });
});

/** The widget, opened by its launcher. */
async function open(page: Page): Promise<Locator> {
  await page.locator('hoi-am[mode=launcher]').getByRole('button', { name: widget.Launch }).click();
  const dialog = page.getByRole('dialog', { name: widget.Title });
  await expect(dialog).toBeVisible();
  return dialog;
}

/** Every question of the widget, to the receipt. */
async function file(page: Page, picture: (page: Page, name: string) => Promise<void>) {
  const dialog = await open(page);
  const heading = (text: string) => dialog.getByRole('heading', { name: text, exact: true });
  const next = () => dialog.getByRole('button', { name: widget.Next, exact: true }).click();
  await expect(heading(widget.KindAsk)).toBeVisible();
  await dialog.locator('label', { hasText: starting(kind.Feedback) }).click();
  await accessible(page, 'hoi-am[mode=launcher]');
  await picture(page, 'widget-kind');
  await next();
  await expect(heading(widget.WhatAsk)).toBeVisible();
  await dialog.getByLabel(widget.BodyLabel, { exact: true }).fill(BODY);
  await dialog.getByLabel(starting(widget.TitleLabel)).fill(TITLE);
  await picture(page, 'widget-what');
  await next();
  await expect(heading(widget.WhereAsk)).toBeVisible();
  await next();
  await expect(heading(widget.ContactAsk)).toBeVisible();
  await dialog.getByLabel(starting(widget.NameLabel)).fill('Nguyễn Thị Lan');
  await dialog.getByLabel(starting(widget.EmailLabel)).fill('lan@example.vn');
  await dialog.getByLabel(widget.Consent).check();
  await next();
  await expect(heading(widget.ReviewAsk)).toBeVisible();
  await accessible(page, 'hoi-am[mode=launcher]');
  await picture(page, 'widget-review');
  await dialog.getByRole('button', { name: widget.Send, exact: true }).click();
  await expect(heading(widget.SentTitle)).toBeVisible();
  const value = (label: string) => dialog.locator('.fact', { hasText: label }).locator('.code').innerText();
  const receipt = { code: await value(widget.CodeLabel), secret: await value(widget.SecretLabel) };
  expect(receipt.code).toMatch(/^HA-\d\d-[0-9A-Z]{5}-[0-9A-Z]{4}$/);
  expect(receipt.secret.length).toBeGreaterThan(8);
  await expect(dialog.getByText(widget.DueLabel)).toBeVisible();
  await picture(page, 'widget-receipt');
  return receipt;
}

/** Does something to the open case through its form. */
async function act(page: Page, name: string, field?: { label: string; text: string }): Promise<void> {
  const panel = page.getByRole('region', { name: desk.ActionsTitle });
  await panel.getByRole('button', { name, exact: true }).click();
  const form = panel.getByRole('form', { name });
  if (field) await form.getByLabel(field.label).fill(field.text);
  await form.getByRole('button', { name, exact: true }).click();
  await expect(form).toBeHidden();
}

/** Comes back another day with nothing but code and secret. */
async function rate(
  page: Page,
  { code, secret }: { code: string; secret: string },
  picture: (page: Page, name: string) => Promise<void>,
): Promise<void> {
  await page.reload();
  const dialog = await open(page);
  await dialog.getByRole('button', { name: widget.TabFind, exact: true }).click();
  await dialog.getByLabel(widget.CodeLabel).fill(code.toLowerCase());
  await dialog.getByLabel(starting(widget.SecretLabel)).fill(secret);
  await dialog.getByRole('button', { name: widget.Look, exact: true }).click();
  await expect(dialog.getByText(ANSWER)).toBeVisible();
  await accessible(page, 'hoi-am[mode=launcher]');
  await picture(page, 'widget-answer');
  await dialog.getByRole('button', { name: widget.DoRate, exact: true }).click();
  await dialog.locator('label', { hasText: widget.Star5 }).click();
  await dialog.getByLabel(starting(widget.RateWhy)).fill('Sửa nhanh, cảm ơn.');
  await dialog.getByRole('button', { name: widget.DoRate, exact: true }).click();
  await expect(dialog.locator('.fact', { hasText: widget.YourRating })).toContainText(widget.Star5);
  await picture(page, 'widget-rated');
}

/** The cell of the whole branch below a column of the figures. */
async function figure(page: Page, column: string): Promise<Locator> {
  const table = page.getByRole('table', { name: desk.TableTitle });
  await expect(table).toBeVisible();
  const columns = await table.getByRole('columnheader').allInnerTexts();
  const at = columns.findIndex((text) => text.trim().startsWith(column));
  expect(at, `a column ${column} among ${columns}`).toBeGreaterThan(0);
  // The first column is the name of the agency, a header of its row.
  return table.getByRole('row').nth(1).getByRole('cell').nth(at - 1);
}
