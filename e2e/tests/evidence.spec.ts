// Photographs and papers in the widget: by picker, drag and paste, resized and without what a camera writes, uploaded
// in pieces that go on where the network broke; and everything that cannot be sent, each said in plain words.
import type { Page } from '@playwright/test';
import { accessible } from '../support/axe.ts';
import { hollow, photo, tells, told, words, type Payload } from '../support/files.ts';
import { expect, test } from '../support/foreign.ts';
import { document, POLICIES, SNIPPET } from '../support/pages.ts';
import { heading, kind, open, press, received, send, widget, type Form } from '../support/widget.ts';
import { catalogue, fill, starting } from '../support/words.ts';

const files = catalogue('files', 'Files');
const BODY = 'Bãi rác tự phát sau chợ bốc mùi nặng, xe không vào lấy từ đầu tuần.';
const UPLOADS = '**/api/v1/sites/demo/uploads*';
const PIECES = '**/api/v1/sites/demo/uploads/*';

/** At the question what happened, with the text written. */
async function asked(page: Page, address: string): Promise<Form> {
  page.removeAllListeners('console');
  await page.goto(address);
  const form = await open(page);
  await form.root.locator('label', { hasText: starting(kind.Feedback) }).click();
  await press(form, widget.Next);
  await form.root.getByLabel(widget.BodyLabel, { exact: true }).fill(BODY);
  return form;
}

const field = (form: Form) => form.root.getByRole('group', { name: starting(widget.FilesLabel) });
const choose = (form: Form, what: Payload | Payload[] | string) => field(form).locator('input[type=file]').setInputFiles(what);
const row = (form: Form, name: string) => field(form).getByRole('listitem').filter({ hasText: name });

async function review(form: Form): Promise<void> {
  for (const at of [widget.WhereAsk, widget.ContactAsk, widget.ReviewAsk]) {
    await press(form, widget.Next);
    await expect(heading(form, at)).toBeVisible();
  }
}

for (const policy of ['none', 'no-wasm']) {
  test(`a photograph and a paper go along and come back, policy ${policy}`, async ({ foreign, visitor, picture }) => {
    const page = await visitor();
    const headers = POLICIES[policy] ? { 'content-security-policy': POLICIES[policy] } : {};
    const form = await asked(page, foreign.put(`files-${policy}`, { html: document(SNIPPET), headers }));
    expect(form.tier).toBe(policy === 'none' ? 'element' : 'frame');
    const sent: Buffer[] = [];
    page.on('request', (request) => request.method() === 'PATCH' && sent.push(request.postDataBuffer() ?? Buffer.alloc(0)));
    const big = await photo(page, 'hiện trường.jpg', 3200, 2400);
    expect(big.buffer.length).toBeGreaterThan(1_800_000);
    expect(tells(big.buffer)).toBe(true);
    await choose(form, [big, words('đơn.txt', 'Đơn phản ánh ngày 1 tháng 11')]);
    await expect(row(form, 'hiện trường.jpg')).toContainText(files.Done);
    await expect(row(form, 'đơn.txt')).toContainText(files.Done);
    const bytes = sent.reduce((sum, piece) => sum + piece.length, 0);
    expect(bytes, 'made smaller before it is sent').toBeLessThan(big.buffer.length);
    expect(sent.some(tells), 'nothing of the camera leaves the device').toBe(false);
    await accessible(page, policy === 'none' ? 'hoi-am' : 'html');
    await picture(page, `files-${policy}`);
    await review(form);
    await expect(form.root.locator('.row', { hasText: widget.FilesLabel })).toContainText('hiện trường.jpg');
    await picture(page, `files-review-${policy}`);
    await send(form);
    await press(form, widget.FollowNow);
    await form.root.getByText(widget.YouWrote, { exact: true }).click();
    const saved = page.waitForEvent('download');
    await form.root.getByRole('button', { name: fill(files.Open, { name: 'đơn.txt' }) }).click();
    expect((await saved).suggestedFilename()).toBe('đơn.txt');
    await picture(page, `files-case-${policy}`);

    // More evidence, as a message of files alone.
    await press(form, widget.DoMessage);
    await choose(form, words('thêm.txt', 'Hôm nay vẫn vậy'));
    await expect(row(form, 'thêm.txt')).toContainText(files.Done);
    await press(form, widget.DoMessage);
    await expect(form.root.locator('.messages').getByText('thêm.txt')).toBeVisible();
  });
}

