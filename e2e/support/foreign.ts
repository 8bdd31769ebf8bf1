// `test` for pages of other people: one server for all of them, since each only files its own case, and a place to
// put pages on another origin.
import { running, type Server } from './server.ts';
import { pages, type Pages } from './pages.ts';
import { test as base } from './test.ts';

export { expect } from './test.ts';

type Shared = { host: Server; foreign: Pages };

export const test = base.extend<{}, Shared>({
  host: [
    async ({ seed }, use, info) => {
      await running(seed, `foreign pages ${info.workerIndex}`, use);
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  foreign: [
    async ({ host }, use) => {
      const made = await pages(host.url);
      await use(made);
      await made.close();
    },
    { scope: 'worker' },
  ],
});
