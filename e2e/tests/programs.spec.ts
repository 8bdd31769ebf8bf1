// The two programs of staff: each is loaded where its pages are and nowhere else, and a person who goes from one to the
// other stays who they are, in their language and light.
import type { Page } from '@playwright/test';
import { accessible } from '../support/axe.ts';
import { expect, test } from '../support/test.ts';
import { catalogue, starting } from '../support/words.ts';

const desk = catalogue('console', 'Desk');
const routing = catalogue('routing', 'Routing');

const ADMIN = 'a[href="/console/admin"]';

/** The programs a page loads from now on. */
function loads(page: Page): string[] {
  const seen: string[] = [];
  page.on('request', (request) => {
    const name = /\/assets\/(\w+)-[0-9a-f]{12}\.wasm$/.exec(new URL(request.url()).pathname)?.[1];
    if (name) seen.push(name);
  });
  return seen;
}

test('who handles cases never loads administration', async ({ server, staff, picture }) => {
  const handler = await staff('handler');
  const seen = loads(handler);
  await handler.goto(`${server.url}/console/`);
  await expect(handler.getByRole('link', { name: desk.QueueTitle, exact: true })).toBeVisible();
  await expect(handler.locator(ADMIN)).toHaveCount(0);
  expect(new Set(seen)).toEqual(new Set(['console']));

  await test.step('the address alone gives no page', async () => {
    await handler.goto(`${server.url}/console/admin/rules`);
    await expect(handler.getByRole('heading', { name: desk.NotForYou })).toBeVisible();
    await accessible(handler);
    await picture(handler, 'not-for-you');
    await handler.getByRole('link', { name: desk.ToQueue }).click();
    await expect(handler.getByRole('searchbox').or(handler.getByRole('combobox')).first()).toBeVisible();
  });
});

test('from one program to the other and back', async ({ server, staff, picture }) => {
  const admin = await staff('administrator');
  const root = admin.locator('html');
  await admin.getByRole('button', { name: starting('EN') }).click();
  await admin.locator('select.theme').selectOption('dark');
  const seen = loads(admin);

  await test.step('into administration', async () => {
    await admin.locator(ADMIN).click();
    await expect(admin).toHaveURL(`${server.url}/console/admin`);
    await expect(admin.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(root).toHaveAttribute('lang', 'en');
    await expect(root).toHaveAttribute('data-scheme', 'dark');
    expect(seen).toEqual(['admin']);
    await accessible(admin);
    await picture(admin, 'list');
  });

  await test.step('inside it pages change without a load', async () => {
    await admin.getByRole('button', { name: starting('VI') }).click();
    await admin.getByRole('link', { name: routing.RulesTitle, exact: true }).click();
    await expect(admin.getByRole('heading', { name: routing.RulesTitle })).toBeVisible();
    await expect(admin).toHaveTitle(starting(routing.RulesTitle));
    await admin.goBack();
    await expect(admin.getByRole('heading', { name: desk.AdminTitle })).toBeVisible();
    await admin.goForward();
    await expect(admin.getByRole('heading', { name: routing.RulesTitle })).toBeVisible();
    expect(seen).toEqual(['admin']);
  });

  await test.step('the back button leads out again', async () => {
    await admin.goBack();
    await admin.goBack();
    await expect(admin).toHaveURL(`${server.url}/console/`);
    await expect(admin.getByRole('search').first()).toBeVisible();
    // What was chosen in the other program counts here, however the browser brought the page back.
    await expect(root).toHaveAttribute('lang', 'vi');
    await expect(root).toHaveAttribute('data-scheme', 'dark');
  });

  await test.step('an address that is none', async () => {
    await admin.goto(`${server.url}/console/admin/nowhere`);
    await expect(admin.getByRole('heading', { name: desk.NoSuchPage })).toBeVisible();
  });
});
