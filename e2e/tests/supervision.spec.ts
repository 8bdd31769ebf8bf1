// The program of figures beyond the figures themselves: what is due and who can still save it, reports from the first
// number to a correction, and that nobody loads it who has no business there.
import { readFile } from 'node:fs/promises';
import { accessible } from '../support/axe.ts';
import { file } from '../support/filing.ts';
import { narrow } from '../support/narrow.ts';
import { expect, test } from '../support/test.ts';
import { catalogue, fill } from '../support/words.ts';

const desk = catalogue('console', 'Desk');
const due = catalogue('due', 'Due');
const durations = catalogue('durations', 'Durations');
const errors = catalogue('errors', 'Errors');
const figures = catalogue('figures', 'Figures');
const flow = catalogue('flow', 'Flow');
const map = catalogue('map', 'Map');
const ranking = catalogue('ranking', 'Ranking');
const reports = catalogue('reports', 'Reports');
const satisfaction = catalogue('satisfaction', 'Satisfaction');

const REPORTS = '**/api/v1/reports';

test.use({ cases: 400 });

test('what is due is shown by who can still save it', async ({ server, staff, picture }) => {
  const supervisor = await staff('supervisor');
  await supervisor.getByRole('link', { name: desk.FiguresTitle, exact: true }).click();
  await supervisor.getByRole('link', { name: due.Title, exact: true }).click();
  await expect(supervisor).toHaveURL(/\/console\/figures\/due$/);
  const holders = supervisor.getByRole('table', { name: due.Desks });
  await expect(holders.getByRole('row').nth(1)).toBeVisible();
  await expect(supervisor.getByRole('heading', { level: 1, name: due.Title })).toBeVisible();
  await accessible(supervisor);
  await picture(supervisor, 'due');
  await narrow(supervisor, picture, 'due');

  await test.step('of one agency, which stands in the address', async () => {
    const name = await holders.getByRole('row').nth(1).getByRole('rowheader').innerText();
    await supervisor.getByLabel(due.Show).fill(name.slice(0, 12));
    const option = supervisor.locator('#shown-list option').first();
    await expect(option).toBeAttached();
    const code = (await option.getAttribute('value')) ?? '';
    await supervisor.getByLabel(due.Show).fill(code);
    await supervisor.getByLabel(due.Show).press('Tab');
    await expect(supervisor).toHaveURL(new RegExp(`agency=${code}$`));
    await supervisor.goBack();
    await expect(supervisor).toHaveURL(/\/due$/);
  });

  await test.step('a number opens its cases', async () => {
    const late = supervisor.locator('.tile.late a');
    const count = await late.innerText();
    await late.click();
    await expect(supervisor.locator('.total')).toContainText(count);
    await expect(supervisor).toHaveURL(/\/console\/\?q=/);
  });

  await test.step('whoever sees no figures is told so; the old address of the ranking leads on', async () => {
    await supervisor.goto(`${server.url}/console/admin/ranking`);
    await expect(supervisor).toHaveURL(/\/console\/figures\/ranking$/);
    await expect(supervisor.getByRole('heading', { level: 1, name: ranking.Title })).toBeVisible();
    const handler = await staff('handler');
    await handler.goto(`${server.url}/console/figures/due`);
    await expect(handler.getByRole('heading', { name: errors.Denied })).toBeVisible();
    await supervisor.goto(`${server.url}/console/figures/nowhere`);
    await expect(supervisor.getByRole('heading', { name: desk.NoSuchPage })).toBeVisible();
  });
});