test('small pictures leave without what the camera wrote, unless it is wanted', async ({ foreign, visitor }) => {
  const page = await visitor();
  // The browser tells its tools nothing of what a file made of pieces is: read on the page itself.
  await page.addInitScript(() => {
    const all: number[][] = ((window as any).sent = []);
    const send = XMLHttpRequest.prototype.send;
    XMLHttpRequest.prototype.send = function (body) {
      if (body instanceof Blob) void body.arrayBuffer().then((bytes) => all.push([...new Uint8Array(bytes)]));
      send.call(this, body);
    };
  });
  const form = await asked(page, foreign.put('small', { html: document(SNIPPET) }));
  const sent = async () => (await page.evaluate(() => (window as any).sent as number[][])).map((bytes) => Buffer.from(bytes));
  const pictures = await told(page);
  expect(pictures.every(({ buffer }) => tells(buffer))).toBe(true);
  await choose(form, pictures);
  for (const { name } of pictures) await expect(row(form, name)).toContainText(files.Done);
  const first = await sent();
  expect(first.map(({ length }) => length > 100)).toEqual([true, true, true]);
  expect(first.some(tells), 'nothing of the camera leaves the device').toBe(false);
  // The dots are the same: only what was written beside them is gone.
  const less = pictures.map(({ buffer }, at) => buffer.length - first[at]!.length);
  expect(less.filter((bytes) => bytes > 20 && bytes < 200), `${less}`).toHaveLength(3);
  await field(form).getByLabel(starting(files.KeepMetadata)).check();
  await choose(form, { ...pictures[0]!, name: 'giữ.jpg' });
  await expect(row(form, 'giữ.jpg')).toContainText(files.Done);
  expect(tells((await sent()).at(-1)!), 'kept on purpose').toBe(true);
});

test('dragged onto the field, and pasted while writing', async ({ foreign, visitor }) => {
  const page = await visitor();
  const form = await asked(page, foreign.put('dragged', { html: document(SNIPPET) }));
  const give = (element: Element, [kind, title]: string[]) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['Nội dung'], title!, { type: 'text/plain' }));
    const init = { bubbles: true, cancelable: true, composed: true };
    const event = kind === 'drop' ? new DragEvent('drop', { ...init, dataTransfer }) : new ClipboardEvent('paste', { ...init, clipboardData: dataTransfer });
    element.dispatchEvent(event);
  };
  await form.root.getByLabel(widget.BodyLabel, { exact: true }).evaluate(give, ['paste', 'dán.txt']);
  await expect(row(form, 'dán.txt')).toContainText(files.Done);
  await field(form).locator('.files').evaluate(give, ['drop', 'kéo.txt']);
  await expect(row(form, 'kéo.txt')).toContainText(files.Done);
  await form.root.getByLabel(widget.BodyLabel, { exact: true }).evaluate(give, ['paste', 'dán nữa.txt']);
  await expect(row(form, 'dán nữa.txt')).toContainText(files.Done);
  await expect(field(form).getByRole('listitem')).toHaveCount(3);
  await field(form).getByRole('button', { name: fill(files.Remove, { name: 'kéo.txt' }) }).click();
  await expect(field(form).getByRole('listitem')).toHaveCount(2);
});

