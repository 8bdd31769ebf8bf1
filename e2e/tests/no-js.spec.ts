// The plain form: everything a citizen needs without a line of JavaScript.
import type { Page } from '@playwright/test';
import { accessible } from '../support/axe.ts';
import { expect, test } from '../support/test.ts';
import { catalogue, names, starting } from '../support/words.ts';

const portal = catalogue('portal', 'Portal');
const kind = names('CaseKind');
const BODY = 'Rác chất đống ở đầu ngõ từ đầu tháng, mùi rất khó chịu, mong được dọn sớm.';

test('a case is filed and followed without JavaScript', async ({ server, visitor, picture }) => {
  const page = await visitor({ javaScriptEnabled: false });
  await page.goto(`${server.url}/f/demo`);
  await expect(page.getByRole('heading', { name: portal.FormTitle, level: 1 })).toBeVisible();
  await picture(page, 'form');

  await test.step('what is wrong is said, and nothing typed is lost', async () => {
    await page.getByLabel(portal.BodyLabel).fill(BODY);
    await page.getByRole('button', { name: portal.Send, exact: true }).click();
    const summary = page.getByRole('alert');
    await expect(summary).toContainText(portal.ErrorSummary);
    await expect(summary.getByRole('link', { name: portal.KindMissing })).toBeVisible();
    await expect(page.getByLabel(portal.BodyLabel)).toHaveValue(BODY);
    await picture(page, 'form-error');
  });

  const [code, secret] = await test.step('files', async () => {
    await page.getByText(kind.Feedback, { exact: true }).click();
    await expect(page.getByRole('radio', { name: kind.Feedback, exact: true })).toBeChecked();
    await send(page, [text('ghi chep.txt', 'Từ ngày 1 tháng 11'), text('trang.html', '<!DOCTYPE html>')]);
    // One is not taken, and says why; the other is here already and need not be chosen again.
    await expect(page.getByRole('alert')).toContainText('trang.html');
    await expect(page.getByRole('checkbox', { name: starting('ghi chep.txt') })).toBeChecked();
    await expect(page.getByLabel(portal.BodyLabel)).toHaveValue(BODY);
    await picture(page, 'form-files');
    await page.getByRole('button', { name: portal.Send, exact: true }).click();
    await expect(page.getByRole('heading', { name: portal.ReceiptTitle, level: 1 })).toBeVisible();
    await picture(page, 'receipt');
    return page.locator('.ticket code').allInnerTexts();
  });
  expect(code).toMatch(/^HA-\d\d-[0-9A-Z]{5}-[0-9A-Z]{4}$/);

  await test.step('follows', async () => {
    await page.getByRole('link', { name: portal.FollowNow }).click();
    await expect(page).toHaveURL(new RegExp(`/t/${code}`));
    await expect(page.getByText(BODY)).toHaveCount(0);
    await picture(page, 'tracking');
    await page.getByLabel(portal.SecretLabel).fill(secret);
    await page.getByRole('button', { name: portal.UnlockButton }).click();
    await expect(page.getByText(BODY)).toBeAttached();
    await picture(page, 'tracking-unlocked');
    await page.getByText(portal.YourWords, { exact: true }).click();
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'ghi chep.txt' }).click();
    expect((await saved).suggestedFilename()).toBe('ghi chep.txt');
  });

  await test.step('writes again', async () => {
    const message = 'Hôm nay rác lại nhiều hơn hôm qua.';
    await page.getByText(portal.DoMessage, { exact: true }).click();
    await page.getByLabel(starting(portal.MessageLabel)).fill(message);
    await page.getByRole('button', { name: portal.MessageSend }).click();
    await expect(page.getByText(message)).toBeVisible();
  });
});

test('a question is answered with a file without JavaScript', async ({ server, visitor, picture }) => {
  const page = await visitor({ javaScriptEnabled: false, viewport: { width: 320, height: 800 } });
  await page.goto(`${server.url}/f/demo`);
  await page.getByText(kind.Feedback, { exact: true }).click();
  await page.getByLabel(portal.BodyLabel).fill('Mất nước ba ngày liền, không ai báo trước.');
  await page.getByLabel(starting(portal.CategoryLabel)).selectOption('cap-nuoc');
  await page.getByLabel(starting(portal.EmailLabel)).fill('sai');
  await page.getByRole('button', { name: portal.Send, exact: true }).click();
  // Drawn again for the address; now with the questions of the topic.
  const bill = page.getByLabel(/hóa đơn/);
  await bill.setInputFiles([text('hóa đơn.txt', 'Kỳ 10')]);
  await page.getByLabel(starting(portal.FilesLabel)).setInputFiles([text('nhật ký.txt', 'Ngày 1: mất nước')]);
  await page.getByRole('button', { name: portal.Send, exact: true }).click();
  for (const name of ['hóa đơn.txt', 'nhật ký.txt']) await expect(page.getByRole('checkbox', { name: starting(name) })).toBeChecked();
  await picture(page, 'question');
  await page.getByLabel(starting(portal.EmailLabel)).fill('');
  await page.getByRole('button', { name: portal.Send, exact: true }).click();
  await expect(page.getByRole('heading', { name: portal.ReceiptTitle, level: 1 })).toBeVisible();
  const [code, secret] = await page.locator('.ticket code').allInnerTexts();
  await page.goto(`${server.url}/t/${code}`);
  await page.getByLabel(portal.SecretLabel).fill(secret!);
  await page.getByRole('button', { name: portal.UnlockButton }).click();
  await page.getByText(portal.YourWords, { exact: true }).click();
  await expect(page.getByText(/hóa đơn.*: hóa đơn\.txt/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'nhật ký.txt' })).toBeVisible();
});

test('the pages without JavaScript shut nobody out', async ({ server, visitor }) => {
  const page = await visitor();
  for (const path of ['/', '/f/demo', '/f/demo?lang=en', '/t', '/about', '/api/docs']) {
    await page.goto(server.url + path);
    await accessible(page);
  }
  await page.goto(`${server.url}/f/demo`);
  await send(page, [text('ghi chep.txt', 'Từ ngày 1 tháng 11'), text('trang.html', '<!DOCTYPE html>')]);
  await expect(page.getByRole('alert')).toContainText('trang.html');
  await accessible(page);
});

/** A file of text. */
function text(name: string, words: string) {
  return { name, mimeType: 'text/plain', buffer: Buffer.from(words) };
}

/** Sends the form with these files. */
async function send(page: Page, files: ReturnType<typeof text>[]): Promise<void> {
  await page.getByLabel(starting(portal.FilesLabel)).setInputFiles(files);
  await page.getByRole('button', { name: portal.Send, exact: true }).click();
}