test('the map goes from the country to a commune and to its cases', async ({ server, staff, picture }) => {
  await file(server.url, 'on-the-map', 'Nắp cống trước chợ bị vỡ, rất nguy hiểm cho người đi xe đạp.', { area: '26740' });
  const supervisor = await staff('supervisor');
  await supervisor.getByRole('link', { name: desk.FiguresTitle, exact: true }).click();
  await supervisor.getByRole('link', { name: map.Title, exact: true }).click();
  const drawn = supervisor.getByRole('group', { name: fill(map.Label, { by: map.Received }) });
  const city = drawn.getByRole('link', { name: /Hồ Chí Minh: \d/ });
  await expect(city).toBeVisible();
  await expect(drawn.getByRole('link')).toHaveCount(34);
  await accessible(supervisor);
  await picture(supervisor, 'map');
  await narrow(supervisor, picture, 'map');

  await test.step('by another number', async () => {
    await supervisor.getByLabel(map.By).selectOption({ label: map.OnTime });
    await expect(supervisor).toHaveURL(/by=on_time/);
    await expect(supervisor.getByRole('group', { name: fill(map.Label, { by: map.OnTime }) })).toBeVisible();
    await picture(supervisor, 'map-by-rate');
    await supervisor.getByLabel(map.By).selectOption({ label: map.Received });
  });

  await test.step('a square opens what lies in it, and then the cases, by keys alone', async () => {
    await city.focus();
    await supervisor.keyboard.press('Enter');
    await expect(supervisor.getByText(fill(map.Within, { name: 'Thành phố Hồ Chí Minh' }))).toBeVisible();
    await picture(supervisor, 'map-inside');
    const ward = drawn.getByRole('link', { name: /Bến Nghé|Sài Gòn/ }).first();
    const count = (await ward.locator('title').textContent())!.split(': ')[1]!;
    await ward.focus();
    await supervisor.keyboard.press('Enter');
    await expect(supervisor.locator('.total')).toContainText(count);
  });
});

test('the backlog and the flow are drawn, told and taken along', async ({ staff, picture }) => {
  const supervisor = await staff('supervisor');
  await supervisor.getByRole('link', { name: desk.FiguresTitle, exact: true }).click();
  await supervisor.getByRole('link', { name: flow.Title, exact: true }).click();
  const ages = supervisor.getByRole('region', { name: flow.Ages });
  await expect(ages.getByRole('row').nth(1).getByRole('link').first()).not.toHaveText('0');
  await expect(ages.getByRole('img')).toBeVisible();
  await accessible(supervisor);
  await picture(supervisor, 'flow');
  await narrow(supervisor, picture, 'flow');

  await test.step('as files, which say what the page says', async () => {
    const file = async (name: string) => {
      const download = supervisor.waitForEvent('download');
      await ages.getByRole('link', { name }).click();
      const made = await download;
      return [made.suggestedFilename(), await readFile(await made.path(), 'utf8')];
    };
    const [svg, drawing] = await file(flow.Svg);
    expect(svg).toBe('hoiam-ages.svg');
    expect(drawing).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    const [csv, numbers] = await file(flow.Csv);
    expect(csv).toBe('hoiam-ages.csv');
    const cells = await ages.getByRole('row').nth(1).getByRole('cell').allInnerTexts();
    expect(numbers.split('\r\n')[1]).toMatch(new RegExp(`,${cells.join(',')}$`));
  });

  await test.step('of other months, which stand in the address', async () => {
    const from = supervisor.getByLabel(desk.FromMonth);
    await from.selectOption({ index: 2 });
    await expect(supervisor).toHaveURL(/from=\d{4}-\d{2}/);
    await expect(supervisor.getByRole('region', { name: flow.Flow }).getByRole('row')).toHaveCount(4);
  });

  await test.step('a number opens its cases', async () => {
    const open = ages.getByRole('row').nth(1).getByRole('link').first();
    const count = await open.innerText();
    await open.click();
    await expect(supervisor.locator('.total')).toContainText(count);
  });
});

test('how long it takes is told on both clocks', async ({ staff, picture }) => {
  const supervisor = await staff('supervisor');
  await supervisor.getByRole('link', { name: desk.FiguresTitle, exact: true }).click();
  await supervisor.getByRole('link', { name: durations.Title, exact: true }).click();
  const steps = supervisor.getByRole('table', { name: durations.Steps });
  await expect(supervisor.locator('.summary')).toBeVisible();
  await expect(steps.getByRole('row')).toHaveCount(5);
  const spread = supervisor.getByRole('region', { name: durations.Spread });
  await expect(spread.getByRole('row')).toHaveCount(9);
  await accessible(supervisor);
  await picture(supervisor, 'durations');
  await narrow(supervisor, picture, 'durations');
  const parts = supervisor.getByRole('table', { name: durations.Parts });
  await supervisor.getByLabel(figures.By, { exact: true }).selectOption('kind');
  await expect(parts.getByRole('columnheader').first()).toHaveText(figures.ByKind);
  await expect(supervisor).toHaveURL(/by=kind/);
  await supervisor.getByLabel(figures.By, { exact: true }).selectOption('agency');
  await parts.getByRole('rowheader').getByRole('link').first().click();
  await expect(supervisor).toHaveURL(/durations\?agency=/);
  await expect(steps.getByRole('row')).toHaveCount(5);
});

