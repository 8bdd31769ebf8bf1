// A site from nothing to a page of somebody else: its settings with the real widget beside them, the lines that are
// pasted, what a policy makes of it, the logo, and what is counted.
import type { Page } from '@playwright/test';
import { accessible } from '../support/axe.ts';
import { document, pages } from '../support/pages.ts';
import { expect, test } from '../support/test.ts';
import { catalogue, fill } from '../support/words.ts';
import { heading, kind, moved, opened, press, widget } from '../support/widget.ts';
import { starting } from '../support/words.ts';


const site = catalogue('sites', 'SitePage');
const english = catalogue('sites', 'SitePage', 'en');
const NARROW = { width: 320, height: 800 };

/** A red picture of 300 by 60 dots, made by the browser. */
async function picture(page: Page): Promise<Buffer> {
  const data = await page.evaluate(() => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 300, height: 60 });
    const context = canvas.getContext('2d')!;
    context.fillStyle = '#c8102e';
    context.fillRect(0, 0, 300, 60);
    return canvas.toDataURL('image/png').split(',')[1]!;
  });
  return Buffer.from(data, 'base64');
}

test('a site is set up, looked at, pasted and counted', async ({ server, staff, visitor, picture: seen }) => {
  const foreign = await pages(server.url);
  const admin = await staff('administrator');
  const preview = admin.frameLocator(`iframe[title="${site.PreviewFrame}"]`);

  await test.step('a new site, with the real widget beside the form', async () => {
    await admin.goto(`${server.url}/console/admin/`);
    await admin.getByRole('link', { name: site.Title, exact: true }).click();
    await admin.getByLabel(site.Key, { exact: true }).fill('xa-thu');
    await admin.getByRole('button', { name: site.New }).click();
    await admin.getByLabel(site.NameVi, { exact: true }).fill('Xã Thử Nghiệm');
    await admin.getByLabel(site.NameEn, { exact: true }).fill('Trial commune');
    await admin.getByLabel(site.Agency, { exact: true }).fill('ubnd-79');
    await admin.getByLabel(site.Origins, { exact: true }).fill(`${foreign.origin}\n`);
    await admin.locator('#site-colour').fill('#ffe600');
    await admin.getByLabel(site.CornerLeft, { exact: true }).check();
    await admin.getByLabel(site.LabelVi, { exact: true }).fill('Góp ý với xã');
    await admin.getByLabel(site.LabelEn, { exact: true }).fill('Write to us');
    await admin.getByRole('button', { name: site.QuestionNew }).click();
    await admin.getByLabel(site.AskVi, { exact: true }).fill('Có ai bị thương không?');
    await admin.getByLabel(site.AskEn, { exact: true }).fill('Is anybody hurt?');
    await admin.getByLabel(site.QuestionKind, { exact: true }).selectOption('yes_no');
    await admin.getByText(site.More).click();
    await admin.getByLabel(site.StopIs, { exact: true }).fill('yes');
    // Half of a stop is said to be one, and where.
    await admin.getByRole('button', { name: site.Save, exact: true }).click();
    await expect(admin.getByRole('alert')).toContainText(`${fill(site.QuestionNth, { n: 1 })}, ${site.AdviceVi}`);
    await admin.getByLabel(site.AdviceVi, { exact: true }).fill('Hãy gọi 115.');
    // Looked at a moment after the last letter.
    const looked = admin.waitForResponse((response) => response.url().includes('/site-trial') && response.ok());
    await admin.getByLabel(site.AdviceEn, { exact: true }).fill('Call 115.');
    await looked;
    await preview.getByRole('button', { name: 'Góp ý với xã' }).click();
    await expect(preview.getByRole('heading', { name: widget.KindAsk })).toBeVisible();
    await preview.locator('label', { hasText: starting(kind.Feedback) }).click();
    await preview.getByRole('button', { name: widget.Next, exact: true }).click();
    await preview.getByLabel(widget.BodyLabel, { exact: true }).fill('Đường trước trường học bị sụt lún.');
    await preview.getByRole('button', { name: widget.Next, exact: true }).click();
    await preview.getByRole('button', { name: widget.Next, exact: true }).click();
    await expect(preview.getByText('Có ai bị thương không?')).toBeVisible();
    await seen(admin, 'new');
    await admin.getByRole('button', { name: site.Save, exact: true }).click();
    await expect(admin.locator('#main').getByText(site.Saved, { exact: true })).toBeVisible();
    await accessible(admin);
    expect(await admin.evaluate(() => Object.keys(localStorage).filter((key) => key.includes('xa-thu'))), 'a preview keeps nothing').toEqual([]);
  });

  await test.step('a logo, drawn under a policy that allows no pictures at all', async () => {
    await admin.locator('#site-logo').setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: await picture(admin) });
    await expect(admin.getByRole('img', { name: site.Logo })).toBeVisible();
    const snippet = await admin.locator('pre.snippet').first().innerText();
    expect(snippet).toContain(`${server.url}/embed/xa-thu.js`);
    const headers = {
      'content-security-policy': "default-src 'none'; script-src HOST 'wasm-unsafe-eval'; connect-src HOST; frame-src HOST; img-src 'none'",
    };
    const page = await visitor();
    await page.goto(foreign.put('xa', { html: document(`<h1>Xã</h1>${snippet}`), headers }));
    await page.getByRole('button', { name: 'Góp ý với xã' }).click();
    const form = await opened(page, 'xa-thu');
    expect(form.tier).toBe('element');
    await expect(heading(form, widget.KindAsk)).toBeVisible();
    await expect
      .poll(() =>
        page.evaluate(() => {
          const canvas = globalThis.document.querySelector('hoi-am')!.shadowRoot!.querySelector('canvas');
          return canvas ? [...canvas.getContext('2d')!.getImageData(10, 10, 1, 1).data] : [];
        }),
      )
      .toEqual([200, 16, 46, 255]);
    await seen(page, 'logo');
    // In the frame of a denunciation it is there, too.
    await form.root.locator('label', { hasText: starting(kind.Denunciation) }).click();
    await press(form, widget.Next);
    const frame = await moved(page, 'xa-thu');
    await expect(frame.root.locator('img')).toHaveJSProperty('complete', true);
  });

  await test.step('what a policy makes of it', async () => {
    const verdict = admin.locator('.verdict');
    await expect(verdict).toContainText(site.PolicyElement);
    await admin.getByRole('textbox', { name: site.PolicyTitle }).fill("Content-Security-Policy: default-src 'self'; img-src *");
    await expect(verdict).toContainText(site.PolicyPage);
    const corrected = await verdict.locator('pre').innerText();
    await admin.getByRole('textbox', { name: site.PolicyTitle }).fill(corrected);
    await expect(verdict).toContainText(site.PolicyComplete);
    // And it is true.
    const page = await visitor();
    const headers = { 'content-security-policy': corrected };
    await page.goto(foreign.put('corrected', { html: document('<script async src="HOST/embed/xa-thu.js"></script>'), headers }));
    await page.getByRole('button', { name: 'Góp ý với xã' }).click();
    expect((await opened(page, 'xa-thu')).tier).toBe('element');
  });

  await test.step('what was counted, and who changed what', async () => {
    await admin.reload();
    await expect(admin.getByText(site.HealthGood)).toBeVisible();
    await admin.locator('details', { hasText: site.Loads! }).getByText(site.Day, { exact: true }).first().click();
    await expect(admin.getByRole('row', { name: /^Σ/ })).toBeVisible();
    await expect(admin.getByText(site.ChangedNew)).toBeVisible();
    await expect(admin.getByText(site.ChangedLogo)).toBeVisible();
    await seen(admin, 'kept');
    await admin.setViewportSize(NARROW);
    await admin.emulateMedia({ colorScheme: 'dark' });
    await accessible(admin);
    expect(await admin.evaluate(() => globalThis.document.documentElement.scrollWidth)).toBeLessThanOrEqual(NARROW.width);
    await seen(admin, 'narrow');
    await admin.getByRole('button', { name: /^EN/ }).click();
    await expect(admin.getByRole('heading', { name: english.SettingsTitle })).toBeVisible();
    await seen(admin, 'english');
  });
  await foreign.close();
});
