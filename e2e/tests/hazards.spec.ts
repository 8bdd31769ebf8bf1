// The worst pages there are, each under all four policies: the launcher shows, opens, and a case goes through in the
// element, or in the next tier that can.
import { expect, test } from '../support/foreign.ts';
import type { BrowserContextOptions, Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { document, POLICIES, SNIPPET, type Made } from '../support/pages.ts';
import { launcher, opened, send, write, type Tier } from '../support/widget.ts';

const BODY = 'Nắp cống trước nhà bị vỡ, trẻ con đi học rất nguy hiểm.';

/** What stands on the page, and the tier it must lead to where WebAssembly may run. */
type Hazard = {
  head?: string;
  body?: string;
  doctype?: string;
  headers?: Record<string, string>;
  tier?: Tier;
  options?: BrowserContextOptions;
  /** What happens on the page before anybody opens the form. */
  before?: (page: Page) => Promise<void>;
  /** What opens the form where the launcher cannot be reached. */
  opens?: (page: Page) => Promise<void>;
  /** Letters are pressed one by one, not put in. */
  keys?: boolean;
};

const script = (code: string) => `<script nonce="n">${code}</script>`;
const style = (code: string) => `<style nonce="n">${code}</style>`;
/** The style sheet of a published design system, as a page of its own would carry it. */
const sheet = (file: string) => style(readFileSync(createRequire(import.meta.url).resolve(file), 'utf8').replaceAll('</style', ''));
/** A framework as a module of the page, in front of what uses it: what it gives away has `_` behind its name. */
const framework = (code: string) => {
  const folder = dirname(createRequire(import.meta.url).resolve('preact'));
  const source = readFileSync(join(folder, 'preact.mjs'), 'utf8').replace(/export\{([^}]*)\};?/, (_, names: string) =>
    names.split(',').map((pair) => pair.split(' as ')).map(([from, to]) => `const ${to ?? from}_=${from};`).join(''),
  );
  return `<script type="module" nonce="n">${source}\n{ ${code} }</script>`;
};
const LAYER = '<div class="layer"></div>';