test('what people thought of the answers, and what they wrote', async ({ staff, picture }) => {
  const supervisor = await staff('supervisor');
  await supervisor.getByRole('link', { name: desk.FiguresTitle, exact: true }).click();
  await supervisor.getByRole('link', { name: satisfaction.Title, exact: true }).click();
  const words = supervisor.getByRole('region', { name: satisfaction.Words });
  await expect(words.getByRole('listitem').first()).toBeVisible();
  await accessible(supervisor);
  await picture(supervisor, 'satisfaction');
  await narrow(supervisor, picture, 'satisfaction');

  await test.step('only what came with as many stars as the newest, which stands in the address', async () => {
    const given = words.getByRole('listitem').getByRole('img');
    const newest = (await given.first().getAttribute('aria-label'))!;
    await words.getByLabel(satisfaction.WordsOf).selectOption({ label: newest });
    await expect(supervisor).toHaveURL(/by=[1-5]$/);
    const others = words.getByRole('listitem').filter({ hasNot: supervisor.getByRole('img', { name: newest, exact: true }) });
    await expect(others).toHaveCount(0);
    await expect(given.first()).toHaveAccessibleName(newest);
  });

  await test.step('of an agency below, and a number opens its cases', async () => {
    const table = supervisor.getByRole('table', { name: satisfaction.Table });
    const row = table.getByRole('row').filter({ hasNotText: satisfaction.Nothing }).nth(1);
    const below = row.getByRole('rowheader').getByRole('link');
    const name = await below.innerText();
    await below.click();
    await expect(supervisor).toHaveURL(/satisfaction\?agency=/);
    await expect(supervisor.locator('.summary')).toContainText(name);
    const stars = supervisor.getByRole('table', { name: satisfaction.Stars });
    const five = stars.getByRole('row').nth(5).getByRole('link');
    const count = await five.innerText();
    await five.click();
    await expect(supervisor.locator('.total')).toContainText(count);
  });
});

