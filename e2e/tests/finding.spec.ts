// Finding cases and finding that they are one: the search box completes by keyboard, a mistaken query is corrected,
// a search is kept, nothing found is helped; likely duplicates are merged in bulk and told apart.
import type { Page } from '@playwright/test';
import { accessible } from '../support/axe.ts';
import { file } from '../support/filing.ts';
import { expect, test } from '../support/test.ts';
import { catalogue, exactly, fill } from '../support/words.ts';

const desk = catalogue('console', 'Desk');
const finding = catalogue('finding', 'Finding');
const states = catalogue('console', 'States');

const COVER = 'Nắp cống trước số 12 đường Lê Lợi bị mất, người dân phải cắm cành cây để cảnh báo, rất nguy hiểm';
const TEXTS = [COVER, `${COVER} vào buổi tối.`, 'Rác thải sinh hoạt chất đống trước chợ ba ngày nay không ai thu gom'];

/** The list with so many cases, once the index has them. */
async function found(page: Page, n: number): Promise<void> {
  const text = n === 1 ? desk.OneCase : fill(desk.Cases, { n });
  await expect(page.getByRole('status').filter({ hasText: exactly(text) })).toBeVisible();
}

test('the box completes, corrects, keeps and helps', async ({ server, staff, picture }) => {
  for (const [n, body] of TEXTS.entries()) await file(server.url, `finding-${n}`, body, { title: body.slice(0, 60) });
  const page = await staff('handler');
  await expect(async () => {
    await page.reload();
    await found(page, 3);
  }).toPass();
  const box = page.getByRole('combobox', { name: desk.SearchLabel });
  const choices = page.getByRole('listbox', { name: finding.Choices });
  const choice = (name: string) => choices.getByRole('option').filter({ hasText: name });
  const order = page.getByRole('combobox', { name: desk.SortLabel });

  await test.step('completes by keyboard', async () => {
    await box.fill('');
    await box.pressSequentially('rac sta');
    await expect(choice('state:')).toBeVisible();
    await accessible(page);
    await picture(page, 'fields');
    await box.press('ArrowDown');
    await expect(choices.getByRole('option', { selected: true })).toContainText('state:');
    await box.press('Enter');
    await expect(box).toHaveValue('rac state:');
    await expect(choice('open')).toContainText(fill(finding.CasesLeft, { n: 1 }));
    await picture(page, 'values');
    await box.press('Escape');
    await expect(choices.getByRole('option')).toHaveCount(0);
    await box.pressSequentially('ope');
    await expect(choice('open')).toBeVisible();
    await box.press('ArrowDown');
    await box.press('Tab');
    await expect(box).toHaveValue('rac state:open ');
    await expect(order).toHaveValue('due');
    await box.press('Enter');
    await found(page, 1);
    await expect(order, 'words: what matches best comes first').toHaveValue('relevance');
  });

  await test.step('says what was meant', async () => {
    await box.fill('rac stat:open');
    await box.press('Enter');
    const corrected = page.getByRole('alert').getByRole('link', { name: 'rac state:open' });
    await expect(corrected).toBeVisible();
    await accessible(page);
    await picture(page, 'mistake');
    await corrected.click();
    await found(page, 1);
  });

  await test.step('keeps a search', async () => {
    await page.getByRole('button', { name: finding.KeepThis }).click();
    await page.getByLabel(finding.KeepName).fill('Rác chưa xong');
    await accessible(page);
    await page.getByRole('button', { name: finding.Keep, exact: true }).click();
    const kept = page.getByRole('navigation', { name: finding.KeptTitle }).getByRole('link', { name: /Rác chưa xong/ });
    await expect(kept).toContainText('1');
    await page.getByRole('link', { name: desk.ViewAll, exact: true }).click();
    await found(page, 3);
    await expect(order).toHaveValue('due');
    await kept.click();
    await found(page, 1);
    await expect(order).toHaveValue('relevance');
    await picture(page, 'kept');
  });

  await test.step('helps when nothing is found', async () => {
    await box.fill('rac state:closed');
    await box.press('Enter');
    await found(page, 0);
    await expect(page.getByRole('heading', { name: finding.WithoutTitle })).toBeVisible();
    await accessible(page);
    await picture(page, 'nothing');
    await page.getByRole('link', { name: fill(finding.WithoutPart, { part: 'state:closed' }) }).click();
    await found(page, 1);
  });

  await test.step('counts narrow the list and widen it again', async () => {
    const counts = page.getByRole('navigation', { name: desk.Narrow });
    const chosen = counts.locator('[aria-current="true"]');
    await counts.getByRole('link').first().click();
    await expect(chosen).toHaveCount(1);
    await found(page, 1);
    await chosen.click();
    await expect(box).toHaveValue('rac');
    await found(page, 1);
  });

  await test.step('fits a telephone', async () => {
    await page.setViewportSize({ width: 320, height: 640 });
    await box.fill('');
    await box.pressSequentially('state:');
    await expect(choice('open')).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    await accessible(page);
    await picture(page, 'telephone');
    await choice('late').click();
    await expect(box).toHaveValue('state:late ');
  });
});

test('duplicates are merged in bulk', async ({ server, staff, picture }) => {
  const codes: string[] = [];
  for (const [n, body] of TEXTS.entries()) {
    const { code } = await file(server.url, `finding-${n}`, body, { title: body.slice(0, 60) });
    codes.push(code);
  }
  const page = await staff('coordinator');
  await page.getByRole('link', { name: finding.DuplicatesTitle, exact: true }).click();
  const group = page.getByRole('heading', { name: fill(finding.GroupOf, { n: 2 }) });
  await expect(async () => {
    await page.reload();
    await expect(group).toBeVisible({ timeout: 3_000 });
  }).toPass();
  await expect(page.getByText(finding.MainCase, { exact: true })).toBeVisible();
  await accessible(page);
  await picture(page, 'group');
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  await accessible(page);
  await picture(page, 'group-telephone-dark');
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.emulateMedia({ colorScheme: 'light' });
  await page.getByRole('button', { name: fill(finding.MergeChosen, { n: 1 }) }).click();
  await expect(page.getByText(finding.NoDuplicates)).toBeVisible();
  // The main case tells who follows it.
  await page.goto(`${server.url}/console/cases/${codes[0]}`);
  await expect(page.getByRole('heading', { name: finding.FollowersTitle })).toBeVisible();
  await accessible(page);
  await picture(page, 'followers');
  await page.goto(`${server.url}/console/cases/${codes[1]}`);
  await expect(page.getByText(states.Merged, { exact: true }).first()).toBeVisible();
});
