// Measures the widget as a person meets it: real Chromium, the real server, a page of another origin; each number the
// median of several visits, each visit in a browser profile of its own. Beside it, in the same run and by the same means,
// a plain Preact form of the same skeleton and a published widget. One line of JSON on standard output.
import { build } from 'esbuild';
import { chromium } from '@playwright/test';
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { brotliCompressSync, constants } from 'node:zlib';

const RUNS = Number(process.argv[2] ?? 10);
const SLOW = { latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 };
const LETTERS = 'Rác chất đống trước cổng chợ từ đầu tháng, mùi rất khó chịu, mong được dọn sớm. ';

const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
const p95 = (list) => [...list].sort((a, b) => a - b)[Math.ceil(list.length * 0.95) - 1];
const rounded = (number) => Math.round(number * 10) / 10;
const smaller = (bytes) =>
  brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } });

/** The server on a data folder of its own. */
async function start() {
  const data = await mkdtemp(join(tmpdir(), 'hoiam-bench-'));
  const run = (args) => spawn(process.env.HOIAM_BIN, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  const made = run(['demo-data', '--data', data, '--cases', '0', '--seed', '1', '--months', '1']);
  made.stdout.resume();
  if ((await new Promise((done) => made.once('exit', done))) !== 0) throw new Error('demo-data failed');
  const server = run(['serve', '--data', data, '--listen', '127.0.0.1:0', '--unlimited']);
  const first = await new Promise((done) => createInterface({ input: server.stdout }).once('line', done));
  const stop = async () => {
    server.kill('SIGTERM');
    await new Promise((done) => server.once('exit', done));
    await rm(data, { recursive: true, force: true });
  };
  return { base: JSON.parse(first).listening.replace(/\/?$/, '/'), stop };
}

const TEXT = '<p>Uỷ ban nhân dân thông báo lịch tiếp công dân tháng này. Mời bà con đến trụ sở vào thứ Năm hằng tuần.</p>'.repeat(12);
const page = (body) => `<!doctype html><html lang="vi"><meta charset="utf-8"><title>UBND</title><body><h1>UBND xã</h1>${TEXT}${body}</body></html>`;

/** As little as draws a button in an element of its own: what the browser itself takes for that. */
const ELEMENT = `class Least extends HTMLElement {
  connectedCallback() {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('button { position: fixed; right: 1rem; bottom: 1rem; color: #fff; background: #0b5d63 }');
    const root = this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [sheet];
    root.append(Object.assign(document.createElement('button'), { textContent: 'Gửi phản ánh' }));
  }
}
customElements.define('least-element', Least);
document.body.append(document.createElement('least-element'));`;

/** Pages of another origin, with the two others to compare with; sent as a good server sends them. */
async function pages(base) {
  const bundled = async (entry) => {
    const made = await build({ entryPoints: [join(import.meta.dirname, entry)], bundle: true, minify: true, format: 'esm', target: 'es2022', write: false, define: { 'process.env.NODE_ENV': '"production"' } });
    return Buffer.from(made.outputFiles[0].contents);
  };
  const opener = (file, call) => page(`<button id="open">Gửi phản ánh</button><script type="module">
    document.getElementById('open').onclick = async () => { const m = await import('/${file}'); window.opened = await m.open(${call}); };</script>`);
  const all = {
    '/hoiam': ['text/html', page(`<script async src="${base}embed.js" data-site="demo"></script>`)],
    '/least': ['text/html', page('<script async src="/least.js"></script>')],
    '/least.js': ['text/javascript', ELEMENT],
    '/preact': ['text/html', opener('preact-form.js', `'${base}', 'vi'`)],
    '/sentry': ['text/html', opener('sentry-form.js', '')],
    '/preact-form.js': ['text/javascript', await bundled('preact-form.js')],
    '/sentry-form.js': ['text/javascript', await bundled('sentry-form.js')],
  };
  const packed = Object.fromEntries(Object.entries(all).map(([path, [type, body]]) => [path, [type, smaller(Buffer.from(body))]]));
  const server = createServer((request, response) => {
    const found = packed[request.url];
    if (!found) return response.writeHead(204).end();
    const cache = request.url.endsWith('.js') ? 'public, max-age=31536000, immutable' : 'no-cache';
    return response.writeHead(200, { 'content-type': `${found[0]}; charset=utf-8`, 'content-encoding': 'br', 'cache-control': cache }).end(found[1]);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const sizes = { preact: packed['/preact-form.js'][1].length, sentry: packed['/sentry-form.js'][1].length };
  return { origin: `http://127.0.0.1:${server.address().port}`, sizes, stop: () => server.close() };
}

/** Bytes of an address as they are sent, compressed with brotli. */
const weight = (url) =>
  new Promise((done, failed) => {
    get(url, { headers: { 'accept-encoding': 'br' } }, (answer) => {
      let sum = 0;
      answer.on('data', (part) => (sum += part.length)).on('end', () => done(sum));
    }).on('error', failed);
  });

/** Runs in the page: presses the button, and says after how many milliseconds the first field or choice is there, has
    been painted, and takes what is typed. */
function press(which) {
  const began = performance.now();
  const root = () =>
    which === 'hoiam' ? document.querySelector('hoi-am')?.shadowRoot : which === 'sentry' ? document.getElementById('sentry-feedback')?.shadowRoot : window.opened;
  const field = () => [...(root()?.querySelectorAll('input, textarea') ?? [])].find((one) => one.getClientRects().length > 0 && !one.disabled);
  const button = which === 'hoiam' ? root().querySelector('button') : document.getElementById('open');
  button.click();
  return new Promise((done) => {
    const look = () => (field() ? requestAnimationFrame(() => setTimeout(() => done(performance.now() - began))) : requestAnimationFrame(look));
    look();
  });
}

/** What the browser does meanwhile, as it notes it itself; the second part ends the notes and gives them. */
async function traced(cdp) {
  const events = [];
  cdp.on('Tracing.dataCollected', ({ value }) => events.push(...value));
  await cdp.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig: { includedCategories: ['devtools.timeline', 'v8'] } });
  return async () => {
    const ended = new Promise((done) => cdp.once('Tracing.tracingComplete', done));
    await cdp.send('Tracing.end');
    await ended;
    return events.filter((event) => event.dur).sort((a, b) => a.ts - b.ts);
  };
}

/** Milliseconds that these take, what is inside another counted once. */
function together(events) {
  let [sum, until] = [0, 0];
  for (const { ts, dur } of events) {
    sum += Math.max(0, ts + dur - Math.max(ts, until));
    until = Math.max(until, ts + dur);
  }
  return sum / 1000;
}

/** To the field for the text, focused. */
async function toText(tab, which) {
  if (which === 'sentry') return tab.locator('#sentry-feedback textarea').first().focus();
  const root = which === 'hoiam' ? tab.locator('hoi-am .ha') : tab.locator('.frame');
  await root.locator('.choice').first().click();
  await root.getByRole('button', { name: 'Tiếp tục', exact: true }).click();
  return root.locator('textarea').first().focus();
}

async function visit(browser, act, { slow = false, warm = false } = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'vi-VN' });
  const tab = await context.newPage();
  const cdp = await context.newCDPSession(tab);
  await cdp.send('Network.enable');
  if (warm) await act.warm(tab);
  if (slow) {
    await cdp.send('Network.emulateNetworkConditions', { offline: false, ...SLOW });
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  }
  const found = await act.run(tab, cdp);
  await context.close();
  return found;
}

