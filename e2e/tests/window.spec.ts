// A list of any length: rows outside the view are not in the page, pages come while scrolling, keys walk over all of it, and
// everybody reads of each case what they chose.
import { accessible } from '../support/axe.ts';
import { expect, test } from '../support/test.ts';
import { catalogue, fill, names } from '../support/words.ts';

const desk = catalogue('console', 'Desk');
const column = names('Column');

test.use({ cases: 400 });

test('a long list is a window on it', async ({ server, staff, picture }) => {
  test.slow();
  const page = await staff('handler');
  await page.goto(`${server.url}/console/?q=`);
  const table = page.getByRole('table', { name: desk.QueueTitle });
  const rows = table.locator('.row');
  // A screen of them, and one behind it.
  await expect(rows.first()).toBeVisible();
  expect(await rows.count()).toBeLessThan(60);
  const all = async () => Number(await table.getAttribute('aria-rowcount')) - 1;
  expect(await all()).toBeGreaterThan(250);

  await test.step('scrolling brings pages and keeps few rows', async () => {
    const last = async () => Number(await rows.last().getAttribute('aria-rowindex'));
    await expect(async () => {
      await page.mouse.move(700, 400);
      await page.mouse.wheel(0, 4_000);
      expect(await last()).toBe((await all()) + 1);
    }).toPass({ timeout: 30_000 });
    expect(await rows.count()).toBeLessThan(130);
    await picture(page, 'end');
    await page.evaluate(() => window.scrollTo(0, 0));
    await expect(rows.first()).toHaveAttribute('aria-rowindex', '2');
    expect(await rows.count()).toBeLessThan(130);
  });

  await test.step('keys walk over all of it', async () => {
    for (let n = 0; n < 120; n++) await page.keyboard.press('j');
    await expect(page.locator('.rows a:focus')).toHaveCount(1);
    await expect(table.locator('.row:has(a:focus)')).toHaveAttribute('aria-rowindex', '121');
    for (let n = 0; n < 100; n++) await page.keyboard.press('k');
    await expect(table.locator('.row:has(a:focus)')).toHaveAttribute('aria-rowindex', '21');
    // Scrolled away from, it keeps the focus: keys go on from there.
    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
    await expect(table.locator('.row:has(a:focus)')).toHaveAttribute('aria-rowindex', '21');
    await page.keyboard.press('j');
    await expect(table.locator('.row:has(a:focus)')).toHaveAttribute('aria-rowindex', '22');
  });
  await accessible(page);
});

test('everybody chooses what the list tells', async ({ server, staff, picture }) => {
  const page = await staff('handler');
  await page.goto(`${server.url}/console/?q=`);
  const table = page.getByRole('table', { name: desk.QueueTitle });
  const heads = table.getByRole('columnheader');
  await expect(heads.first()).toBeAttached();
  const first = await heads.allTextContents();
  expect(first).toContain(column.Kind);
  await page.getByRole('button', { name: desk.ColumnsButton }).click();
  const dialog = page.getByRole('dialog', { name: desk.ColumnsTitle });
  await accessible(page);
  // The list is drawn anew, so it is another box that is empty then.
  const box = (name: string) => dialog.getByLabel(name, { exact: true });
  await box(column.Kind!).click();
  await expect(box(column.Kind!)).not.toBeChecked();
  await box(column.Answered!).click();
  await expect(box(column.Answered!)).toBeChecked();
  for (let n = 0; n < 5; n++) {
    await dialog.getByRole('button', { name: fill(desk.ColumnEarlier, { name: column.Assignee }) }).press('Enter');
  }
  await expect(dialog.getByRole('button', { name: fill(desk.ColumnEarlier, { name: column.Assignee }) })).toBeFocused();
  await picture(page, 'columns');
  await page.keyboard.press('Escape');
  const wanted = [first[0], first[1], column.Assignee, column.Code, column.Agency, column.Category, column.Area, column.Filed, column.Answered];
  await expect(heads).toHaveText(wanted as string[]);
  await picture(page, 'chosen');
  await page.setViewportSize({ width: 320, height: 800 });
  await picture(page, 'chosen-narrow');
  expect(await page.locator('html').evaluate((html) => html.scrollWidth)).toBeLessThanOrEqual(320);
  await page.setViewportSize({ width: 1280, height: 800 });
  await accessible(page);

  // Kept by the server, for this person alone.
  await page.evaluate(() => localStorage.clear());
  await page.reload();
  await expect(heads).toHaveText(wanted as string[]);
  const other = await staff('coordinator');
  await other.goto(`${server.url}/console/?q=`);
  await expect(other.getByRole('table', { name: desk.QueueTitle }).getByRole('columnheader')).toHaveText(first);
});