const HAZARDS: Record<string, Hazard> = {
  'nothing special': {},
  'every property unset': { head: style('* { all: unset !important; }') },
  'layers above everything': {
    head: style('.layer { position: fixed; inset: 0; z-index: 2147483647; background: rgb(255 255 255 / .5); }'),
    body: `${LAYER}SNIPPET${LAYER}`,
  },
  'a transformed ancestor': { head: style('html, body { transform: scale(1); filter: blur(0); overflow: hidden; height: 100vh; }') },
  'a rem of 4 px': { head: style('html { font-size: 4px; } body { zoom: 1; line-height: 0; letter-spacing: 1em; }') },
  'hostile custom properties': {
    head: style('* { --ha-surface: black !important; --ha-ink: black !important; --ha-unit: 0px !important; --p: black !important; --ha-accent: white !important; --ha-on-accent: white !important; }'),
  },
  'quirks mode': { doctype: '', body: '<table><tr><td><font size=7>SNIPPET</font></td></tr></table>' },
  'right to left': { head: script('document.documentElement.dir = "rtl"') },
  'prototypes polluted': {
    head: script(`Array.prototype.extra = () => {}; Object.prototype.extra = 1; String.prototype.extra = 2;
      Object.prototype.toJSON = () => 'stolen'; Array.prototype.toJSON = function () { return 'x'; };`),
  },
  'JSON replaced': { head: script('window.JSON = { parse: () => ({}), stringify: () => "{}" };') },
  'fetch wrapped': {
    head: script('const real = window.fetch; window.fetch = (...all) => { window.seen = (window.seen || 0) + 1; return real(...all); };'),
  },
  'fetch replaced by a polyfill': {
    head: script(`window.fetch = (url) => new Promise((yes, no) => { const x = new XMLHttpRequest(); x.open('GET', url);
      x.responseType = 'text'; x.onload = () => yes({ ok: true, status: x.status, text: async () => x.responseText, json: async () => JSON.parse(x.responseText) });
      x.onerror = no; x.send(); }); window.Response = function () {}; window.Headers = function () {}; window.AbortController = undefined;`),
    tier: 'frame',
  },
  'shortcuts that eat letters': {
    head: script(`document.addEventListener('keydown', (e) => { if (!/INPUT|TEXTAREA/.test(e.target.tagName)) e.preventDefault(); });
      document.addEventListener('keypress', (e) => e.preventDefault());`),
    keys: true,
  },
  'a focus trap': {
    body: '<button id="trap">Bẫy</button>SNIPPET' + script("document.addEventListener('focusin', (e) => { if (e.target.id !== 'trap') document.getElementById('trap').focus(); });"),
  },
  'trusted types': { headers: { 'content-security-policy': "require-trusted-types-for 'script'; trusted-types 'none'" } },
  'an isolated page': {
    headers: { 'cross-origin-embedder-policy': 'require-corp', 'cross-origin-opener-policy': 'same-origin' },
  },
  'a base address elsewhere': { head: '<base href="https://example.invalid/deep/">' },
  'a modal dialog of the page': {
    body: 'SNIPPET<dialog id="theirs"><button id="done">Đóng thông báo</button></dialog>'
      + script("theirs.showModal(); done.onclick = () => theirs.close();"),
    before: (page) => page.locator('#done').click(),
  },
  // What is open above everything is not ours; what opens our form from inside it comes in front of it.
  'a modal dialog of the page that stays open': {
    body: 'SNIPPET<dialog id="theirs"><button id="ask">Góp ý</button></dialog>' + script("theirs.showModal(); ask.onclick = () => hoiam.open('demo');"),
    opens: (page) => page.locator('#ask').click(),
  },
  'a page that was printed': {
    before: async (page) => {
      await page.emulateMedia({ media: 'print' });
      await expect(launcher(page)).toBeHidden();
      await page.emulateMedia({ media: 'screen' });
    },
  },
  'an element taken out and put back': {
    before: async (page) => {
      await page.locator('hoi-am').waitFor({ state: 'attached' });
      await page.evaluate(async () => {
        const element = document.querySelector('hoi-am')!;
        element.remove();
        await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
        document.body.append(element);
      });
    },
  },
  'a second site on the page': { body: 'SNIPPET<script async nonce="n" src="HOST/embed/benh-vien.js"></script>' },
  'a sandbox without forms and windows': { headers: { 'content-security-policy': 'sandbox allow-scripts allow-same-origin' } },
  'forced colours and little motion': { options: { forcedColors: 'active', reducedMotion: 'reduce' } },
  'a page of Bootstrap': { head: sheet('bootstrap/dist/css/bootstrap.min.css'), body: '<nav class="navbar fixed-top bg-primary"></nav><div class="container"><form class="form-control">SNIPPET</form></div>' },
  'a page of GOV.UK Frontend': { head: sheet('govuk-frontend/dist/govuk/govuk-frontend.min.css'), body: '<div class="govuk-template__body govuk-width-container"><main class="govuk-main-wrapper">SNIPPET</main></div>' },
  'a page of USWDS': {
    head: sheet('@uswds/uswds/css/uswds.min.css'),
    body: '<section class="usa-banner"><header class="usa-banner__header"></header></section><div class="usa-overlay is-visible"></div><main class="usa-section"><div class="grid-container usa-prose">SNIPPET</div></main>',
  },
  // A block theme's global styles, and the script that comes with every WordPress: it puts pictures in the place of
  // emoji, wherever they turn up.
  'a page of WordPress': {
    head:
      style(`:where(body) { margin: 0; } .wp-site-blocks > * + * { margin-block-start: 1.2rem !important; } :where(.is-layout-flex) { gap: .5em; }
        .is-layout-constrained > :where(:not(.alignleft):not(.alignright):not(.alignfull)) { max-width: 620px; margin-left: auto !important; margin-right: auto !important; }
        .wp-element-button, button, a { background: #32373c !important; color: #fff !important; border-radius: 9999px; } :root :where(.is-layout-flow) > * { margin-block: 24px !important; }`)
      + script(`new MutationObserver((all) => { for (const { addedNodes } of all) for (const node of addedNodes) {
          if (node.nodeType !== 1 && node.nodeType !== 3) continue;
          const walk = document.createTreeWalker(node.parentNode || node, NodeFilter.SHOW_TEXT);
          for (let at; (at = walk.nextNode()); ) if (/\\p{Extended_Pictographic}/u.test(at.data)) { const img = document.createElement('img'); img.alt = at.data; img.className = 'emoji'; at.replaceWith(img); }
        } }).observe(document, { childList: true, subtree: true });`),
    body: '<div class="wp-site-blocks"><main class="wp-block-group is-layout-constrained is-layout-flow">🚦 Đèn đường SNIPPET</main></div>',
  },
  // Joomla's own template: a grid for the whole body, everything in it a child of that grid, and an alert that is an
  // element of its own in front of everything.
  'a page of Joomla': {
    head: sheet('bootstrap/dist/css/bootstrap.min.css') + style(`body.site { display: grid; grid-template-columns: [full-start] minmax(0, 1fr) [main-start] repeat(4, minmax(0, 19.875rem)) [main-end] minmax(0, 1fr) [full-end]; grid-gap: 0 1em; }
      body.site > * { grid-column: main-start / main-end; } .container-header { position: sticky; top: 0; z-index: 1020; } joomla-alert { display: block; position: fixed; inset: 0 0 auto; z-index: 99999; }`),
    body: '<header class="header container-header full-width"></header><joomla-alert type="info" role="alert">Thông báo</joomla-alert>SNIPPET'
      + script('document.body.className = "site com_content wrapper-static"; customElements.define("joomla-alert", class extends HTMLElement {});'),
  },
  'a page that a framework draws again and again': {
    body: '<div id="app"></div>SNIPPET' + framework(`let n = 0;
      const again = () => { render_(h_('div', { class: 'app ' + n }, h_('p', null, 'Lần ' + n), h_('hoi-am', { site: 'benh-vien', mode: 'inline', class: 'x' + n })), document.getElementById('app')); n += 1; };
      again(); setInterval(again, 50);`),
  },
  'a table page of 1998': {
    doctype: '<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 3.2 Final//EN">',
    body: '<center><table border=1 cellpadding=20 width=760><tr><td bgcolor=yellow><font face="Comic Sans MS">Chào mừng</font><td valign=top>SNIPPET</table></center>',
  },
};

