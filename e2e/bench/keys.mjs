// How long a handler waits for the next case: from the press of a key until it has been painted, in real Chromium on the real
// server, the processor slowed down to a quarter. One line of JSON on standard output.
import { launch, median, p95, rounded, start } from './serving.mjs';

const PRESSES = Number(process.argv[2] ?? 40);
const SLOWER = 4;

/** Runs in the page: from the next press of `j`, the milliseconds until another case's words, and then its whole story, have
    been painted. */
function painted() {
  const shown = () => document.querySelector('main.case .code')?.textContent;
  const before = shown();
  // Looked at in each frame, right before it is painted; the next task comes after that.
  const after = (ready) =>
    new Promise((done) => {
      const look = () => (ready() ? setTimeout(() => done(performance.now())) : requestAnimationFrame(look));
      requestAnimationFrame(look);
    });
  return new Promise((done) => {
    addEventListener('keydown', async ({ timeStamp }) => {
      const there = (part) => after(() => shown() !== before && document.querySelector(`main.case ${part}`)?.textContent);
      const [words, story] = await Promise.all(['.words blockquote', '.timeline li'].map(there));
      done({ words: words - timeStamp, story: story - timeStamp });
    }, { capture: true, once: true });
    window.listening = true;
  });
}

const server = await start(400);
const browser = await launch();
try {
  const { user, password } = server.users.find(({ role }) => role === 'coordinator');
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'vi-VN' });
  const signed = await context.request.post(`${server.base}api/v1/session`, { data: { user, password }, headers: { 'x-csrf-token': 'none' } });
  if (!signed.ok()) throw new Error(`signing in: ${signed.status()}`);
  const page = await context.newPage();
  await page.goto(`${server.base}console/`);
  await page.locator('.row h2 a').first().waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.locator('main.case .words blockquote').waitFor();
  const cdp = await context.newCDPSession(page);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  const all = [];
  for (let press = 0; press < PRESSES; press += 1) {
    const seen = page.evaluate(painted);
    await page.waitForFunction(() => window.listening);
    await page.keyboard.press('j');
    all.push(await seen);
    await page.evaluate(() => new Promise((done) => requestIdleCallback(() => done(delete window.listening))));
  }
  const of = (part) => all.map((one) => one[part]);
  console.log(JSON.stringify({
    bench: 'keys',
    presses: PRESSES,
    cpu_slower: SLOWER,
    next_case_p50_ms: rounded(median(of('words'))),
    next_case_p95_ms: rounded(p95(of('words'))),
    next_story_p50_ms: rounded(median(of('story'))),
    next_story_p95_ms: rounded(p95(of('story'))),
  }));
} finally {
  await browser.close();
  await server.stop();
}
