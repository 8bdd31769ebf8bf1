// The ledger that anybody can check: the auditor publishes its end, the citizen takes a signed receipt home that leads
// there. And the scorecards beside it, which have no story of their own.
import { accessible } from '../support/axe.ts';
import { file } from '../support/filing.ts';
import { expect, test } from '../support/test.ts';
import { catalogue } from '../support/words.ts';

const BODY = 'Đèn đường trước cổng trường hỏng đã hai tuần, buổi tối rất nguy hiểm cho học sinh.';

test('a citizen takes home what shows that the case is in the ledger', async ({ server, staff, visitor, picture }) => {
  const words = catalogue('ledger', 'Ledger');
  const portal = catalogue('portal', 'Portal');
  const page = await visitor({ viewport: { width: 320, height: 800 } });
  await page.goto(`${server.url}/ledger`);
  await expect(page.getByText(words.Nothing)).toBeVisible();

  const { code, secret } = await file(server.url, 'ledger', BODY);

  const auditor = await staff('auditor');
  const status = await auditor.evaluate(async () => {
    const session = await (await fetch('/api/v1/session')).json();
    const signed = await fetch('/api/v1/ledger/heads', { method: 'POST', headers: { 'X-CSRF-Token': session.csrf } });
    return signed.status;
  });
  expect(status).toBe(200);

  await test.step('the receipt is saved from the tracking page', async () => {
    await page.goto(`${server.url}/t/${code}`);
    await page.getByLabel(portal.SecretLabel).fill(secret);
    await page.getByRole('button', { name: portal.UnlockButton }).click();
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: words.SignedReceipt }).click();
    const stream = await (await saved).createReadStream();
    let text = '';
    for await (const piece of stream) text += piece;
    expect(text).toContain(`code ${code}\n`);
    expect(text).toContain('hoiam.proof@v1\nseq 1\n');
    expect(text).toContain('hoiam.head@v1\n');
    await accessible(page);
    await picture(page, 'theo-doi-320');
  });

  await test.step('the page shows what was published', async () => {
    // Caches may show a page for a minute; this visitor has seen it empty.
    await page.goto(`${server.url}/ledger?lang=vi`);
    await expect(page.getByRole('table')).toBeVisible();
    await accessible(page);
    await picture(page, 'so-320');
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.goto(`${server.url}/ledger?lang=en`);
    await expect(page.getByRole('heading', { name: catalogue('ledger', 'Ledger', 'en').Title })).toBeVisible();
    await accessible(page);
    await picture(page, 'ledger-dark');
  });
});

test.describe('with cases', () => {
  test.use({ cases: 400 });

  test('the scorecards are for everybody', async ({ server, visitor, picture }) => {
    const page = await visitor({ viewport: { width: 320, height: 800 }, colorScheme: 'dark' });
    // The figures follow the ledger by themselves; the server has only just been given it.
    const counted = async () => {
      const answer = await page.request.get(`${server.url}/api/v1/public/scorecards`);
      return (await answer.json()).rows.length;
    };
    await expect.poll(counted).toBeGreaterThan(0);
    await page.goto(`${server.url}/scorecards?lang=vi`);
    await expect(page.getByRole('table')).toBeVisible();
    await accessible(page);
    await picture(page, 'ket-qua-320-dark');
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.goto(`${server.url}/scorecards?lang=en`);
    await accessible(page);
    await picture(page, 'scorecards');
    // What was published with the invented cases is found by everybody.
    await page.goto(`${server.url}/s?lang=vi&q=duong`);
    await expect(page.getByRole('heading', { level: 2 }).first()).toBeVisible();
    await picture(page, 'tim-cong-khai');
  });
});
