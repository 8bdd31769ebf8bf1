// Many cases at once: chosen by keys and mouse, looked at first, done, and taken back; a case taken down for somebody who
// calls, with the receipt that is printed; and two people who see each other at one case.
import { accessible } from '../support/axe.ts';
import { file } from '../support/filing.ts';
import { expect, test } from '../support/test.ts';
import { catalogue, fill, names, starting } from '../support/words.ts';

const desk = catalogue('console', 'Desk');
const states = catalogue('console', 'States');
const bulk = catalogue('bulk', 'Bulk');
const behalf = catalogue('behalf', 'Behalf');
const story = catalogue('story', 'Story');
const action = names('Action');
const channel = names('Channel');

const NARROW = { width: 320, height: 800 };

test('many are chosen, looked at, done and taken back', async ({ server, staff, picture }) => {
  const texts = ['Rác chất đống trước cổng chợ ba ngày nay.', 'Đèn đường trước số nhà 12 hỏng.', 'Vỉa hè bị chiếm làm bãi để xe.'];
  const codes: string[] = [];
  const add = async (n: number) => codes.push((await file(server.url, `many-${n}`, texts[n])).code);
  await add(0);
  const handler = await staff('handler');
  const rows = handler.locator('.rows .row');
  await expect(rows).toHaveCount(1);

  await test.step('what comes meanwhile waits to be asked for', async () => {
    await add(1);
    await add(2);
    await handler.getByRole('button', { name: starting(fill(desk.NewCases, { n: 2 })) }).click();
    await expect(rows).toHaveCount(3);
  });

  await test.step('by keys', async () => {
    await handler.keyboard.press('j');
    await handler.keyboard.press('x');
    await handler.keyboard.press('j');
    await handler.keyboard.press('j');
    await handler.keyboard.press('Shift+X');
    await expect(handler.getByText(fill(bulk.Chosen, { n: 3 }))).toBeVisible();
    await expect(handler.getByRole('checkbox', { name: fill(bulk.Choose, { code: codes[0] }) })).toBeChecked();
  });

  const bar = handler.getByRole('region', { name: bulk.Do });
  await test.step('a dry run', async () => {
    await bar.getByRole('button', { name: bulk.Do }).click();
    await bar.getByLabel(bulk.Do).selectOption({ label: action.Accept });
    await accessible(handler);
    await picture(handler, 'chosen');
    await bar.getByRole('button', { name: bulk.DryRun }).click();
    await expect(bar.getByText(fill(bulk.Can, { n: 3 }))).toBeVisible();
    await bar.getByText(bulk.Each).click();
    await expect(bar.getByRole('listitem').filter({ hasText: codes[1] })).toContainText(`${states.Routed} → ${states.Accepted}`);
    await expect(rows.filter({ hasText: states.Accepted })).toHaveCount(0);
    await accessible(handler);
    await picture(handler, 'dry-run');
  });

  await test.step('done', async () => {
    await bar.getByRole('button', { name: fill(bulk.Start, { n: 3 }) }).click();
    await expect(bar.getByText(fill(bulk.Done, { n: 3 }))).toBeVisible();
    await expect(rows.filter({ hasText: states.Accepted })).toHaveCount(3);
    await picture(handler, 'done');
  });

  await test.step('and taken back by one key', async () => {
    await handler.getByRole('heading', { level: 1 }).first().focus().catch(() => undefined);
    await handler.keyboard.press('z');
    await expect(bar.getByText(fill(bulk.Undone, { n: 3 }))).toBeVisible();
    await expect(rows.filter({ hasText: states.Accepted })).toHaveCount(0);
    await bar.getByRole('button', { name: bulk.Close }).click();
    await expect(bar).toBeHidden();
  });

  await test.step('one act, too', async () => {
    await handler.goto(`${server.url}/console/cases/${codes[0]}`);
    const panel = handler.getByRole('region', { name: desk.ActionsTitle });
    await panel.getByRole('button', { name: new RegExp(`^${action.Accept}`) }).click();
    const form = panel.getByRole('form', { name: action.Accept });
    await form.getByRole('button', { name: action.Accept, exact: true }).click();
    await expect(handler.getByText(states.Accepted, { exact: true }).first()).toBeVisible();
    await expect(panel.getByRole('button', { name: new RegExp(`^${action.Undo}`) })).toBeVisible();
    await handler.keyboard.press('z');
    await expect(handler.getByText(states.Routed, { exact: true }).first()).toBeVisible();
    await expect(handler.getByRole('listitem').filter({ hasText: story.Undone })).toHaveCount(2);
    await picture(handler, 'one-undone');
  });

  await test.step('on a narrow and dark screen', async () => {
    await handler.setViewportSize(NARROW);
    await handler.emulateMedia({ colorScheme: 'dark' });
    await handler.goto(`${server.url}/console/`);
    await expect(rows).toHaveCount(3);
    await handler.getByRole('checkbox', { name: fill(bulk.Choose, { code: codes[2] }) }).check();
    await bar.getByRole('button', { name: bulk.Do }).click();
    await accessible(handler);
    expect(await handler.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(NARROW.width);
    await picture(handler, 'chosen-narrow');
  });
});

test('a call is taken down, and the receipt printed', async ({ server, staff, picture }) => {
  const handler = await staff('handler');
  await handler.getByRole('link', { name: behalf.Title }).click();
  await handler.getByLabel(behalf.Channel).selectOption({ label: channel.Phone });
  await handler.getByLabel(behalf.Body).fill('Cống trước số nhà 7 tắc đã ba ngày, nước tràn vào nhà.');
  await handler.getByLabel(behalf.Name, { exact: true }).fill('Trần Thị Bình');
  await handler.getByLabel(behalf.Phone, { exact: true }).fill('0912 345 678');
  await accessible(handler);
  const wide = () => handler.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(await wide()).toBeLessThanOrEqual(0);
  await picture(handler, 'take-down');
  const before = handler.viewportSize()!;
  await handler.setViewportSize(NARROW);
  expect(await wide()).toBeLessThanOrEqual(0);
  await picture(handler, 'take-down-narrow');
  await handler.setViewportSize(before);
  await test.step('the draft survives', async () => {
    await handler.reload();
    await expect(handler.getByLabel(behalf.Body)).toHaveValue(/Cống trước số nhà 7/);
  });
  await test.step('the consent is asked for', async () => {
    await handler.getByRole('button', { name: behalf.Send }).click();
    await expect(handler.getByRole('alert').first()).toBeVisible();
    await handler.getByLabel(behalf.Consent).check();
    await handler.getByRole('button', { name: behalf.Send }).click();
  });
  await expect(handler.getByRole('heading', { name: behalf.ReceiptTitle })).toBeVisible();
  await expect(handler.locator('.paper .qr path')).toBeVisible();
  const code = await handler.locator('.paper .code').first().innerText();
  const secret = await handler.locator('.paper .code').nth(1).innerText();
  await accessible(handler);
  await picture(handler, 'receipt');
  await handler.emulateMedia({ media: 'print' });
  await expect(handler.getByRole('button', { name: behalf.Print })).toBeHidden();
  await picture(handler, 'receipt-print');
  await handler.emulateMedia({ media: 'screen', colorScheme: 'dark' });
  await handler.setViewportSize(NARROW);
  await accessible(handler);
  expect(await handler.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(NARROW.width);
  await picture(handler, 'receipt-narrow');
  const tracked = await fetch(`${server.url}/api/v1/cases/${code}`, { headers: { 'x-case-secret': secret } });
  expect(tracked.status).toBe(200);
  await handler.getByRole('link', { name: behalf.Open }).click();
  await expect(handler.getByText(channel.Phone, { exact: true })).toBeVisible();
  await expect(handler.getByText('Trần Thị Bình')).toBeVisible();
});

test('two people at one case see each other', async ({ server, staff, picture }) => {
  const { code } = await file(server.url, 'seen', 'Đèn đường trước số nhà 12 hỏng đã hai tuần.');
  const handler = await staff('handler');
  await handler.goto(`${server.url}/console/cases/${code}`);
  await expect(handler.getByRole('heading', { level: 1 })).toBeVisible();
  const coordinator = await staff('coordinator');
  await coordinator.goto(`${server.url}/console/cases/${code}`);
  const at = (who: string) => fill(desk.Present, { who });
  await expect(coordinator.getByText(at('Phạm Minh Tuấn'))).toBeVisible();
  await expect(handler.getByText(at('Lê Thị Thu Hà'))).toBeVisible();
  await handler.keyboard.press('n');
  await expect(coordinator.getByText(at(fill(desk.PresentWriting, { who: 'Phạm Minh Tuấn' })))).toBeVisible();
  await accessible(coordinator);
  await picture(coordinator, 'present');
  await handler.getByRole('link', { name: desk.ToQueue }).click();
  await expect(coordinator.getByText(desk.Present.split('{')[0])).toBeHidden();
});