for (const [name, hazard] of Object.entries(HAZARDS)) {
  for (const [policy, rules] of Object.entries(POLICIES)) {
    test(`${name}, policy ${policy}`, async ({ foreign, visitor }) => {
      const body = (hazard.body ?? 'SNIPPET').replace('SNIPPET', SNIPPET);
      const page: Made = { html: document(`<h1>Trang</h1><p>Nội dung</p>${body}`, hazard.head, hazard.doctype), headers: { ...hazard.headers } };
      const both = [rules, page.headers!['content-security-policy']].filter(Boolean);
      // Two policies in one header are both in force.
      if (both.length > 0) page.headers!['content-security-policy'] = both.join(', ');
      const tab = await visitor(hazard.options);
      // Refusals of the page's own policy are logged as errors: that they happen is the point.
      tab.removeAllListeners('console');
      await tab.goto(foreign.put(`${name}-${policy}`.replaceAll(' ', '-'), page));
      await hazard.before?.(tab);
      await (hazard.opens ?? ((at: Page) => launcher(at).click()))(tab);
      const form = await opened(tab);
      expect(form.tier).toBe(policy === 'no-wasm' || policy === 'dynamic' ? 'frame' : (hazard.tier ?? 'element'));
      await write(form, BODY, hazard.keys);
      await send(form);
    });
  }
}
