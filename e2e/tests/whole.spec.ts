// All of the form's smaller things, each used once by somebody who needs it: where the device is, advice that stops the
// form, another agency, the receipt taken home, cases that this device remembers, a form that changes meanwhile.
import { readFile } from 'node:fs/promises';
import { expect, test } from '../support/foreign.ts';
import { document, POLICIES, SNIPPET } from '../support/pages.ts';
import { withRole } from '../support/test.ts';
import { heading, kind, open, press, received, widget, write, type Form } from '../support/widget.ts';
import { catalogue, fill, names, starting } from '../support/words.ts';

const BODY = 'Quán nhậu đối diện trường mầm non đánh nhau, ném chai lọ ra đường.';
const PLACE = { latitude: 10.77653, longitude: 106.70098, accuracy: 12 };
const states = names('CaseState');

/** At the question where, with the text written. */
async function where(form: Form): Promise<void> {
  await form.root.locator('label', { hasText: starting(kind.Feedback) }).click();
  await press(form, widget.Next);
  await form.root.getByLabel(widget.BodyLabel, { exact: true }).fill(BODY);
  await press(form, widget.Next);
  await expect(heading(form, widget.WhereAsk)).toBeVisible();
}

for (const policy of ['none', 'no-wasm']) {
  test(`where the device is, advice that stops the form, another agency, policy ${policy}`, async ({ foreign, visitor, picture }) => {
    const page = await visitor({ geolocation: PLACE, permissions: ['geolocation'] });
    page.removeAllListeners('console');
    const headers = POLICIES[policy] ? { 'content-security-policy': POLICIES[policy] } : {};
    await page.goto(foreign.put(`whole-${policy}`, { html: document(SNIPPET), headers }));
    const form = await open(page);
    expect(form.tier).toBe(policy === 'none' ? 'element' : 'frame');
    await where(form);
    const address = form.root.getByLabel(starting(widget.AddressLabel));
    await address.fill('Trước cổng trường');
    await press(form, widget.Locate);
    await expect(address).toHaveValue(/^Trước cổng trường; .*10\.77653, 106\.70098 \(±12 m\)$/);
    await form.root.getByLabel(starting(widget.CategoryLabel)).selectOption('gay-roi');
    await press(form, widget.Next);

    // Somebody is in danger: what to do instead, at once, and the form does not go on.
    await expect(heading(form, widget.QuestionsAsk)).toBeVisible();
    await form.root.getByRole('radio', { name: catalogue('questions', 'Questions').Yes, exact: true }).check();
    await expect(form.root.getByRole('status').filter({ hasText: '113' })).toBeVisible();
    await press(form, widget.Next);
    await expect(heading(form, widget.QuestionsAsk)).toBeVisible();
    await expect(form.root.getByRole('heading', { name: widget.ErrorsTitle })).toBeVisible();
    await picture(page, `stopped-${policy}`);
    await form.root.getByRole('radio', { name: catalogue('questions', 'Questions').No, exact: true }).check();
    await press(form, widget.Next);
    await press(form, widget.Next);
    await expect(heading(form, widget.ReviewAsk)).toBeVisible();

    // Who would get it is said with the reason, and can be another.
    await expect(form.root.locator('.holder')).toBeVisible();
    await press(form, widget.AgencyOther);
    await form.root.getByRole('combobox', { name: starting(widget.AgencyLabel) }).fill('bo y te');
    await form.root.getByRole('option', { name: starting('Bộ Y tế') }).first().click();
    await picture(page, `agency-${policy}`);
    await press(form, widget.Send);
    await received(form);
    await expect(form.root.getByText(fill(widget.SentTo, { agency: 'Bộ Y tế' }))).toBeVisible();
  });
}

test('a device that does not say where it is', async ({ foreign, visitor }) => {
  const page = await visitor({ permissions: [] });
  await page.goto(foreign.put('nowhere', { html: document(SNIPPET) }));
  const form = await open(page);
  await where(form);
  await press(form, widget.Locate);
  await expect(form.root.getByText(widget.LocateFailed)).toBeVisible();
});

