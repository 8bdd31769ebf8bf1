// The supervisor's figures: the cases of a period by whatever one asks, each figure with the cases behind it, compared with
// other periods, and as a file.
import { readFile } from 'node:fs/promises';
import { accessible } from '../support/axe.ts';
import { expect, test } from '../support/test.ts';
import { catalogue } from '../support/words.ts';

const desk = catalogue('console', 'Desk');
const figures = catalogue('figures', 'Figures');
const ranking = catalogue('ranking', 'Ranking');

test.use({ cases: 400 });

test('a period is divided, compared, opened and taken along', async ({ staff, picture }) => {
  const supervisor = await staff('supervisor');
  await supervisor.getByRole('link', { name: desk.FiguresTitle, exact: true }).click();
  const section = supervisor.getByRole('region', { name: figures.Title });
  const parts = (name: string) => section.getByRole('table', { name, exact: true });
  await expect(parts(figures.ByCategory).getByRole('row').nth(3)).toBeVisible();
  const periods = section.getByRole('table', { name: figures.Compared });
  await expect(periods.getByRole('row')).toHaveCount(4);
  await expect(periods).toContainText(figures.YearBefore);
  await accessible(supervisor);
  await picture(supervisor, 'by-category');

  await test.step('by another property, which stands in the address', async () => {
    await section.getByLabel(figures.By, { exact: true }).selectOption({ label: figures.ByProvince });
    await expect(parts(figures.ByProvince).getByRole('row').nth(2)).toBeVisible();
    await expect(supervisor).toHaveURL(/by=province/);
    await supervisor.reload();
    await expect(parts(figures.ByProvince).getByRole('row').nth(2)).toBeVisible();
  });

  await test.step('what people were spared, by the published estimate', async () => {
    const cost = supervisor.getByRole('region', { name: figures.CostTitle });
    await cost.getByLabel(figures.CostPeople).fill('780096');
    await expect(cost.getByRole('status')).toHaveText('780.096 người × 2,0 ngày × 221.000 đ = 344,8 tỷ đồng');
    await cost.getByLabel(figures.CostWage).fill('nhiều');
    await expect(cost.getByRole('status')).toHaveText(figures.CostWrong);
    await cost.getByLabel(figures.CostWage).fill('221000');
  });

  await test.step('as a file', async () => {
    const download = supervisor.waitForEvent('download');
    await section.getByRole('link', { name: figures.Csv }).click();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/^hoiam-.*\.csv$/);
    const text = await readFile(await file.path(), 'utf8');
    expect(text.split('\r\n')[0]).toContain(figures.ByProvince);
  });

  await test.step('on a phone in the dark', async () => {
    await supervisor.setViewportSize({ width: 320, height: 800 });
    await supervisor.emulateMedia({ colorScheme: 'dark' });
    await accessible(supervisor);
    await picture(supervisor, 'by-province-narrow');
    expect(await supervisor.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    await supervisor.setViewportSize({ width: 1280, height: 900 });
  });

  await test.step('its agencies are ranked, with what chance does', async () => {
    const here = supervisor.url();
    await supervisor.getByRole('link', { name: ranking.ToRanking }).click();
    const table = supervisor.getByRole('table', { name: ranking.Table });
    await expect(table.getByRole('row').nth(2)).toBeVisible();
    await accessible(supervisor);
    await picture(supervisor, 'ranked');
    await supervisor.getByLabel(ranking.By, { exact: true }).selectOption({ label: ranking.Resolution });
    await expect(supervisor).toHaveURL(/resolution$/);
    await expect(table.getByRole('columnheader', { name: ranking.Resolution })).toBeVisible();
    await supervisor.setViewportSize({ width: 320, height: 800 });
    await accessible(supervisor);
    await picture(supervisor, 'ranked-narrow');
    expect(await supervisor.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    await supervisor.setViewportSize({ width: 1280, height: 900 });
    const download = supervisor.waitForEvent('download');
    await supervisor.getByRole('link', { name: figures.Xlsx }).click();
    expect((await download).suggestedFilename()).toMatch(/^hoiam-resolution-.*\.xlsx$/);
    await supervisor.goto(here);
  });

  await test.step('a figure opens its cases', async () => {
    const row = parts(figures.ByProvince).getByRole('row').nth(1);
    const received = row.getByRole('cell').first().getByRole('link');
    const count = await received.innerText();
    await received.click();
    await expect(supervisor.locator('.total')).toContainText(count);
    await picture(supervisor, 'its-cases');
  });
});
