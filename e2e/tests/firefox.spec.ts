// The core path in Firefox, which Playwright only drives in a build of its own: Debian's Firefox over WebDriver BiDi
// instead. A case is written with a file, sent, followed and answered to, in the element and in the frame.
import puppeteer, { type Browser, type ElementHandle, type Frame, type Page } from 'puppeteer-core';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test as base } from '../support/foreign.ts';
import { document as page_, POLICIES, SNIPPET } from '../support/pages.ts';
import { kind, widget } from '../support/widget.ts';
import { catalogue } from '../support/words.ts';

const files = catalogue('files', 'Files');
const BODY = 'Cầu qua mương bị sập một bên, xe máy không qua được.';

const test = base.extend<{}, { firefox: Browser }>({
  firefox: [
    async ({}, use) => {
      const browser = await puppeteer.launch({ browser: 'firefox', executablePath: process.env.FIREFOX_PATH ?? '/usr/bin/firefox-esr', headless: true });
      await use(browser);
      await browser.close();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});

/** The element of the widget that begins with this text, once it can be seen. */
async function find(where: Page | Frame, selector: string, text = ''): Promise<ElementHandle<HTMLElement>> {
  const found = await where.waitForFunction(
    (css, words) => {
      const host = document.querySelector('hoi-am') ?? document.getElementById('place');
      const all = [...(host?.shadowRoot?.querySelectorAll<HTMLElement>(css) ?? [])];
      return all.find((one) => (one.textContent ?? '').trim().startsWith(words) && one.getClientRects().length > 0);
    },
    { timeout: 20_000, polling: 50 },
    selector,
    text,
  );
  return found.asElement() as ElementHandle<HTMLElement>;
}

// By the key: a click goes to where the button stood when it was asked, and what is above it may just have grown.
const press = async (where: Page | Frame, text: string, selector = 'button') => (await find(where, selector, text)).press('Enter');

for (const [policy, tier] of Object.entries({ none: 'element', strict: 'element', 'no-wasm': 'frame', dynamic: 'frame' })) {
  test(`firefox: written, sent and followed, policy ${policy}`, async ({ firefox, foreign }) => {
    const context = await firefox.createBrowserContext();
    const page = await context.newPage();
    const headers: Record<string, string> = POLICIES[policy] ? { 'content-security-policy': POLICIES[policy] } : {};
    await page.goto(foreign.put(`firefox-${policy}`, { html: page_(`<h1>Trang</h1>${SNIPPET}`), headers }));
    await (await find(page, 'button.b')).click();
    const where = tier === 'element' ? page : await page.waitForFrame((frame) => frame.url().includes('/w/demo'), { timeout: 20_000 });

    await (await find(where, 'label.choice', kind.Feedback)).click();
    await press(where, widget.Next);
    // Letter by letter, as a person types.
    await (await find(where, 'textarea')).type(BODY);
    const paper = join(tmpdir(), `hoiam-firefox-${policy}.txt`);
    writeFileSync(paper, 'Ảnh chụp lúc 6 giờ sáng');
    const input = await where.waitForFunction(() => (document.querySelector('hoi-am') ?? document.getElementById('place'))!.shadowRoot!.querySelector('input[type=file]'));
    await (input.asElement() as ElementHandle<HTMLInputElement>).uploadFile(paper);
    await find(where, '.chosen .state', files.Done);
    for (const heading of [widget.WhereAsk, widget.ContactAsk, widget.ReviewAsk]) {
      await press(where, widget.Next);
      await find(where, '.heading', heading);
    }
    await press(where, widget.Send, '.primary');
    await find(where, '.heading', widget.SentTitle);
    const code = await (await find(where, '.ticket .code')).evaluate((element) => element.textContent);
    expect(code).toMatch(/^HA-\d\d-[0-9A-Z]{5}-[0-9A-Z]{4}$/);
    await press(where, widget.FollowNow);
    await find(where, '.case .heading', code!);
    await press(where, widget.DoMessage);
    await (await find(where, '.panel textarea')).type('Sáng nay có người suýt ngã.');
    await press(where, '', '.panel .primary');
    await find(where, '.message.mine', '');
    await context.close();
  });
}
