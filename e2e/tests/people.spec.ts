// People and roles: an administrator adds somebody, who chooses a password of their own; roles, keeping out, sessions,
// and the record of it all.
import type { Page } from '@playwright/test';
import { accessible } from '../support/axe.ts';
import { expect, test } from '../support/test.ts';
import { catalogue, fill, names } from '../support/words.ts';

const desk = catalogue('console', 'Desk');
const people = catalogue('people', 'PeoplePage');
const account = catalogue('people', 'Account');
const audit = catalogue('audit', 'AuditPage');
const acts = catalogue('audit', 'Acts');
const things = catalogue('audit', 'Things');
const role = names('Role');

const NARROW = { width: 320, height: 800 };
const OWN = 'bốn con mèo trên mái';

async function narrow(page: Page) {
  await page.setViewportSize(NARROW);
  await page.emulateMedia({ colorScheme: 'dark' });
  await accessible(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(NARROW.width);
}

test('somebody new is added, chooses a password, works, and is kept out', async ({ server, staff, visitor, picture }) => {
  const admin = await staff('administrator');
  await test.step('the list', async () => {
    await admin.getByRole('link', { name: desk.AdminTitle, exact: true }).click();
    await admin.getByRole('link', { name: people.Title, exact: true }).click();
    await expect(admin.getByText(fill(people.Count, { n: 22 }))).toBeVisible();
    await accessible(admin);
    await picture(admin, 'list');
    await admin.getByLabel(people.Search, { exact: true }).fill('pham minh');
    await expect(admin.getByText(fill(people.Count, { n: 1 }), { exact: true })).toBeVisible();
    await expect(admin.getByRole('link', { name: 'Phạm Minh Tuấn' })).toBeVisible();
  });

  const login = 'an.khanh';
  let once = '';
  await test.step('a new person', async () => {
    await admin.getByRole('link', { name: people.New, exact: true }).click();
    await admin.getByLabel(people.Login, { exact: true }).fill(login);
    await admin.getByLabel(people.Name, { exact: true }).fill('Nguyễn An Khánh');
    await admin.getByRole('button', { name: people.Create }).click();
    await expect(admin.getByRole('alert')).toBeVisible();
    await admin.getByLabel(people.Role, { exact: true }).selectOption({ label: role.Handler });
    await admin.getByRole('button', { name: people.RoleAdd }).click();
    await accessible(admin);
    await picture(admin, 'new');
    await admin.getByRole('button', { name: people.Create }).click();
    const shown = admin.getByRole('region', { name: people.OneTimeTitle });
    await expect(shown).toBeVisible();
    once = (await shown.locator('code').textContent())!;
    expect(once).toMatch(/^([0-9A-Z]{4}-){3}[0-9A-Z]{4}$/);
    await accessible(admin);
    await picture(admin, 'one-time');
    await shown.getByRole('link').click();
    await expect(admin.getByText(people.OneTimeStill)).toBeVisible();
  });

  const newcomer = await visitor();
  await test.step('a password of their own', async () => {
    await newcomer.goto(`${server.url}/console/`);
    await newcomer.getByLabel(desk.UserName).fill(login);
    await newcomer.getByLabel(desk.Password).fill(once);
    await newcomer.getByRole('button', { name: desk.SignIn, exact: true }).click();
    await expect(newcomer.getByRole('heading', { name: account.ChooseTitle })).toBeVisible();
    await accessible(newcomer);
    await picture(newcomer, 'choose');
    await newcomer.getByLabel(account.PasswordOnce, { exact: true }).fill(once);
    await newcomer.getByLabel(account.PasswordNew, { exact: true }).fill('matkhau123');
    await newcomer.getByLabel(account.PasswordAgain, { exact: true }).fill('matkhau12');
    await newcomer.getByRole('button', { name: account.PasswordSave }).click();
    await expect(newcomer.getByText(account.PasswordDiffers)).toBeVisible();
    await newcomer.getByLabel(account.PasswordAgain, { exact: true }).fill('matkhau123');
    await newcomer.getByRole('button', { name: account.PasswordSave }).click();
    await expect(newcomer.getByRole('alert').filter({ hasText: 'dễ đoán' })).toBeVisible();
    await narrow(newcomer);
    await picture(newcomer, 'choose-narrow');
    await newcomer.getByLabel(account.PasswordNew, { exact: true }).fill(OWN);
    await newcomer.getByLabel(account.PasswordAgain, { exact: true }).fill(OWN);
    await newcomer.getByRole('button', { name: account.PasswordSave }).click();
    await expect(newcomer.getByRole('heading', { name: account.ChooseTitle })).toBeHidden();
  });

  await test.step('their account', async () => {
    await newcomer.setViewportSize({ width: 1280, height: 900 });
    await newcomer.getByText('Nguyễn An Khánh').first().click();
    await newcomer.getByRole('link', { name: account.Title, exact: true }).click();
    await expect(newcomer.getByText(account.Here, { exact: true })).toBeVisible();
    await expect(newcomer.getByText('Chrome · Linux')).toBeVisible();
    await accessible(newcomer);
    await picture(newcomer, 'account');
  });

  await test.step('one more role, then kept out: their page knows at once', async () => {
    await admin.reload();
    await expect(admin.getByText('Chrome · Linux')).toBeVisible();
    await admin.getByLabel(people.Role, { exact: true }).selectOption({ label: role.Approver });
    await admin.getByRole('button', { name: people.RoleAdd }).click();
    await admin.getByRole('button', { name: people.Save, exact: true }).click();
    await expect(admin.getByText(people.Saved, { exact: true })).toBeVisible();
    await expect(admin.getByText(`${role.Approver} · Chính phủ`)).toBeVisible();
    await accessible(admin);
    await picture(admin, 'person');
    await admin.getByRole('button', { name: people.Disable, exact: true }).click();
    await admin.getByRole('button', { name: people.DisableSure }).click();
    await expect(admin.getByText(people.DisabledSaid)).toBeVisible();
    await narrow(admin);
    await picture(admin, 'person-narrow');
    await newcomer.reload();
    await expect(newcomer.getByRole('button', { name: desk.SignIn, exact: true })).toBeVisible();
  });

  await test.step('the record', async () => {
    await admin.goto(`${server.url}/console/admin/audit`);
    await admin.setViewportSize({ width: 1280, height: 900 });
    await expect(admin.getByText(`${things.Person} · ${acts.Disabled}`)).toBeVisible();
    await expect(admin.getByText(`${things.Person} · ${acts.Created}`)).toBeVisible();
    await accessible(admin);
    await picture(admin, 'audit');
    await admin.getByLabel(audit.Who, { exact: true }).fill('nobody');
    await admin.getByRole('button', { name: audit.Show }).click();
    await expect(admin.getByText(audit.None)).toBeVisible();
    await narrow(admin);
  });
});
