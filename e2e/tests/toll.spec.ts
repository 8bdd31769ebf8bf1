// While unusually many file through a site: devices do a little work whatever the page around allows, forms without scripts
// wait, and nobody is turned away.
import type { Page } from '@playwright/test';
import { accessible } from '../support/axe.ts';
import { document, pages, POLICIES, SNIPPET } from '../support/pages.ts';
import { running, type Server } from '../support/server.ts';
import { expect, test as base } from '../support/test.ts';
import { open, press, received, widget, write } from '../support/widget.ts';
import { catalogue, names } from '../support/words.ts';

const portal = catalogue('portal', 'Portal');
const kind = names('CaseKind');
const BODY = 'Còi xe tải rú suốt đêm trước cổng bệnh viện, không ai ngủ được.';

/** A site on which so many have filed that the next few are asked for work. */
const test = base.extend<{ busy: Server }>({
  busy: async ({ seed }, use, info) => {
    const filed = async ({ url }: Server, n: number) => {
      const case_ = { kind: 'feedback', body: `Nước ngập đường số ${n} từ sáng.` };
      const headers = { 'content-type': 'application/json', 'idempotency-key': `before-${n}` };
      const answer = await fetch(`${url}/api/v1/sites/demo/cases`, { method: 'POST', headers, body: JSON.stringify(case_) });
      expect(answer.status).toBe(201);
    };
    const busied = async (server: Server) => {
      for (let n = 0; n < 20; n++) await filed(server, n);
      await use(server);
    };
    await running(seed, info.titlePath.join(' '), busied, ['--limit-usual-site', '40/10h', '--limit-moderated-address', 'none']);
  },
});

/** The page's script for work, held back until it is let go: what stands there meanwhile can be looked at. */
async function held(page: Page): Promise<() => void> {
  let go = () => {};
  const gone = new Promise<void>((done) => (go = done));
  await page.route('**/assets/work-*.js', async (route) => {
    await gone;
    await route.continue();
  });
  return go;
}

test('the widget works, in a worker where the page lets it, else between what the page does', async ({ busy, visitor, picture }) => {
  const foreign = await pages(busy.url);
  for (const [policy, worker] of Object.entries({ none: true, strict: false, 'no-wasm': true, dynamic: true })) {
    await test.step(`policy ${policy}`, async () => {
      const page = await visitor({ viewport: { width: 320, height: 800 } });
      // A refused worker is a note in the console, as any refusal by a policy.
      page.removeAllListeners('console');
      const asked: number[] = [];
      page.on('response', (answer) => answer.url().includes('/cases') && asked.push(answer.status()));
      let workers = 0;
      page.on('worker', () => (workers += 1));
      const go = await held(page);
      const headers = POLICIES[policy] ? { 'content-security-policy': POLICIES[policy] } : undefined;
      await page.goto(foreign.put(`busy-${policy}`, { html: document(`<h1>Trang</h1>${SNIPPET}`), headers }));
      const form = await open(page);
      expect(form.tier).toBe(policy === 'none' || policy === 'strict' ? 'element' : 'frame');
      await write(form, BODY);
      await press(form, widget.Send);
      const works = form.root.getByRole('button', { name: widget.Working });
      await expect(works).toBeVisible();
      await works.scrollIntoViewIfNeeded();
      if (form.tier === 'element') await accessible(page);
      await picture(page, `works-${policy}`);
      go();
      await received(form);
      expect(asked.filter((status) => status !== 200), 'asked once, then taken').toEqual([428, 201]);
      expect(workers > 0, 'beside the page').toBe(worker);
    });
  }
  await foreign.close();
});

test('what cannot work is taken all the same', async ({ busy, visitor }) => {
  const foreign = await pages(busy.url);
  const page = await visitor();
  await page.route('**/assets/work-*.js', (route) => route.abort());
  await page.goto(foreign.put('broken', { html: document(SNIPPET) }));
  const form = await open(page);
  await write(form, BODY);
  await press(form, widget.Send);
  await received(form);
  await foreign.close();
});

test('the form without JavaScript waits and goes on by itself', async ({ busy, visitor, picture }) => {
  const page = await visitor({ javaScriptEnabled: false, viewport: { width: 320, height: 800 } });
  await sent(page, busy);
  await expect(page.getByRole('heading', { name: portal.WaitTitle!.replace('{n}', '5'), level: 1 })).toBeVisible();
  await expect(page.getByRole('heading', { name: portal.ReceiptTitle, level: 1 })).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
  await picture(page, 'waited');
  expect(await page.locator('.ticket code').first().innerText()).toMatch(/^HA-/);

  await test.step('or is sent at once, for a moderator to read', async () => {
    const other = await visitor({ viewport: { width: 320, height: 800 } });
    await sent(other, busy);
    await expect(other.getByText(portal.WaitLead!)).toBeVisible();
    await accessible(other);
    await other.getByRole('button', { name: portal.WaitSkip }).click();
    await expect(other.getByRole('heading', { name: portal.ReceiptTitle, level: 1 })).toBeVisible();
    await accessible(other);
  });
});

/** Fills the plain form in and sends it. */
async function sent(page: Page, { url }: Server): Promise<void> {
  await page.goto(`${url}/f/demo`);
  await page.getByText(kind.Feedback, { exact: true }).click();
  await page.getByLabel(portal.BodyLabel).fill(BODY);
  // A press waits for the whole page, and here is half of one: it is enough that it has begun.
  const begun = page.waitForEvent('framenavigated');
  await page.getByRole('button', { name: portal.Send, exact: true }).click({ noWaitAfter: true });
  await begun;
}
