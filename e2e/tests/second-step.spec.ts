// The second step of signing in: turned on with a telephone, asked for at every sign-in, a code for whoever loses the telephone, and
// taken away by an administrator.
import type { Page } from '@playwright/test';
import { code, step as now } from '../support/authenticator.ts';
import { accessible } from '../support/axe.ts';
import { expect, test, withRole } from '../support/test.ts';
import { catalogue, fill, starting } from '../support/words.ts';

const desk = catalogue('console', 'Desk');
const account = catalogue('people', 'Account');
const step = catalogue('people', 'SecondStep');
const english = catalogue('people', 'SecondStep', 'en');
const passkeys = catalogue('people', 'Passkeys');
const people = catalogue('people', 'PeoplePage');
const unfit = catalogue('unfit', 'UnfitText');

const NARROW = { width: 320, height: 800 };

async function narrow(page: Page) {
  await page.setViewportSize(NARROW);
  await page.emulateMedia({ colorScheme: 'dark' });
  await accessible(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(NARROW.width);
}

test('a second step is turned on, asked for, lost and taken away', async ({ server, staff, visitor, picture }) => {
  const person = withRole(server.users, 'handler');
  const page = await staff('handler');
  const section = page.getByRole('region', { name: step.Title });
  const typed = (where: Page) => where.getByLabel(account.Code, { exact: true });
  let secret = '';
  let last = 0;
  let recovery: string[] = [];

  await test.step('turned on', async () => {
    await page.goto(`${server.url}/console/admin/account`);
    // Passkeys are for names, and this server is known by a number.
    await expect(page.getByText(passkeys.NotHere)).toBeVisible();
    await section.getByRole('button', { name: step.Begin }).click();
    await expect(section.getByRole('img', { name: step.Picture })).toBeVisible();
    secret = (await section.locator('dd code').first().textContent())!;
    await accessible(page);
    await picture(page, 'begun');
    await typed(page).fill('000000');
    await section.getByRole('button', { name: step.Confirm }).click();
    await expect(section.getByRole('alert')).toContainText(unfit.WrongCode);
    last = now();
    await typed(page).fill(code(secret, last));
    await page.keyboard.press('Enter');
    const shown = section.getByRole('group', { name: step.RecoveryTitle });
    await expect(shown).toBeVisible();
    recovery = await shown.locator('code').allTextContents();
    expect(recovery).toHaveLength(10);
    await accessible(page);
    await picture(page, 'recovery');
    await shown.getByRole('button', { name: step.RecoveryKept }).click();
    await expect(section.getByText(starting(step.On.split('{')[0]!))).toBeVisible();
  });

  const passwordIn = async (where: Page) => {
    await where.goto(`${server.url}/console/`);
    await where.getByLabel(desk.UserName).fill(person.user);
    await where.getByLabel(desk.Password).fill(person.password);
    await where.getByRole('button', { name: desk.SignIn, exact: true }).click();
    await expect(where.getByRole('heading', { name: account.CodeTitle })).toBeVisible();
  };

  const other = await visitor();
  await test.step('asked for', async () => {
    await passwordIn(other);
    await expect(typed(other)).toBeFocused();
    await accessible(other);
    await picture(other, 'code');
    await typed(other).fill('123456');
    await other.keyboard.press('Enter');
    await expect(other.getByRole('alert')).toContainText(unfit.WrongCode);
    await narrow(other);
    await picture(other, 'code-narrow');
    // That of the next half minute: the one that turned it on is used up.
    await typed(other).fill(code(secret, last + 1));
    await other.keyboard.press('Enter');
    await expect(other.getByRole('heading', { name: account.CodeTitle })).toBeHidden();
    await expect(other.locator('main.sign-in')).toBeHidden();
  });

  await test.step('a code for whoever has lost the telephone, once', async () => {
    const lost = await visitor();
    await passwordIn(lost);
    await lost.reload();
    await typed(lost).fill(recovery[0]!.toLowerCase());
    await lost.getByRole('button', { name: account.CodeGo }).click();
    await expect(lost.getByRole('heading', { name: account.CodeTitle })).toBeHidden();
    await lost.goto(`${server.url}/console/admin/account`);
    await expect(lost.getByText(fill(step.On, { n: 9 }).split('. ')[1]!)).toBeVisible();
    const again = await visitor();
    await passwordIn(again);
    await typed(again).fill(recovery[0]!);
    await again.keyboard.press('Enter');
    await expect(again.getByRole('alert')).toContainText(unfit.WrongCode);
    await again.getByRole('button', { name: account.Leave }).click();
    await expect(again.getByRole('button', { name: desk.SignIn, exact: true })).toBeVisible();
  });

  await test.step('the section, narrow, dark, in English', async () => {
    await other.goto(`${server.url}/console/admin/account`);
    await other.getByRole('button', { name: starting('EN') }).click();
    await other.getByRole('button', { name: english.Remove }).click();
    await expect(other.getByLabel(english.RemoveCode)).toBeVisible();
    await narrow(other);
    await picture(other, 'on-narrow');
  });

  await test.step('taken away by an administrator', async () => {
    const admin = await staff('administrator');
    await admin.goto(`${server.url}/console/admin/people`);
    await admin.getByLabel(people.Search, { exact: true }).fill('pham minh');
    await admin.getByRole('link', { name: 'Phạm Minh Tuấn' }).click();
    await expect(admin.getByText(people.StepHas)).toBeVisible();
    await accessible(admin);
    await picture(admin, 'person');
    await admin.getByRole('button', { name: people.StepRemove }).click();
    await admin.getByRole('button', { name: people.StepSure }).click();
    await expect(admin.getByText(people.StepRemoved)).toBeVisible();
    await expect(admin.getByText(people.StepHas)).toBeHidden();
    await page.reload();
    await page.getByLabel(desk.UserName).fill(person.user);
    await page.getByLabel(desk.Password).fill(person.password);
    await page.getByRole('button', { name: desk.SignIn, exact: true }).click();
    await expect(page.getByText(step.Off)).toBeVisible();
    await narrow(page);
    await picture(page, 'off-narrow');
  });
});