async function opening(browser, address, which, how) {
  const all = [];
  const load = async (tab) => {
    await tab.goto(address, { waitUntil: 'load' });
    await tab.waitForFunction((kind) => (kind === 'hoiam' ? document.querySelector('hoi-am')?.shadowRoot?.querySelector('button') : document.getElementById('open')), which);
  };
  const act = {
    warm: async (tab) => {
      await load(tab);
      await tab.evaluate(press, which);
    },
    run: async (tab) => {
      await load(tab);
      return tab.evaluate(press, which);
    },
  };
  for (let run = 0; run < RUNS; run += 1) all.push(await visit(browser, act, how));
  return rounded(median(all));
}

async function typing(browser, address, which) {
  const all = [];
  const act = {
    run: async (tab, cdp) => {
      await tab.goto(address, { waitUntil: 'load' });
      await tab.waitForFunction((kind) => (kind === 'hoiam' ? document.querySelector('hoi-am')?.shadowRoot?.querySelector('button') : document.getElementById('open')), which);
      await tab.evaluate(press, which);
      await toText(tab, which);
      await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 });
      const end = await traced(cdp);
      await tab.keyboard.type(LETTERS, { delay: 30 });
      const events = await end();
      // From one letter to the next: what hears it, and the layout that follows. Letters that are on no key (most of those
      // with marks) come without the press of one, as from an input method.
      const heard = (event, ...types) => event.name === 'EventDispatch' && types.includes(event.args?.data?.type);
      const letters = [];
      let first = 0;
      for (const event of events.filter((one) => heard(one, 'keydown', 'beforeinput', 'textInput', 'input'))) {
        first ||= event.ts;
        if (heard(event, 'input')) {
          letters.push(first);
          first = 0;
        }
      }
      const work = events.filter((event) => heard(event, 'keydown', 'keypress', 'beforeinput', 'textInput', 'input') || ['UpdateLayoutTree', 'Layout'].includes(event.name));
      return letters.map((from, at) => together(work.filter(({ ts }) => ts >= from && ts < (letters[at + 1] ?? Infinity))));
    },
  };
  for (let run = 0; run < RUNS; run += 1) all.push(p95(await visit(browser, act)));
  return rounded(median(all));
}

