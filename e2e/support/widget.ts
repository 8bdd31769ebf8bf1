// The widget as a person finds it on any page, whichever tier it chose: the launcher, the form, the way to the
// receipt. Asks for what is seen and named, never for how it is made, but for the one question which tier it is.
import { expect, type FrameLocator, type Locator, type Page } from '@playwright/test';
import { catalogue, names, starting } from './words.ts';

export const widget = catalogue('widget', 'Widget');
export const kind = names('CaseKind');

export type Tier = 'element' | 'frame' | 'page';

/** Where the form is drawn: in the page, or in the frame. */
export type Form = { tier: Tier; root: Locator | FrameLocator };

/** The launcher of a site. */
export function launcher(page: Page, site = 'demo'): Locator {
  return page.locator(`hoi-am[site="${site}"][mode=launcher]`).getByRole('button', { name: widget.Launch });
}

/** Which tier stands there by now; the page tier is a link that takes the launcher's place. */
async function tier(page: Page, site: string): Promise<Tier> {
  const found = await page.waitForFunction((key) => {
    const hosts = [...document.querySelectorAll(`hoi-am[site="${key}"]`)];
    for (const host of hosts) {
      const root = host.shadowRoot!;
      if (root.querySelector('a.b')) return 'page';
      if (root.querySelector('.ha .heading')) return 'element';
      const frame = root.querySelector('iframe');
      if (frame && (frame.closest('dialog') ? (frame.closest('dialog') as HTMLDialogElement).open : frame.style.height)) return 'frame';
    }
    return undefined;
  }, site);
  return (await found.jsonValue()) as Tier;
}

/** Opens the form by its launcher. */
export async function open(page: Page, site = 'demo'): Promise<Form> {
  await launcher(page, site).click();
  return opened(page, site);
}

/** The form, once it is there. */
export async function opened(page: Page, site = 'demo'): Promise<Form> {
  const which = await tier(page, site);
  const host = page.locator(`hoi-am[site="${site}"]`);
  return { tier: which, root: which === 'frame' ? host.locator('iframe').contentFrame() : host.locator('.ha') };
}

/** The form, once it has moved into the frame: until then the one in the page still stands there. */
export async function moved(page: Page, site = 'demo'): Promise<Form> {
  await expect(page.locator(`hoi-am[site="${site}"] iframe`)).toBeVisible();
  const form = await opened(page, site);
  expect(form.tier).toBe('frame');
  return form;
}

export const heading = ({ root }: Form, text: string) => root.getByRole('heading', { name: text, exact: true });
export const press = ({ root }: Form, name: string) => root.getByRole('button', { name, exact: true }).click();

/** From the first question to the review. `keys`: the text is typed letter by letter. */
export async function write(form: Form, body: string, keys = false): Promise<void> {
  await form.root.locator('label', { hasText: starting(kind.Feedback) }).click();
  await press(form, widget.Next);
  const field = form.root.getByLabel(widget.BodyLabel, { exact: true });
  if (keys) await field.pressSequentially(body);
  else await field.fill(body);
  await expect(field).toHaveValue(body);
  await press(form, widget.Next);
  await expect(heading(form, widget.WhereAsk)).toBeVisible();
  await press(form, widget.Next);
  await expect(heading(form, widget.ContactAsk)).toBeVisible();
  await press(form, widget.Next);
  await expect(heading(form, widget.ReviewAsk)).toBeVisible();
}

/** Sends, and reads the code on the receipt. */
export async function send(form: Form): Promise<string> {
  await press(form, widget.Send);
  return received(form);
}

/** The code on the receipt. */
export async function received(form: Form): Promise<string> {
  await expect(heading(form, widget.SentTitle)).toBeVisible();
  const code = await form.root.locator('.ticket .code').first().innerText();
  expect(code).toMatch(/^HA-\d\d-[0-9A-Z]{5}-[0-9A-Z]{4}$/);
  return code;
}