test('the receipt is taken home in every way, and this device remembers the case', async ({ foreign, host, visitor, picture }) => {
  const page = await visitor({ permissions: ['clipboard-read', 'clipboard-write'] });
  await page.context().addInitScript(() => {
    window.print = () => {
      (window.opener ?? window).printed = document.body.textContent;
    };
  });
  await page.goto(foreign.put('receipt', { html: document(SNIPPET) }));
  const form = await open(page);
  await write(form, BODY);
  await press(form, widget.Send);
  const code = await received(form);
  const secret = await form.root.locator('.ticket .code').nth(1).innerText();
  await expect(form.root.getByRole('img', { name: widget.QrLabel })).toBeVisible();

  await press(form, widget.Copy);
  await expect(form.root.getByText(widget.Copied)).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  for (const part of [code, secret, `${host.url}/t/${code}`]) expect(copied).toContain(part);

  const saved = page.waitForEvent('download');
  await form.root.getByRole('link', { name: widget.Download, exact: true }).click();
  const file = await saved;
  expect(file.suggestedFilename()).toBe(`${code}.txt`);
  expect(await readFile((await file.path())!, 'utf8')).toContain(secret);

  const [sheet] = await Promise.all([page.context().waitForEvent('page'), press(form, widget.Print)]);
  await expect.poll(() => page.evaluate(() => (window as any).printed)).toContain(code);
  await sheet.close();

  const calendar = await form.root.getByRole('link', { name: widget.Calendar }).getAttribute('href');
  const event = await (await fetch(calendar!)).text();
  expect(event).toContain('BEGIN:VCALENDAR');
  expect(event, 'the secret stays with the person').not.toContain(secret);
  await expect(form.root.getByRole('link', { name: widget.TrackLink })).toHaveAttribute('href', `${host.url}/t/${code}`);
  await picture(page, 'receipt');

  // Only when it is asked to.
  expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain(secret);
  await press(form, widget.Remember);
  await expect(form.root.getByText(widget.Remembered)).toBeVisible();
  await page.reload();
  const again = await open(page);
  await press(again, widget.TabFind);
  await expect(again.root.getByText(widget.KnownTitle)).toBeVisible();
  await picture(page, 'known');
  await press(again, code);
  await expect(again.root.getByRole('heading', { name: code })).toBeVisible();

  // Taken back, with a reason; and forgotten by the device.
  await press(again, widget.DoWithdraw);
  await again.root.getByLabel(starting(widget.ReasonLabel)).fill('Đã được giải quyết tại chỗ.');
  await press(again, widget.DoWithdraw);
  await expect(again.root.locator('.status')).toContainText(states.Withdrawn);
  await picture(page, 'withdrawn');
  await press(again, widget.OtherCase);
  await again.root.getByRole('button', { name: `${widget.ForgetCase}: ${code}` }).click();
  await expect(again.root.getByText(widget.KnownTitle)).toBeHidden();
  expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain(secret);
});

test('the form changes while somebody writes: the new question is asked, and nothing is lost', async ({ foreign, host, visitor, picture }) => {
  const { user, password } = withRole(host.users, 'administrator');
  const json = { 'Content-Type': 'application/json' };
  const session = await fetch(`${host.url}/api/v1/session`, { method: 'POST', headers: json, body: JSON.stringify({ user, password }) });
  const cookie = session.headers.get('set-cookie')!.split(';')[0]!;
  const { csrf } = (await session.json()) as { csrf: string };
  const ask = async (method: string, path: string, input: object, version?: number) => {
    const match = version === undefined ? {} : { 'if-match': `"${version}"` };
    const answer = await fetch(`${host.url}/api/v1/admin/sites${path}`, { method, headers: { ...json, ...match, cookie, 'x-csrf-token': csrf }, body: JSON.stringify(input) });
    expect(answer.status, await answer.clone().text()).toBe(200);
    return (await answer.json()) as { version: number; input: { questions: object[] } };
  };
  const site = {
    key: 'xa-doi', agency: 'ubnd-79', name: { vi: 'Xã Đổi Mới', en: 'Changing commune' }, origins: [foreign.origin], kinds: ['feedback'],
    colour: '#0a6e7c', left: false, label: { vi: '', en: '' }, frame: false, publishes: true, questions: [],
  };
  const made = await ask('POST', '', site);

  const page = await visitor();
  page.removeAllListeners('console');
  await page.goto(foreign.put('changes', { html: document('<script async src="HOST/embed/xa-doi.js"></script>') }));
  const form = await open(page, 'xa-doi');
  await write(form, BODY);
  const question = { id: 'hurt', kind: 'yes_no', ask: { vi: 'Có ai bị thương không?', en: 'Is anybody hurt?' }, required: true };
  await ask('PUT', '/xa-doi', { ...made.input, questions: [question] }, made.version);
  await press(form, widget.Send);
  await expect(heading(form, widget.QuestionsAsk)).toBeVisible();
  const asked = form.root.getByRole('group', { name: starting('Có ai bị thương không?') });
  await expect(asked).toBeVisible();
  await expect(form.root.locator('#summary')).toBeVisible();
  await picture(page, 'changed');
  await asked.getByRole('radio', { name: catalogue('questions', 'Questions').No, exact: true }).check();
  await press(form, widget.Next);
  await press(form, widget.Next);
  await expect(form.root.getByText(BODY)).toBeVisible();
  await press(form, widget.Send);
  await received(form);
});
