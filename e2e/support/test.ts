// `test` with what every browser test needs: a server of its own, people with a browser of their own, pictures.
// A fault in a page (an exception, something logged as an error) fails the test even if nobody looked for it.
import { test as base, expect, type BrowserContextOptions, type Page } from '@playwright/test';
import { join, resolve } from 'node:path';
import { discard, running, template, type Server, type Template, type User } from './server.ts';
import { catalogue } from './words.ts';

export { expect };

const RESULTS = resolve(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '../results');

/** Opens a browser of its own: no cookies or storage shared with anybody. */
export type Visitor = (options?: BrowserContextOptions) => Promise<Page>;

/** Saves what a person sees now, numbered in the order of the story. */
export type Picture = (page: Page, name: string) => Promise<void>;

type Fixtures = {
  cases: number;
  flags: string[];
  server: Server;
  visitor: Visitor;
  staff: (role: string) => Promise<Page>;
  picture: Picture;
};

export const test = base.extend<Fixtures, { seed: Template }>({
  seed: [
    async ({}, use) => {
      const made = await template();
      await use(made);
      await discard(made);
    },
    { scope: 'worker', timeout: 120_000 },
  ],

  // Invented cases that the server of a test begins with: `test.use({ cases: 60 })`.
  cases: [0, { option: true }],
  // Flags that the server of a test is started with, besides those of all.
  flags: [[], { option: true }],

  server: async ({ seed, cases, flags }, use, info) => {
    const filled = cases > 0 ? await template(cases) : undefined;
    await running(filled ?? seed, info.titlePath.join(' '), use, flags);
    if (filled) await discard(filled);
  },

  visitor: async ({ browser }, use) => {
    const faults: string[] = [];
    const opened: Page[] = [];
    await use(async (options) => {
      const context = await browser.newContext(options);
      const page = await context.newPage();
      page.on('pageerror', (error) => faults.push(`${page.url()}: ${error.message}`));
      page.on('console', (message) => {
        // The browser's own note about a refused request: the page says it in its words, or another test does.
        const refused = message.text().startsWith('Failed to load resource');
        // A frame that may run no script runs none of the tools' either.
        const sandboxed = message.text().startsWith("Blocked script execution in 'about:srcdoc'");
        if (message.type() === 'error' && !refused && !sandboxed) faults.push(`${page.url()}: ${message.text()}`);
      });
      opened.push(page);
      return page;
    });
    for (const page of opened) await page.context().close();
    expect(faults, 'faults in pages').toEqual([]);
  },

  staff: async ({ server, visitor }, use) => {
    const desk = catalogue('console', 'Desk');
    await use(async (role) => {
      const { user, password } = withRole(server.users, role);
      const page = await visitor();
      await page.goto(`${server.url}/console/`);
      await page.getByLabel(desk.UserName).fill(user);
      await page.getByLabel(desk.Password).fill(password);
      await page.getByRole('button', { name: desk.SignIn, exact: true }).click();
      await expect(page.locator('main.sign-in')).toBeHidden();
      return page;
    });
  },

  picture: async ({}, use, info) => {
    let number = 0;
    const story = info.file.replace(/^.*\/|\.spec\.ts$/g, '');
    await use(async (page, name) => {
      number += 1;
      const path = join(RESULTS, 'screens', `${story}-${String(number).padStart(2, '0')}-${name}.png`);
      await page.screenshot({ path, fullPage: true, animations: 'disabled' });
    });
  },
});

/** The first person with this role. */
export function withRole(users: User[], role: string): User {
  const found = users.find((u) => u.role === role);
  if (!found) throw new Error(`demo-data made nobody with the role ${role}`);
  return found;
}
