// The screen on a wall: an administrator makes its token, it shows the numbers as they change, by itself and by keys, outlives
// a network that is gone, and goes dark when the token is taken back.
import { accessible } from '../support/axe.ts';
import { file } from '../support/filing.ts';
import { expect, test } from '../support/test.ts';
import { catalogue, fill, names } from '../support/words.ts';

const wall = catalogue('wall', 'Wall');
const english = catalogue('wall', 'Wall', 'en');
const tokens = catalogue('tokens', 'TokenPage');
const role = names('Role');

test.use({ cases: 200 });

test('a screen shows the figures for as long as its token opens', async ({ server, staff, visitor, picture }) => {
  const admin = await staff('administrator');
  await admin.goto(`${server.url}/console/admin/tokens`);
  await admin.getByRole('button', { name: tokens.New, exact: true }).first().click();
  await admin.getByLabel(tokens.Name, { exact: true }).fill('Màn hình sảnh');
  await admin.getByLabel(tokens.Role, { exact: true }).selectOption({ label: role.Display });
  await admin.getByRole('button', { name: tokens.Make, exact: true }).last().click();
  const address = admin.getByRole('link', { name: /\/wall#hoiam_/ });
  await accessible(admin);
  await picture(admin, 'made');
  const url = (await address.getAttribute('href'))!;

  const screen = await visitor({ viewport: { width: 1920, height: 1080 } });
  await screen.goto(`${server.url}/wall`);
  await expect(screen.getByLabel(wall.TokenLabel)).toBeFocused();
  await accessible(screen);
  await picture(screen, 'asks');
  await screen.getByLabel(wall.TokenLabel).fill(url.split('#')[1]!);
  await screen.keyboard.press('Enter');
  const received = screen.locator('dl > div').filter({ has: screen.getByText(wall.Received, { exact: true }) }).locator('dd');
  const today = screen.getByRole('region', { name: wall.Today });
  await expect(today).toBeVisible();
  const before = Number(await received.innerText());
  await picture(screen, 'today');
  await accessible(screen);

  await test.step('a case that comes in is there by itself', async () => {
    await screen.getByRole('button', { name: wall.Pause }).click();
    await file(server.url, 'wall', 'Rác chất đống trước cổng chợ ba ngày nay.');
    await expect(received).toHaveText(String(before + 1));
  });

  await test.step('the other pages', async () => {
    for (const [name, label] of [['month', /\d/], ['most', wall.Most], ['year', wall.Year]] as const) {
      await screen.keyboard.press('ArrowRight');
      await expect(screen.getByRole('region', { name: label })).toBeVisible();
      await accessible(screen);
      await picture(screen, name);
    }
    await screen.setViewportSize({ width: 320, height: 700 });
    await screen.getByRole('button', { name: wall.Next }).click();
    await accessible(screen);
    expect(await screen.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    await picture(screen, 'narrow');
    await screen.setViewportSize({ width: 1920, height: 1080 });
  });

  await test.step('without a network it says of when its figures are', async () => {
    await screen.context().setOffline(true);
    // What is open ends only when somebody ends it: as a router that restarts.
    await screen.evaluate(() => window.dispatchEvent(new Event('hashchange')));
    const lost = fill(wall.Lost, { at: '' }).split('.')[0]!;
    await expect(screen.getByRole('status')).toContainText(lost);
    await picture(screen, 'lost');
    await screen.context().setOffline(false);
    await expect(screen.locator('.said')).toBeEmpty();
    await expect(received).toHaveText(String(before + 1));
  });

  await test.step('in English', async () => {
    const other = await visitor({ viewport: { width: 1280, height: 720 } });
    await other.goto(url.replace('/wall', '/wall?lang=en'));
    await expect(other.getByRole('region', { name: english.Today })).toBeVisible();
    await picture(other, 'english');
  });

  await test.step('taken back', async () => {
    const revoke = admin.getByRole('button', { name: fill(tokens.RevokeOf, { name: 'Màn hình sảnh' }) });
    await revoke.click();
    await admin.getByRole('button', { name: tokens.RevokeSure }).click();
    await expect(screen.getByRole('status')).toHaveText(wall.Refused);
    await expect(screen.getByLabel(wall.TokenLabel)).toBeVisible();
  });
});
