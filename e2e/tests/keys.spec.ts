// Working without a mouse: the palette that finds pages, commands, kept searches and cases; keys of one's own; and ten cases
// taken up and answered by keys alone.
import { accessible } from '../support/axe.ts';
import { file } from '../support/filing.ts';
import { expect, test } from '../support/test.ts';
import { catalogue, fill, names, starting } from '../support/words.ts';

const desk = catalogue('console', 'Desk');
const english = catalogue('console', 'Desk', 'en');
const states = catalogue('console', 'States');
const action = names('Action');
const NARROW = { width: 320, height: 800 };

test('the palette finds what can be done', async ({ server, staff, picture }) => {
  const { code } = await file(server.url, 'palette', 'Đèn đường trước số nhà 12 hỏng đã hai tuần.', { title: 'Đèn đường hỏng' });
  const page = await staff('coordinator');
  await expect(page.getByRole('link', { name: 'Đèn đường hỏng' })).toBeVisible();
  const palette = page.getByRole('dialog', { name: desk.PaletteTitle });
  const field = palette.getByRole('combobox', { name: desk.PaletteLabel });
  const chosen = palette.getByRole('option', { selected: true });

  await test.step('a page, typed without accents', async () => {
    await page.keyboard.press('.');
    await expect(field).toBeFocused();
    await accessible(page);
    await picture(page, 'palette');
    await page.keyboard.type('so lieu');
    await expect(chosen).toContainText(desk.FiguresTitle);
    await page.keyboard.press('Escape');
    await expect(palette).toBeHidden();
  });

  await test.step('a command that needs a case says so, and does it at a case', async () => {
    await page.keyboard.press('Control+k');
    await page.keyboard.type('ghi chu');
    await expect(chosen).toContainText(desk.KeyNote);
    await page.keyboard.press('Enter');
    await expect(page.getByText(desk.PaletteNotHere)).toBeVisible();
    await page.keyboard.press('Control+k');
    await page.keyboard.type(code.toLowerCase().replaceAll('-', ''));
    await expect(chosen).toHaveText(fill(desk.PaletteCase, { code }));
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Đèn đường hỏng');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('ghi chu');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('form', { name: action.Note })).toBeVisible();
    await page.keyboard.press('Escape');
  });

  await test.step('a search, and a choice by the arrows; narrow, dark and in English', async () => {
    await page.setViewportSize(NARROW);
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.getByRole('button', { name: starting('EN') }).click();
    await page.keyboard.press('Control+k');
    const opened = page.getByRole('dialog', { name: english.PaletteTitle });
    await page.keyboard.type('s');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    await expect(opened.getByRole('option', { selected: true })).toHaveText(fill(english.PaletteSearch, { q: 's' }));
    await accessible(page);
    await picture(page, 'palette-narrow');
    await opened.getByRole('combobox').fill('den duong');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('link', { name: 'Đèn đường hỏng' })).toBeVisible();
    await expect(page).toHaveURL(/q=den/);
  });
});

test('a command has the key that a person gives it', async ({ server, staff, picture }) => {
  const texts = ['Rác chất đống trước cổng chợ.', 'Đèn đường hỏng.'];
  for (const [n, text] of texts.entries()) await file(server.url, `keys-${n}`, text);
  const page = await staff('handler');
  const help = page.getByRole('dialog', { name: desk.Keys });
  const change = (what: string) => help.getByRole('button', { name: `${desk.KeyChange}: ${what}`, exact: true });
  await page.keyboard.press('?');
  await expect(help).toBeVisible();

  await test.step('one that is taken is refused, and Escape keeps the old one', async () => {
    await change(desk.KeyNext).click();
    await expect(help.getByText(fill(desk.KeyPress, { what: desk.KeyNext }))).toBeVisible();
    await page.keyboard.press('k');
    await expect(help.getByText(fill(desk.KeyTaken, { what: desk.KeyPrevious }))).toBeVisible();
    await page.keyboard.press('F2');
    await expect(help.getByText(desk.KeyNoSign)).toBeVisible();
    await accessible(page);
    await picture(page, 'key-refused');
    await page.keyboard.press('Escape');
    await expect(help).toBeVisible();
    await expect(help.getByText(desk.KeyNoSign)).toBeHidden();
  });

  await test.step('a free one is taken, is shown, works and stays', async () => {
    await change(desk.KeyNext).click();
    await page.keyboard.press('h');
    await expect(help.locator('dl > div').filter({ hasText: desk.KeyNext }).locator('kbd')).toHaveText('h');
    await page.keyboard.press('Escape');
    await expect(help).toBeHidden();
    await page.reload();
    await expect(page.locator('.rows .row')).not.toHaveCount(0);
    await page.keyboard.press('j');
    await expect(page.locator('.rows a:focus')).toHaveCount(0);
    await page.keyboard.press('h');
    await expect(page.locator('.rows a:focus')).toHaveCount(1);
  });

  await test.step('and all are as they were', async () => {
    await page.keyboard.press('?');
    await help.getByRole('button', { name: desk.KeysReset }).click();
    await expect(help.getByRole('button', { name: desk.KeysReset })).toHaveCount(0);
    await page.setViewportSize(NARROW);
    await picture(page, 'keys-narrow');
    await accessible(page);
  });
});

test('ten cases by keys alone', async ({ server, staff, picture }) => {
  test.slow();
  for (let n = 0; n < 10; n++) await file(server.url, `ten-${n}`, `Đèn đường trước số nhà ${n + 1} hỏng đã hai tuần.`);
  const page = await staff('handler');
  const rows = page.locator('.rows .row');
  await expect(async () => {
    await page.reload();
    await expect(rows).toHaveCount(10, { timeout: 3_000 });
  }).toPass();
  // One more word is one more word, not the end of the last.
  await page.keyboard.press('/');
  await page.keyboard.type('den duong');
  await page.keyboard.press('Enter');
  await expect(page.locator('#q')).toHaveValue('state:open den duong');
  // What was there before stays until what is asked for has come, in another order: what matches best comes first.
  await expect(page.locator('.list')).toHaveAttribute('aria-busy', 'false');
  await expect(rows).toHaveCount(10);
  await page.keyboard.press('Escape');
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  for (let n = 0; n < 10; n++) {
    await expect(page.getByText(states.Routed, { exact: true }).first()).toBeVisible();
    await page.keyboard.press('n');
    const form = page.getByRole('form', { name: action.Note });
    await expect(form.getByRole('textbox').first()).toBeFocused();
    await page.keyboard.type(`Đã gọi đội điện, lần ${n + 1}.`);
    await page.keyboard.press('Tab');
    await expect(form.locator(':focus')).toHaveCount(1);
    await page.keyboard.press('Control+Enter');
    await expect(form).toBeHidden();
    await expect(page.getByText(`Đã gọi đội điện, lần ${n + 1}.`)).toBeVisible();
    if (n === 0) await picture(page, 'noted');
    await page.keyboard.press('j');
    if (n < 9) await expect(page.getByText(`Đã gọi đội điện, lần ${n + 1}.`)).toBeHidden();
  }
  await page.keyboard.press('u');
  await expect(rows).toHaveCount(10);
});
