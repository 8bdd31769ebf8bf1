// Passkeys: added in the account, a way in without a name and a password, removed. The authenticator is Chromium's virtual one.
import type { CDPSession, Page } from '@playwright/test';
import { accessible } from '../support/axe.ts';
import { freePort, running } from '../support/server.ts';
import { expect, test as base, withRole } from '../support/test.ts';
import { catalogue, fill, starting } from '../support/words.ts';

const desk = catalogue('console', 'Desk');
const account = catalogue('people', 'Account');
const passkeys = catalogue('people', 'Passkeys');
const english = catalogue('people', 'Passkeys', 'en');
const errors = catalogue('errors', 'Errors');

const NARROW = { width: 320, height: 800 };

const test = base.extend({
  // Under a name: browsers make no passkeys for a number.
  server: async ({ seed }, use, info) => {
    const port = await freePort();
    const url = `http://localhost:${port}`;
    const more = ['--listen', `127.0.0.1:${port}`, '--public-url', url];
    await running(seed, info.titlePath.join(' '), (server) => use({ ...server, url }), more);
  },
});

async function narrow(page: Page) {
  const before = page.viewportSize()!;
  await page.setViewportSize(NARROW);
  await page.emulateMedia({ colorScheme: 'dark' });
  await accessible(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(NARROW.width);
  return async () => {
    await page.setViewportSize(before);
    await page.emulateMedia({ colorScheme: 'light' });
  };
}

/** A device of its own that recognises its owner, or does not. */
async function device(page: Page): Promise<{ cdp: CDPSession; authenticatorId: string }> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  const options = {
    protocol: 'ctap2' as const,
    transport: 'internal' as const,
    hasResidentKey: true,
    hasUserVerification: true,
    isUserVerified: true,
    automaticPresenceSimulation: true,
  };
  return { cdp, ...(await cdp.send('WebAuthn.addVirtualAuthenticator', { options })) };
}

test('a passkey is added, opens without name and password, and is removed', async ({ server, staff, visitor, picture }) => {
  const person = withRole(server.users, 'handler');
  const page = await staff('handler');
  const { cdp, authenticatorId } = await device(page);
  const section = page.getByRole('region', { name: passkeys.Title });
  const by = page.getByRole('button', { name: account.PasskeySignIn });
  const name = 'Máy tính ở cơ quan';

  const signOut = async () => {
    await page.goto(`${server.url}/console/`);
    await page.locator('details.account summary').click();
    await page.getByRole('button', { name: desk.SignOut }).click();
    await expect(by).toBeVisible();
  };

  await test.step('added', async () => {
    await page.goto(`${server.url}/console/admin/account`);
    await expect(section.getByText(passkeys.None)).toBeVisible();
    await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
    await section.getByRole('button', { name: passkeys.Add }).click();
    await expect(section.getByRole('alert')).toContainText(errors.PasskeyRefused);
    await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: true });
    await section.getByLabel(passkeys.Name).fill(name);
    await page.keyboard.press('Enter');
    await expect(section.getByText(name, { exact: true })).toBeVisible();
    await expect(section.getByText(passkeys.Unused)).toBeVisible();
    const { credentials } = await cdp.send('WebAuthn.getCredentials', { authenticatorId });
    expect(credentials).toHaveLength(1);
    expect(credentials[0]).toMatchObject({ isResidentCredential: true, rpId: 'localhost' });
    await accessible(page);
    await picture(page, 'added');
  });

  await test.step('opens at once', async () => {
    await signOut();
    await accessible(page);
    await picture(page, 'sign-in');
    await by.focus();
    await page.keyboard.press('Enter');
    await expect(page.locator('main.sign-in')).toBeHidden();
    await page.goto(`${server.url}/console/admin/account`);
    await expect(section.getByText(passkeys.Used!.split('{')[0]!)).toBeVisible();
  });

  await test.step('cancelled: said in words, and nothing is lost', async () => {
    await signOut();
    await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
    await page.getByLabel(desk.UserName).fill(person.user);
    await by.click();
    await expect(page.getByRole('alert')).toContainText(errors.PasskeyRefused);
    await expect(page.getByLabel(desk.UserName)).toHaveValue(person.user);
    const back = await narrow(page);
    await picture(page, 'cancelled-narrow');
    await back();
    await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: true });
    await by.click();
    await expect(page.locator('main.sign-in')).toBeHidden();
  });

  await test.step('removed: it opens nothing any more', async () => {
    await page.goto(`${server.url}/console/admin/account`);
    await page.getByRole('button', { name: starting('EN') }).click();
    await expect(page.getByRole('heading', { name: english.Title })).toBeVisible();
    const back = await narrow(page);
    await picture(page, 'account-narrow');
    await back();
    await page.getByRole('button', { name: starting('VI') }).click();
    await section.getByRole('button', { name: fill(passkeys.RemoveOf, { name }) }).click();
    await expect(section.getByText(passkeys.None)).toBeVisible();
    await signOut();
    await by.click();
    await expect(page.getByRole('alert')).toContainText(errors.PasskeyRefused);
    await expect(page.getByRole('button', { name: desk.SignIn, exact: true })).toBeVisible();
  });

  await test.step('a browser that has none of it shows no button', async () => {
    const other = await visitor();
    await other.addInitScript(() => Reflect.deleteProperty(window, 'PublicKeyCredential'));
    await other.goto(`${server.url}/console/`);
    await expect(other.getByRole('button', { name: desk.SignIn, exact: true })).toBeVisible();
    await expect(other.getByRole('button', { name: account.PasskeySignIn })).toBeHidden();
  });
});