test('what cannot be sent is said in plain words, and the rest goes', async ({ foreign, visitor, picture }) => {
  const page = await visitor();
  const form = await asked(page, foreign.put('refused', { html: document(SNIPPET) }));
  await choose(form, [words('trống.txt', '')]);
  await expect(row(form, 'trống.txt')).toContainText(files.Empty);
  await choose(form, hollow('hoiam-2-gb.mp4', 2 * 1024 ** 3));
  await expect(row(form, 'hoiam-2-gb.mp4')).toContainText(files.TooLarge.split('{')[0]!);
  await choose(form, [words('ảnh.jpg', '<!DOCTYPE html><script>alert(1)</script>', 'image/jpeg')]);
  await expect(row(form, 'ảnh.jpg')).toContainText(files.Active);
  await choose(form, [words('bản vẽ.svg', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', 'image/svg+xml')]);
  await expect(row(form, 'bản vẽ.svg')).toContainText(files.Active);
  await choose(form, [words('giấy tờ.txt', 'Có chữ')]);
  await expect(row(form, 'giấy tờ.txt')).toContainText(files.Done);
  await picture(page, 'refused');
  await accessible(page, 'hoi-am');

  // What was refused is not left behind without a word.
  await review(form);
  await press(form, widget.Send);
  await expect(heading(form, widget.WhatAsk)).toBeVisible();
  await expect(form.root.getByText(widget.FilesLeft).first()).toBeVisible();
  for (const name of ['trống.txt', 'hoiam-2-gb.mp4', 'ảnh.jpg', 'bản vẽ.svg']) {
    await field(form).getByRole('button', { name: fill(files.Remove, { name }) }).click();
  }
  await expect(field(form).getByRole('listitem')).toHaveCount(1);
  await review(form);
  await send(form);
});

test('fifty at once: ten are taken, and it is said what to do with the others', async ({ foreign, visitor }) => {
  const page = await visitor();
  const form = await asked(page, foreign.put('fifty', { html: document(SNIPPET) }));
  await choose(form, Array.from({ length: 50 }, (_, at) => words(`tệp ${at}.txt`, `Số ${at}`)));
  await expect(field(form).getByText(fill(files.TooMany, { n: 10 }))).toBeVisible();
  await expect(field(form).getByRole('listitem')).toHaveCount(10);
  await expect(field(form).getByText(files.Done, { exact: true })).toHaveCount(10);
  await review(form);
  await send(form);
});

test('the network goes in the middle: kept, tried again, and gone on with where it stopped', async ({ foreign, visitor, picture }) => {
  const page = await visitor();
  await page.clock.install();
  const form = await asked(page, foreign.put('cut', { html: document(SNIPPET) }));
  const begun: string[] = [];
  const offsets: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().includes('/uploads')) begun.push(request.url());
    if (request.method() === 'PATCH') offsets.push(request.headers()['upload-offset']!);
  });
  // A sound recording of three pieces: pictures are made smaller, this is sent as it is.
  const wave = Buffer.alloc(2_600_000, 7);
  wave.write('RIFF', 0, 'latin1');
  wave.writeUInt32LE(wave.length - 8, 4);
  wave.write('WAVEfmt ', 8, 'latin1');
  let pieces = 0;
  await page.route(PIECES, async (route) => {
    if (route.request().method() === 'PATCH' && (pieces += 1) > 1) return route.abort('internetdisconnected');
    if (route.request().method() === 'HEAD') return route.abort('internetdisconnected');
    return route.continue();
  });
  await choose(form, { name: 'tiếng ồn.wav', mimeType: 'audio/wav', buffer: wave });
  await expect.poll(() => pieces).toBeGreaterThan(1);
  // Six tries with growing waits, then a person decides.
  for (let wait = 0; wait < 40 && (await row(form, 'tiếng ồn.wav').getByRole('button', { name: files.Again }).isHidden()); wait += 1) await page.clock.runFor(5_000);
  await expect(row(form, 'tiếng ồn.wav')).toContainText(files.CutOff);
  await picture(page, 'cut');
  // The text is still there, and so is what was uploaded.
  await expect(form.root.getByLabel(widget.BodyLabel, { exact: true })).toHaveValue(BODY);
  await page.unroute(PIECES);
  await row(form, 'tiếng ồn.wav').getByRole('button', { name: files.Again }).click();
  await expect(row(form, 'tiếng ồn.wav')).toContainText(files.Done);
  expect(begun.length, 'one upload').toBe(1);
  expect(offsets.filter((offset) => offset === '0').length, 'the first piece is not sent again').toBe(1);
});

test('sent while a file is on its way: it waits, then one case goes with it', async ({ foreign, visitor }) => {
  const page = await visitor();
  const form = await asked(page, foreign.put('waits', { html: document(SNIPPET) }));
  let go = () => {};
  const held = new Promise<void>((done) => (go = done));
  await page.route(UPLOADS, async (route) => {
    if (route.request().method() === 'POST') await held;
    await route.continue();
  });
  const filed: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().includes('/demo/cases')) filed.push(request.postData() ?? '');
  });
  await choose(form, [words('chậm.txt', 'Đường truyền yếu')]);
  await expect(row(form, 'chậm.txt')).toBeVisible();
  await review(form);
  await form.root.getByRole('button', { name: widget.Send, exact: true }).click();
  await expect(form.root.getByRole('button', { name: widget.FilesWait })).toBeVisible();
  expect(filed).toEqual([]);
  go();
  await received(form);
  expect(filed.length).toBe(1);
  expect(JSON.parse(filed[0]!).attachments.length).toBe(1);
});

