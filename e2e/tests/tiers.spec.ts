// Which tier takes over when one cannot, and every way to paste the snippet.
import type { Page, Route } from '@playwright/test';
import { expect, test } from '../support/foreign.ts';
import { document, POLICIES, SNIPPET, type Made } from '../support/pages.ts';
import { heading, kind, launcher, moved, open, opened, press, received, send, widget, write } from '../support/widget.ts';
import { starting } from '../support/words.ts';

const BODY = 'Đèn tín hiệu ở ngã tư hỏng từ tối qua, xe cộ rất lộn xộn.';

const plain = (body: string, headers?: Record<string, string>): Made => ({ html: document(`<h1>Trang</h1>${body}`), headers });

const under = (policy: string): Record<string, string> => (POLICIES[policy] ? { 'content-security-policy': POLICIES[policy] } : {});

/** A page of somebody else whose refusals are nobody's fault. */
async function quiet(page: Page): Promise<Page> {
  page.removeAllListeners('console');
  return page;
}

const PASTED: Record<string, string> = {
  'classic async': SNIPPET,
  'its key in the address': '<script async src="HOST/embed/demo.js"></script>',
  module: '<script type="module" src="HOST/embed.js" data-site="demo"></script>',
  'injected by a tag manager': `<script>const s = document.createElement('script'); s.src = 'HOST/embed/demo.js'; s.async = true;
    document.head.append(s); s.remove();</script>`,
  'in the head, before there is a body': '',
};

for (const [name, snippet] of Object.entries(PASTED)) {
  test(`pasted: ${name}`, async ({ foreign, visitor }) => {
    const html = snippet ? document(snippet) : document('<p>Nội dung</p>', '<script src="HOST/embed/demo.js"></script>');
    const page = await visitor();
    await page.goto(foreign.put(`pasted-${name.replaceAll(/\W/g, '-')}`, { html }));
    const form = await open(page);
    expect(form.tier).toBe('element');
    await write(form, BODY);
    await send(form);
  });
}