test('a report is prepared, remarked on, signed off and corrected', async ({ staff, picture }) => {
  const supervisor = await staff('supervisor');
  await supervisor.getByRole('link', { name: desk.FiguresTitle, exact: true }).click();
  await supervisor.getByRole('link', { name: reports.Title, exact: true }).click();
  await expect(supervisor.getByText(reports.None)).toBeVisible();
  await accessible(supervisor);
  await picture(supervisor, 'no-reports');
  const prepare = supervisor.getByRole('region', { name: reports.New });

  await test.step('or sent regularly, until it is stopped', async () => {
    const regular = supervisor.getByRole('region', { name: reports.RegularList });
    await expect(regular).toHaveCount(0);
    await prepare.getByLabel(reports.RegularDay).selectOption('7');
    await prepare.getByRole('button', { name: reports.RegularAdd }).click();
    await expect(regular.getByRole('row').nth(1)).toContainText(fill(reports.EveryMonth, { day: 7 }));
    await accessible(supervisor);
    await picture(supervisor, 'regular');
    await narrow(supervisor, picture, 'regular');
    await regular.getByRole('button').click();
    await expect(regular).toHaveCount(0);
  });

  await test.step('of the last quarter', async () => {
    await prepare.getByLabel(reports.Kind, { exact: true }).selectOption({ label: reports.Quarterly });
    await prepare.getByLabel(reports.Form, { exact: true }).selectOption({ index: 3 });
    const weights = prepare.getByRole('group', { name: reports.FormWeights });
    await expect(weights.getByRole('spinbutton')).toHaveCount(12);
    await weights.getByRole('spinbutton').first().fill('40');
    await accessible(supervisor);
    await picture(supervisor, 'report-weights');
    await prepare.getByRole('button', { name: reports.Prepare, exact: true }).click();
    const form = supervisor.getByRole('table', { name: reports.Form });
    await expect(form.getByRole('row')).toHaveCount(14);
    await expect(form.getByRole('row').nth(1)).toContainText('40');
    await expect(supervisor).toHaveURL(/\/console\/figures\/reports\/\d+$/);
    await expect(supervisor.getByText(reports.Open)).toBeVisible();
    await expect(supervisor.getByRole('region', { name: reports.Compared })).toContainText(figures.ResolutionRate);
    await accessible(supervisor);
    await picture(supervisor, 'prepared');
    await narrow(supervisor, picture, 'prepared');
  });

  await test.step('remarked on', async () => {
    const paper = supervisor.waitForEvent('download');
    await supervisor.getByRole('link', { name: figures.Pdf }).click();
    expect((await readFile(await (await paper).path())).subarray(0, 5).toString()).toBe('%PDF-');
    await supervisor.getByLabel(reports.Comment).fill('Số liệu tháng 9 đã đối chiếu.');
    await supervisor.getByRole('button', { name: reports.Send }).click();
    const remarks = supervisor.getByRole('region', { name: reports.Comments });
    await expect(remarks.getByRole('listitem')).toContainText('Số liệu tháng 9 đã đối chiếu.');
    await expect(supervisor.getByLabel(reports.Comment)).toHaveValue('');
    // A slow line: nobody signs numbers that are being taken anew.
    let answer = () => {};
    const asked = new Promise<void>((resolve) => (answer = resolve));
    await supervisor.route(REPORTS, async (route) => {
      await asked;
      await route.continue();
    });
    await supervisor.getByRole('button', { name: reports.Again }).click();
    const sign = supervisor.getByRole('button', { name: reports.Sign });
    await expect(sign).toHaveAttribute('aria-disabled', 'true');
    answer();
    await expect(sign).toHaveAttribute('aria-disabled', 'false');
    await supervisor.unroute(REPORTS);
    await expect(remarks.getByRole('listitem')).toHaveCount(1);
  });

  await test.step('signed off, which is asked twice', async () => {
    await supervisor.getByRole('button', { name: reports.Sign }).click();
    await supervisor.getByRole('button', { name: reports.SignSure }).click();
    await expect(supervisor.getByText(reports.Frozen)).toBeVisible();
    await expect(supervisor.getByRole('button', { name: reports.Again })).toHaveCount(0);
    await expect(supervisor.getByLabel(reports.Comment)).toHaveCount(0);
    await picture(supervisor, 'signed');
  });

  await test.step('taken along', async () => {
    const download = supervisor.waitForEvent('download');
    await supervisor.getByRole('group', { name: reports.Export }).getByRole('link', { name: figures.Xlsx }).click();
    expect((await download).suggestedFilename()).toMatch(/^hoiam-report-.*-v1\.xlsx$/);
    await supervisor.emulateMedia({ media: 'print' });
    await expect(supervisor.getByRole('link', { name: figures.Csv })).toBeHidden();
    await expect(supervisor.getByRole('button', { name: reports.Correct })).toBeHidden();
    await picture(supervisor, 'on-paper');
    await supervisor.emulateMedia({ media: 'screen' });
  });

  await test.step('corrected, with a reason', async () => {
    const first = supervisor.url();
    await supervisor.getByRole('button', { name: reports.Correct }).click();
    await expect(supervisor.getByRole('alert')).toBeVisible();
    await supervisor.getByLabel(reports.Reason).fill('Bổ sung hồ sơ nhập muộn.');
    await supervisor.getByRole('button', { name: reports.Correct }).click();
    await expect(supervisor).not.toHaveURL(first);
    await expect(supervisor.getByText('Bổ sung hồ sơ nhập muộn.').first()).toBeVisible();
    await expect(supervisor.getByRole('heading', { name: reports.Changes })).toBeVisible();
    await expect(supervisor.getByRole('region', { name: reports.Versions }).getByRole('listitem')).toHaveCount(2);
    await accessible(supervisor);
    await picture(supervisor, 'corrected');
  });

  await test.step('the same period once more needs a reason, and both stand in the list', async () => {
    await supervisor.getByRole('button', { name: reports.Sign }).click();
    await supervisor.getByRole('button', { name: reports.SignSure }).click();
    await expect(supervisor.getByText(reports.Frozen)).toBeVisible();
    await supervisor.getByRole('link', { name: reports.Back }).click();
    const table = supervisor.getByRole('table', { name: reports.Table });
    await expect(table.getByRole('row')).toHaveCount(3);
    await prepare.getByLabel(reports.Kind, { exact: true }).selectOption({ label: reports.Quarterly });
    await prepare.getByRole('button', { name: reports.Prepare, exact: true }).click();
    await expect(prepare.getByText(reports.SignedBefore)).toBeVisible();
    await accessible(supervisor);
    await picture(supervisor, 'list');
    await narrow(supervisor, picture, 'list');
  });
});