test('the tab is killed: what was uploaded is still with the draft', async ({ foreign, visitor }) => {
  const page = await visitor();
  const form = await asked(page, foreign.put('killed-files', { html: document(SNIPPET) }));
  await choose(form, [words('giữ lại.txt', 'Vẫn còn')]);
  await expect(row(form, 'giữ lại.txt')).toContainText(files.Done);
  await page.reload();
  const again = await open(page);
  await expect(row(again, 'giữ lại.txt')).toContainText(files.Done);
  await expect(again.root.getByLabel(widget.BodyLabel, { exact: true })).toHaveValue(BODY);
  await review(again);
  await send(again);
});

test('what sends files does not load: the files chosen wait for it', async ({ foreign, visitor }) => {
  const page = await visitor();
  const form = await asked(page, foreign.put('no-script', { html: document(SNIPPET) }));
  await page.route('**/assets/files-*.js', (route) => route.abort());
  await choose(form, [words('chờ.txt', 'Sẽ gửi')]);
  await expect(form.root.getByText(widget.FilesFailed).first()).toBeVisible();
  await page.unroute('**/assets/files-*.js');
  await expect(row(form, 'chờ.txt')).toContainText(files.Done);
});

test('files under a policy of trusted types', async ({ foreign, visitor }) => {
  const page = await visitor();
  const headers = { 'content-security-policy': "require-trusted-types-for 'script'; trusted-types 'none'" };
  const form = await asked(page, foreign.put('files-trusted', { html: document(SNIPPET), headers }));
  await choose(form, [words('chữ.txt', 'Có chữ')]);
  await expect(row(form, 'chữ.txt')).toContainText(files.Done);
});

for (const policy of Object.keys(POLICIES)) {
  test(`files answer a question, apart from the others, policy ${policy}`, async ({ foreign, visitor, picture }) => {
    const page = await visitor({ viewport: { width: 320, height: 700 } });
    const headers = POLICIES[policy] ? { 'content-security-policy': POLICIES[policy] } : {};
    const form = await asked(page, foreign.put(`bill-${policy}`, { html: document(SNIPPET), headers }));
    await choose(form, words('nhật ký.txt', 'Ngày 1: mất nước'));
    await expect(row(form, 'nhật ký.txt')).toContainText(files.Done);
    await press(form, widget.Next);
    await form.root.getByLabel(starting(widget.CategoryLabel)).selectOption('cap-nuoc');
    await press(form, widget.Next);
    await expect(heading(form, widget.QuestionsAsk)).toBeVisible();
    const bill = form.root.getByRole('group', { name: /hóa đơn/ });
    await bill.locator('input[type=file]').setInputFiles([words('hóa đơn.txt', 'Kỳ 10'), words('nhầm.txt', 'Không phải')]);
    await expect(bill.getByRole('listitem').filter({ hasText: 'hóa đơn.txt' })).toContainText(files.Done);
    await expect(bill.getByRole('listitem').filter({ hasText: 'nhầm.txt' })).toContainText(files.Done);
    await bill.getByRole('button', { name: fill(files.Remove, { name: 'nhầm.txt' }) }).click();
    await expect(bill.getByRole('listitem')).toHaveCount(1);
    await accessible(form.tier === 'frame' ? page.frames().find((frame) => frame.url().includes('/w/demo'))! : page, form.tier === 'frame' ? 'html' : 'hoi-am');
    await picture(page, `question-${policy}`);
    // Each stays where it was chosen: the tab is closed and opened again in between.
    await page.reload();
    const again = await open(page);
    const kept = again.root.getByRole('group', { name: /hóa đơn/ });
    await expect(kept.getByRole('listitem')).toHaveCount(1);
    await expect(kept.getByRole('listitem')).toContainText('hóa đơn.txt');
    await press(again, widget.Back);
    await press(again, widget.Back);
    await expect(field(again).getByRole('listitem')).toHaveCount(1);
    await expect(row(again, 'nhật ký.txt')).toContainText(files.Done);
    for (const at of [widget.WhereAsk, widget.QuestionsAsk, widget.ContactAsk, widget.ReviewAsk]) {
      await press(again, widget.Next);
      await expect(heading(again, at)).toBeVisible();
    }
    await expect(again.root.locator('.row', { hasText: widget.AnswersLabel })).toContainText(/hóa đơn.*: hóa đơn\.txt/);
    await picture(page, `question-review-${policy}`);
    await send(again);
    await press(again, widget.FollowNow);
    await again.root.getByText(widget.YouWrote, { exact: true }).click();
    await expect(again.root.getByText(/hóa đơn.*: hóa đơn\.txt/)).toBeVisible();
    await expect(again.root.getByRole('button', { name: fill(files.Open, { name: 'nhật ký.txt' }) })).toBeVisible();
  });
}