/** What the widget costs a page whose visitor never touches it. The time is that of the scripts of this name. */
async function idle(browser, address, name, tag, base) {
  const all = [];
  const act = {
    run: async (tab, cdp) => {
      const asked = [];
      tab.on('request', (request) => request.url().startsWith(base) && asked.push(request.url()));
      const end = await traced(cdp);
      await tab.goto(address, { waitUntil: 'load' });
      await tab.waitForFunction((tag) => document.querySelector(tag)?.shadowRoot?.querySelector('button'), tag);
      const cls = await tab.evaluate(() => new Promise((done) => {
        let sum = 0;
        new PerformanceObserver((list) => list.getEntries().forEach((entry) => (sum += entry.value))).observe({ type: 'layout-shift', buffered: true });
        requestIdleCallback(() => setTimeout(() => done(sum), 300));
      }));
      const events = await end();
      const ours = (event) => JSON.stringify(event.args ?? {}).includes(name);
      const names = ['EvaluateScript', 'v8.compile', 'FunctionCall'];
      const main = events.filter((event) => names.includes(event.name) && ours(event));
      return { thread: together(main), cls, requests: asked.filter((url) => !url.endsWith('/embed.js')).length };
    },
  };
  // Short and shaken by whatever else the machine does: more visits than for the others.
  for (let run = 0; run < 3 * RUNS; run += 1) all.push(await visit(browser, act));
  return { requests: Math.max(...all.map((one) => one.requests)), thread: rounded(median(all.map((one) => one.thread))), cls: Math.max(...all.map((one) => one.cls)) };
}

/** Bytes that come over the wire from the click until the form can be used, by kind. */
async function loaded(browser, address, base) {
  const act = {
    run: async (tab) => {
      const asked = new Set();
      tab.on('request', (request) => request.url().startsWith(`${base}assets/`) && asked.add(request.url()));
      await tab.goto(address, { waitUntil: 'load' });
      await tab.waitForFunction(() => document.querySelector('hoi-am')?.shadowRoot?.querySelector('button'));
      await tab.evaluate(press, 'hoiam');
      return [...asked];
    },
  };
  const sizes = await Promise.all((await visit(browser, act)).map(weight));
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** The portal's pages: the bytes of the largest one, and the milliseconds to the first of the slowest one. */
async function portal(base) {
  const first = (url) =>
    new Promise((done, failed) => {
      const began = performance.now();
      get(url, { headers: { 'accept-encoding': 'br' } }, (answer) => {
        const ms = performance.now() - began;
        answer.resume().on('end', () => done(ms));
      }).on('error', failed);
    });
  let [bytes, ms] = [0, 0];
  for (const path of ['', 'f/demo', 't', 's', 'about']) {
    bytes = Math.max(bytes, await weight(base + path));
    const all = [];
    for (let run = 0; run < RUNS; run += 1) all.push(await first(base + path));
    ms = Math.max(ms, median(all));
  }
  return { bytes, ms: rounded(ms) };
}

const server = await start();
const foreign = await pages(server.base);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH,
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-dev-shm-usage'],
});
try {
  const at = (name) => `${foreign.origin}/${name}`;
  const { requests, thread, cls } = await idle(browser, at('hoiam'), 'embed.js', 'hoi-am', server.base);
  const least = await idle(browser, at('least'), 'least.js', 'least-element', server.base);
  const line = {
    bench: 'widget',
    runs: RUNS,
    loader_br: await weight(`${server.base}embed.js`),
    widget_br: await loaded(browser, at('hoiam'), server.base),
    requests_before_intent: requests,
    host_main_thread_ms: thread,
    least_element_main_thread_ms: least.thread,
    cls,
  };
  for (const which of ['hoiam', 'preact', 'sentry']) {
    const name = which === 'hoiam' ? '' : `${which}_`;
    if (name) line[`${name}br`] = foreign.sizes[which];
    line[`${name}click_to_usable_ms`] = await opening(browser, at(which), which, {});
    line[`${name}click_to_usable_slow_cold_ms`] = await opening(browser, at(which), which, { slow: true });
    line[`${name}click_to_usable_slow_warm_ms`] = await opening(browser, at(which), which, { slow: true, warm: true });
    line[`${name}keystroke_p95_ms`] = await typing(browser, at(which), which);
  }
  const pages = await portal(server.base);
  [line.portal_br, line.portal_first_byte_ms] = [pages.bytes, pages.ms];
  console.log(JSON.stringify(line));
} finally {
  await browser.close();
  foreign.stop();
  await server.stop();
}
