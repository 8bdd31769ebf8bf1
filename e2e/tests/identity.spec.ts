// Identities for which a provider vouches: a petition signed without a script and at once, what a person sees when they cancel
// or come back twice, and staff who sign in by it.
import { accessible } from '../support/axe.ts';
import { opened, smallRules } from '../support/petitions.ts';
import { CLIENT, provider, type Provider } from '../support/provider.ts';
import { running } from '../support/server.ts';
import { expect, test as base, withRole } from '../support/test.ts';
import { catalogue, fill, starting } from '../support/words.ts';

const NAME = 'VNeID';
const identity = catalogue('identity', 'Identity');
const desk = catalogue('console', 'Desk');
const petition = catalogue('petitions', 'Petitions');
const said = (text: string) => fill(text, { name: NAME });

const test = base.extend<{ vouches: Provider }>({
  vouches: async ({}, use) => {
    const made = await provider();
    await use(made);
    await made.close();
  },
  server: async ({ seed, vouches }, use, info) => {
    const flags = Object.entries({ issuer: vouches.issuer, client: CLIENT, name: NAME });
    const more = ['citizen', 'staff'].flatMap((who) => flags.flatMap(([flag, value]) => [`--oidc-${who}-${flag}`, value]));
    more.push('--oidc-staff-domain', 'tinh.example.vn');
    await running(seed, info.titlePath.join(' '), use, more);
  },
});

test('a petition is signed with a verified identity, without JavaScript', async ({ server, vouches, visitor, staff, picture }) => {
  await smallRules(await staff('administrator'));
  const code = await opened(server, await staff('moderator'));
  const citizen = await visitor({ javaScriptEnabled: false });
  const go = citizen.getByRole('button', { name: said(identity.SignGo) });
  const agree = () => citizen.locator('#identity').getByText(starting(petition.Consent.split('{')[0]!)).click();
  vouches.person = { sub: 'an', name: 'Nguyễn Văn An', email: 'an@vidu.vn', email_verified: true };

  await test.step('what only the person can say is asked for first', async () => {
    await citizen.goto(`${server.url}/petitions/${code}`);
    await go.click();
    await expect(citizen.getByRole('alert')).toContainText(identity.ConsentMissing);
    await picture(citizen, 'consent');
  });

  await test.step('cancelled: nothing is signed, and it says so', async () => {
    await agree();
    await go.click();
    await citizen.getByRole('link', { name: 'Cancel' }).click();
    await expect(citizen.getByRole('heading', { level: 1, name: fill(identity.NotSigned, { why: identity.Denied }) })).toBeVisible();
    await picture(citizen, 'cancelled');
    await citizen.getByRole('link', { name: identity.BackToPetition }).click();
  });

  await test.step('signed', async () => {
    await citizen.locator('#identity').getByText(said(identity.SignTell)).click();
    await agree();
    await go.click();
    await citizen.getByRole('link', { name: 'Continue' }).click();
    await expect(citizen.getByText(identity.MineVerified)).toBeVisible();
    await picture(citizen, 'signed');
    await citizen.getByRole('link', { name: petition.MineSee }).click();
    await expect(async () => {
      await citizen.reload();
      await expect(citizen.getByText(fill(petition.Verified, { n: 1 }))).toBeVisible({ timeout: 500 });
    }).toPass();
    await picture(citizen, 'counted');
  });

  await test.step('the way back is good once', async () => {
    await citizen.goto(`${server.url}/petitions/${code}`);
    await agree();
    await go.click();
    const back = await citizen.getByRole('link', { name: 'Continue' }).getAttribute('href');
    await citizen.getByRole('link', { name: 'Continue' }).click();
    await expect(citizen.getByText(identity.MineVerified)).toBeVisible();
    await citizen.goto(back!);
    await expect(citizen.getByRole('heading', { level: 1, name: fill(identity.NotSigned, { why: identity.Over }) })).toBeVisible();
  });

  await test.step('for everybody: a narrow screen, the dark, the page in between', async () => {
    const narrow = await visitor({ viewport: { width: 320, height: 800 }, colorScheme: 'dark' });
    await narrow.goto(`${server.url}/petitions/${code}?lang=en`);
    await picture(narrow, 'narrow');
    expect(await narrow.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    await accessible(narrow);
    // Where nothing leads on by itself, a link does.
    const sent = await narrow.request.post(`${server.url}/petitions/${code}/identity?lang=en`, { form: { consent: 'yes' } });
    await narrow.setContent(await sent.text());
    await accessible(narrow);
    await expect(narrow.getByRole('link', { name: fill(catalogue('identity', 'Identity', 'en').GoingLink, { name: NAME }) })).toBeVisible();
    await narrow.goto(`${server.url}/identity/citizen?lang=en`);
    await accessible(narrow);
    await picture(narrow, 'over');
  });
});

test('staff sign in by their provider and find the page that they wanted', async ({ server, vouches, visitor, picture }) => {
  const { user } = withRole(server.users, 'moderator');
  const page = await visitor();
  const by = page.getByRole('link', { name: fill(desk.SignInBy, { name: NAME }) });

  await test.step('somebody who is nobody here', async () => {
    vouches.person = { sub: 'x', email: 'nguoila@tinh.example.vn', email_verified: true };
    await page.goto(`${server.url}/console/petitions`);
    await expect(by).toBeVisible();
    await accessible(page);
    await picture(page, 'sign-in');
    await by.click();
    await page.getByRole('link', { name: 'Continue' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(fill(identity.NotSignedIn, { why: identity.StaffUnknown }));
    await expect(page.getByText('“nguoila”')).toBeVisible();
    await accessible(page);
    await picture(page, 'nobody');
    await page.getByRole('link', { name: identity.BackToSignIn }).click();
    await expect(by).toBeVisible();
  });

  await test.step('by keyboard, to the page they came for', async () => {
    vouches.person = { sub: 'm', email: `${user}@tinh.example.vn`, email_verified: true };
    await by.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'Continue' }).click();
    await expect(page).toHaveURL(/\/console\/petitions/);
    await expect(page.getByRole('heading', { level: 1, name: desk.PetitionsTitle })).toBeVisible();
    await picture(page, 'signed-in');
  });

  await test.step('for everybody: a narrow screen in the dark', async () => {
    const narrow = await visitor({ viewport: { width: 320, height: 700 }, colorScheme: 'dark' });
    await narrow.goto(`${server.url}/console/?lang=en`);
    await expect(narrow.getByRole('link', { name: new RegExp(NAME) })).toBeVisible();
    expect(await narrow.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    await accessible(narrow);
    await picture(narrow, 'sign-in-narrow');
  });
});