test('pasted: a block of the page, a plain link, and what a script opens', async ({ foreign, visitor, host }) => {
  const page = await visitor();
  const block = '<hoi-am site="demo"><a href="HOST/f/demo">Gửi phản ánh</a></hoi-am>';
  const link = '<a id="link" data-hoiam="demo" href="HOST/f/demo">Gửi bằng liên kết</a>';
  await page.goto(foreign.put('block', { html: document(`${link}<script async src="HOST/embed.js"></script>`) }));
  await page.locator('#link').click();
  const dialog = await opened(page);
  await expect(heading(dialog, widget.KindAsk)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(heading(dialog, widget.KindAsk)).toBeHidden();
  await page.evaluate(() => (window as any).hoiam.open('demo'));
  await expect(heading(dialog, widget.KindAsk)).toBeVisible();
  await page.evaluate(() => (window as any).hoiam.close('demo'));
  await expect(heading(dialog, widget.KindAsk)).toBeHidden();

  await page.goto(foreign.put('inline', { html: document(`${block}<script async src="HOST/embed.js" data-site="demo"></script>`) }));
  await expect(launcher(page)).toBeVisible();
  await page.locator('hoi-am:not([mode])').getByRole('button', { name: widget.Launch }).click();
  const form = await opened(page);
  await expect(launcher(page), 'nothing stands in front of a form that somebody writes in').toBeHidden();
  await write(form, BODY);
  await send(form);

  // Without the script the link inside is what people see.
  const bare = await visitor({ javaScriptEnabled: false });
  await bare.goto(`${foreign.origin}/inline`);
  await bare.getByRole('link', { name: 'Gửi phản ánh' }).click();
  await expect(bare).toHaveURL(`${host.url}/f/demo`);
});

test('two sites on one page, and an element that is moved, removed and set anew', async ({ foreign, visitor }) => {
  const page = await visitor();
  const html = document('<div id="a"></div><div id="b"></div><script src="HOST/embed/demo.js"></script><script src="HOST/embed/benh-vien.js"></script>');
  await page.goto(foreign.put('two', { html }));
  await expect(launcher(page, 'demo')).toBeVisible();
  await expect(launcher(page, 'benh-vien')).toBeVisible();
  const [one, two] = await Promise.all([launcher(page, 'demo').boundingBox(), launcher(page, 'benh-vien').boundingBox()]);
  expect(Math.abs(one!.y - two!.y), 'they do not cover each other').toBeGreaterThan(40);
  for (const site of ['benh-vien', 'demo']) {
    const form = await open(page, site);
    await expect(heading(form, widget.KindAsk)).toBeVisible();
    await page.keyboard.press('Escape');
  }

  await page.evaluate(() => {
    const made = Object.assign(document.createElement('hoi-am'), { id: 'block' });
    made.setAttribute('site', 'demo');
    made.setAttribute('mode', 'inline');
    document.getElementById('a')!.append(made);
  });
  const block = page.locator('#block');
  await block.getByRole('button', { name: widget.Launch }).click();
  await block.locator('label', { hasText: starting(kind.Feedback) }).click();
  // As a framework does that sorts its list anew.
  await page.evaluate(() => document.getElementById('b')!.append(document.getElementById('block')!));
  await expect(block.locator('label', { hasText: starting(kind.Feedback) })).toBeVisible();
  await page.evaluate(() => {
    const kept = document.getElementById('block')!;
    kept.remove();
    (window as any).kept = kept;
  });
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await page.evaluate(() => document.getElementById('a')!.append((window as any).kept));
  await block.getByRole('button', { name: widget.Launch }).click();
  await expect(block.getByRole('heading', { name: widget.KindAsk })).toBeVisible();
  await page.evaluate(() => (window as any).kept.setAttribute('lang', 'en'));
  await expect(block.getByRole('button', { name: 'Tell us' })).toBeVisible();
});

test('a denunciation goes on in the frame, where the page cannot look', async ({ foreign, visitor }) => {
  const page = await visitor();
  await page.goto(foreign.put('denunciation', plain(SNIPPET)));
  const form = await open(page);
  await form.root.locator('label', { hasText: starting(kind.Denunciation) }).click();
  await press(form, widget.Next);
  const frame = await moved(page);
  await expect(frame.root.getByText(widget.Secluded)).toBeVisible();
  await frame.root.getByLabel(widget.BodyLabel, { exact: true }).fill(BODY);
  expect(await page.evaluate(() => Object.keys(localStorage)), 'the page keeps nothing').toEqual([]);
  await press(frame, widget.Next);
  await press(frame, widget.Next);
  await frame.root.getByLabel(starting(widget.NameLabel)).fill('Trần Văn B');
  await frame.root.getByLabel(starting(widget.PhoneLabel)).fill('0912345678');
  await frame.root.getByLabel(widget.Consent).check();
  await press(frame, widget.Next);
  await send(frame);
  await press(frame, widget.Close);
  await expect(page.locator('hoi-am iframe')).toBeHidden();
});

test('leaving quickly goes away and leaves nothing', async ({ foreign, visitor }) => {
  const page = await visitor();
  await page.route('https://www.google.com/**', (route) => route.fulfill({ body: 'harmless' }));
  await page.goto(foreign.put('escape', plain(SNIPPET)));
  const form = await open(page);
  await form.root.locator('label', { hasText: starting(kind.Denunciation) }).click();
  await press(form, widget.Next);
  const frame = await moved(page);
  await frame.root.getByLabel(widget.BodyLabel, { exact: true }).fill(BODY);
  await press(frame, widget.Escape);
  await expect(page).toHaveURL('https://www.google.com/');
  await page.goto(`${foreign.origin}/escape`);
  const again = await open(page);
  await again.root.locator('label', { hasText: starting(kind.Denunciation) }).click();
  await press(again, widget.Next);
  const fresh = await moved(page);
  await expect(fresh.root.getByLabel(widget.BodyLabel, { exact: true })).toHaveValue('');
});

for (const policy of Object.keys(POLICIES)) {
  test(`a page that takes letters away before they arrive: written on in the frame, policy ${policy}`, async ({ foreign, visitor }) => {
    const page = await quiet(await visitor());
    const eats = '<script nonce="n">window.addEventListener("keydown", (e) => { if (/^[a-z]$/.test(e.key)) e.preventDefault(); }, true);</script>';
    await page.goto(foreign.put(`eats-${policy}`, { html: document(SNIPPET, eats), headers: under(policy) }));
    let form = await open(page);
    await form.root.locator('label', { hasText: starting(kind.Feedback) }).click();
    await press(form, widget.Next);
    const first = form.root.getByLabel(widget.BodyLabel, { exact: true });
    await first.fill('Đèn đường ');
    if (form.tier === 'element') {
      await first.press('End');
      await first.press('h');
      form = await moved(page);
    }
    expect(form.tier).toBe('frame');
    const field = form.root.getByLabel(widget.BodyLabel, { exact: true });
    await expect(field, 'what was written is there').toHaveValue('Đèn đường ');
    expect(await page.evaluate(() => Object.keys(localStorage)), 'the page keeps nothing of it').toEqual([]);
    await field.press('End');
    await field.pressSequentially('hong ca tuan nay');
    await expect(field).toHaveValue('Đèn đường hong ca tuan nay');
    for (const at of [widget.WhereAsk, widget.ContactAsk, widget.ReviewAsk]) {
      await press(form, widget.Next);
      await expect(heading(form, at)).toBeVisible();
    }
    await send(form);
  });
}

/** Changes what comes over the wire, as a broken cache or a bad one would. */
async function tamper(route: Route): Promise<void> {
  const answer = await route.fetch();
  await route.fulfill({ response: answer, body: Buffer.concat([await answer.body(), Buffer.from('\n')]) });
}

const BROKEN: Record<string, (page: Page) => Promise<void>> = {
  'glue changed on the way': (page) => page.route('**/assets/widget-*.js', tamper),
  'wasm changed on the way': (page) => page.route('**/assets/widget-*.wasm', tamper),
  'server down': (page) => page.route(/\/(assets|w)\//, (route) => route.abort()),
  'frames blocked too': (page) => page.route(/\/(w\/|assets\/widget)/, (route) => route.abort()),
};

for (const [name, policy] of Object.keys(BROKEN).flatMap((name) => Object.keys(POLICIES).map((policy) => [name, policy] as const))) {
  test(`broken: ${name}: the plain page takes over, policy ${policy}`, async ({ foreign, visitor, host }) => {
    const page = await quiet(await visitor());
    await BROKEN[name]!(page);
    await page.goto(foreign.put(`broken-${policy}`, plain(SNIPPET, under(policy))));
    const [opened_] = await Promise.all([page.context().waitForEvent('page'), open(page).then((form) => expect(form.tier).toBe('page'))]);
    await expect(opened_).toHaveURL(`${host.url}/f/demo?lang=vi&fell`);
    const link = page.locator('hoi-am').getByRole('link', { name: widget.LoadFailed });
    await expect(link).toBeFocused();
    await expect(link).toHaveAttribute('href', `${host.url}/f/demo?lang=vi&fell`);
  });
}

for (const policy of Object.keys(POLICIES)) {
  test(`broken: a server that never answers is waited for, then the plain page takes over, policy ${policy}`, async ({ foreign, visitor }) => {
    const page = await quiet(await visitor());
    await page.clock.install();
    await page.route(/\/(assets|w)\//, () => {});
    await page.goto(foreign.put(`slow-${policy}`, plain(SNIPPET, under(policy))));
    await launcher(page).click();
    await expect(launcher(page)).toHaveAttribute('aria-busy', 'true');
    await page.clock.runFor(15_500);
    await page.clock.runFor(15_500);
    await expect(page.locator('hoi-am').getByRole('link', { name: widget.LoadFailed })).toBeVisible();
  });

  test(`broken: the loader itself is refused, and the link inside stays, policy ${policy}`, async ({ foreign, visitor }) => {
    const page = await quiet(await visitor());
    const html = document('<hoi-am site="demo"><a href="HOST/f/demo">Gửi phản ánh</a></hoi-am><script nonce="n" src="HOST/embed.js" crossorigin="anonymous" integrity="sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="></script>');
    await page.goto(foreign.put(`refused-${policy}`, { html, headers: under(policy) }));
    await expect(page.getByRole('link', { name: 'Gửi phản ánh' })).toBeVisible();
  });
}

test('a policy without our host for frames and calls leads to the plain page', async ({ foreign, visitor }) => {
  const page = await quiet(await visitor());
  const headers = { 'content-security-policy': "default-src 'none'; script-src HOST 'wasm-unsafe-eval'" };
  await page.goto(foreign.put('alone', plain(SNIPPET, headers)));
  expect((await open(page)).tier).toBe('page');
});

test('a policy that forbids our calls alone leads to the frame', async ({ foreign, visitor }) => {
  const page = await quiet(await visitor());
  const headers = { 'content-security-policy': "default-src 'self'; script-src HOST 'wasm-unsafe-eval'; frame-src HOST" };
  await page.goto(foreign.put('no-calls', plain(SNIPPET, headers)));
  const form = await open(page);
  expect(form.tier).toBe('frame');
  await write(form, BODY);
  await send(form);
});

test('in a sandbox without forms', async ({ foreign, visitor }) => {
  const page = await quiet(await visitor());
  foreign.put('inside', plain(SNIPPET));
  await page.goto(foreign.put('outside', plain('<iframe id="box" sandbox="allow-scripts allow-same-origin" src="/inside" width="900" height="800"></iframe>')));
  const inside = page.frameLocator('#box');
  await inside.getByRole('button', { name: widget.Launch }).click();
  const form = { tier: 'element' as const, root: inside.locator('hoi-am .ha') };
  await write(form, BODY);
  await send(form);
});

test('a modal dialog of the page comes first, then the launcher works', async ({ foreign, visitor }) => {
  const page = await visitor();
  const html = document(`${SNIPPET}<dialog id="theirs"><button id="done">Đóng thông báo</button></dialog>
    <script>theirs.showModal(); done.onclick = () => theirs.close();</script>`);
  await page.goto(foreign.put('modal', { html }));
  await page.locator('#done').click();
  const form = await open(page);
  await write(form, BODY);
  await send(form);
});

test('it is not printed, and forced colours keep it visible', async ({ foreign, visitor }) => {
  const page = await visitor({ forcedColors: 'active', reducedMotion: 'reduce' });
  await page.goto(foreign.put('media', plain(SNIPPET)));
  await expect(launcher(page)).toBeVisible();
  await page.emulateMedia({ media: 'print' });
  await expect(launcher(page)).toBeHidden();
  await page.emulateMedia({ media: 'screen' });
  const form = await open(page);
  await write(form, BODY);
  await send(form);
});

test('the page hears that a case was sent, and nothing of what is in it', async ({ foreign, visitor }) => {
  const page = await visitor();
  await page.goto(foreign.put('events', plain(SNIPPET)));
  await page.evaluate(() => {
    (window as any).heard = [];
    for (const type of ['hoiam:open', 'hoiam:sent', 'keydown', 'input', 'focusin', 'paste']) {
      document.addEventListener(type, (event) => (window as any).heard.push([event.type, (event as CustomEvent).detail ?? null]));
    }
  });
  const form = await open(page);
  await write(form, BODY);
  await send(form);
  const heard = (await page.evaluate(() => (window as any).heard)) as [string, unknown][];
  expect(heard.filter(([type]) => type.startsWith('hoiam:'))).toEqual([['hoiam:open', null], ['hoiam:sent', null]]);
  expect(heard.filter(([type]) => type === 'input' || type === 'keydown' || type === 'paste')).toEqual([]);
});

test('nothing is asked for before somebody shows intent, and nothing moves', async ({ foreign, visitor, host }) => {
  const page = await visitor();
  const asked: string[] = [];
  page.on('request', (request) => request.url().startsWith(host.url) && asked.push(new URL(request.url()).pathname));
  await page.goto(foreign.put('idle', plain(SNIPPET)));
  await expect(launcher(page)).toBeVisible();
  await page.evaluate(() => new Promise((done) => requestIdleCallback(done)));
  expect(asked).toEqual(['/embed.js']);
  expect(await page.evaluate(() => [Object.keys(localStorage).length, document.cookie])).toEqual([0, '']);
  await launcher(page).hover();
  await expect.poll(() => asked.length).toBeGreaterThan(2);
});

test('a restored tab goes on where it was', async ({ foreign, visitor }) => {
  const page = await visitor();
  await page.goto(foreign.put('killed', plain(SNIPPET)));
  const form = await open(page);
  await form.root.locator('label', { hasText: starting(kind.Feedback) }).click();
  await press(form, widget.Next);
  await form.root.getByLabel(widget.BodyLabel, { exact: true }).fill(BODY);
  await press(form, widget.Next);
  await expect(heading(form, widget.WhereAsk)).toBeVisible();
  await page.reload();
  const again = await open(page);
  await expect(heading(again, widget.WhereAsk)).toBeVisible();
  await expect(again.root.getByText(widget.Restored)).toBeVisible();
  await press(again, widget.Next);
  await press(again, widget.Next);
  await send(again);
  expect(await page.evaluate(() => Object.keys(localStorage)), 'sent: nothing is kept').toEqual([]);
  await received(again);
});
