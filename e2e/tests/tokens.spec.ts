// Tokens of other programs: one is made, shown once, used by something that is no browser, and taken back.
import type { Page } from '@playwright/test';
import { accessible } from '../support/axe.ts';
import { expect, test } from '../support/test.ts';
import { catalogue, fill, names } from '../support/words.ts';

const desk = catalogue('console', 'Desk');
const page = catalogue('tokens', 'TokenPage');
const english = catalogue('tokens', 'TokenPage', 'en');
const role = names('Role');
const acts = catalogue('audit', 'Acts', 'en');
const things = catalogue('audit', 'Things', 'en');
const audit = catalogue('audit', 'AuditPage', 'en');
const NARROW = { width: 320, height: 800 };

async function narrow(admin: Page) {
  await admin.setViewportSize(NARROW);
  await admin.emulateMedia({ colorScheme: 'dark' });
  await accessible(admin);
  expect(await admin.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(NARROW.width);
}

test('a token is made, works for another program, and is taken back', async ({ server, staff, picture, request }) => {
  const admin = await staff('administrator');
  const name = 'Kho dữ liệu thành phố';
  let secret = '';
  const asked = () => request.get(`${server.url}/api/v1/cases?lang=vi`, { headers: { authorization: `Bearer ${secret}` } });

  await test.step('made', async () => {
    await admin.getByRole('link', { name: desk.AdminTitle, exact: true }).click();
    await admin.getByRole('link', { name: page.Title, exact: true }).click();
    await expect(admin.getByText(page.None)).toBeVisible();
    await admin.getByRole('button', { name: page.New, exact: true }).first().click();
    await admin.getByLabel(page.Name, { exact: true }).fill(name);
    await admin.getByLabel(page.Role, { exact: true }).selectOption({ label: role.Supervisor });
    await admin.getByLabel(page.Days, { exact: true }).fill('900');
    await admin.getByRole('button', { name: page.Make, exact: true }).last().click();
    await expect(admin.getByRole('alert')).toContainText('366');
    await accessible(admin);
    await picture(admin, 'form');
    await admin.getByLabel(page.Days, { exact: true }).fill('30');
    await admin.getByRole('button', { name: page.Make, exact: true }).last().click();
    const shown = admin.getByRole('region', { name: fill(page.SecretTitle, { name }) });
    secret = (await shown.locator('code').textContent())!;
    expect(secret).toMatch(/^hoiam_[\w-]{43}$/);
    await expect(admin.getByText(page.Unused)).toBeVisible();
    await accessible(admin);
    await picture(admin, 'once');
    await narrow(admin);
    await picture(admin, 'once-narrow');
    await shown.getByRole('button', { name: page.SecretKept }).click();
    await expect(admin.getByText(secret)).toBeHidden();
  });

  await test.step('used', async () => {
    expect((await asked()).status()).toBe(200);
    await admin.reload();
    await expect(admin.getByText(page.Unused)).toBeHidden();
    await expect(admin.getByText(secret)).toBeHidden();
  });

  await test.step('taken back', async () => {
    await admin.setViewportSize({ width: 1280, height: 900 });
    await admin.emulateMedia({ colorScheme: 'light' });
    await admin.getByRole('button', { name: fill(page.RevokeOf, { name }) }).click();
    expect((await asked()).status()).toBe(200);
    await admin.getByRole('button', { name: page.RevokeSure }).click();
    await expect(admin.getByText(page.RevokedSaid)).toBeVisible();
    await expect(admin.getByText(page.Revoked, { exact: true })).toBeVisible();
    expect((await asked()).status()).toBe(401);
    await admin.evaluate(() => localStorage.setItem('hoiam.lang', 'en'));
    await admin.reload();
    await expect(admin.getByText(english.Revoked, { exact: true })).toBeVisible();
    await accessible(admin);
    await picture(admin, 'taken-back');
  });

  await test.step('one more, taken back without a console: both stand in the record', async () => {
    await admin.getByRole('button', { name: english.New, exact: true }).click();
    await admin.getByLabel(english.Name, { exact: true }).fill('Reports');
    await admin.getByRole('button', { name: english.Make, exact: true }).last().click();
    await expect(admin.getByText(fill(english.SecretTitle, { name: 'Reports' }))).toBeVisible();
    await server.command('user', 'disable', 'api:2');
    await admin.goto(`${server.url}/console/admin/audit`);
    const newest = admin.getByRole('listitem').filter({ hasText: `${things.Token} · ${acts.Disabled}` }).first();
    await expect(newest).toContainText('Reports');
    await expect(newest).toContainText(audit.CommandLine);
    await picture(admin, 'record');
  });
});
