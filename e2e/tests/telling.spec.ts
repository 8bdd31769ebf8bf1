// Who is told what, as administrators write it: the letters of an agency with a preview before they are kept, and the ladder
// that is climbed when nobody stirs. And a handler who takes notice of a deadline that has passed, and does nothing else.
import type { Page } from '@playwright/test';
import { accessible } from '../support/axe.ts';
import { expect, test } from '../support/test.ts';
import { catalogue, fill, names } from '../support/words.ts';

const desk = catalogue('console', 'Desk');
const story = catalogue('story', 'Story');
const letters = catalogue('telling', 'LetterPage');
const ladder = catalogue('telling', 'LadderPage');
const notices = catalogue('notices', 'Notices');
const action = names('Action');

const NARROW = { width: 320, height: 800 };

async function open(admin: Page, title: string): Promise<void> {
  await admin.getByRole('link', { name: desk.AdminTitle, exact: true }).first().click();
  await admin.getByRole('link', { name: title, exact: true }).click();
  await expect(admin.getByRole('heading', { level: 1, name: title })).toBeVisible();
}

async function fits(page: Page): Promise<void> {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(wide).toBeLessThanOrEqual(NARROW.width);
}

test('an agency writes its own letter, sees it first, and goes back', async ({ staff, picture }) => {
  const admin = await staff('administrator');
  await open(admin, letters.Title);
  const receipt = admin.getByRole('listitem').filter({ hasText: notices.TopicReceipt });
  await expect(receipt.getByText(letters.Program)).toBeVisible();
  await admin.getByRole('button', { name: `${letters.Edit}: ${notices.TopicReceipt}` }).click();
  await expect(admin.getByLabel(letters.Subject, { exact: true })).toBeFocused();
  await admin.getByLabel(letters.Subject, { exact: true }).fill('Chúng tôi đã nhận hồ sơ {cod}');
  await admin.getByRole('button', { name: letters.Preview, exact: true }).click();
  await expect(admin.getByRole('alert')).toContainText('{cod}');
  await admin.getByLabel(letters.Subject, { exact: true }).fill('Chúng tôi đã nhận hồ sơ {code}');
  await admin.getByLabel(letters.Body, { exact: true }).fill('Cảm ơn bạn đã viết. Hạn trả lời: \n\n{link}');
  await admin.getByLabel(letters.Body, { exact: true }).evaluate((area: HTMLTextAreaElement) => area.setSelectionRange(33, 33));
  await admin.getByRole('button', { name: '{due}', exact: true }).click();
  await expect(admin.getByLabel(letters.Body, { exact: true })).toHaveValue('Cảm ơn bạn đã viết. Hạn trả lời: {due}\n\n{link}');
  await expect(admin.getByRole('button', { name: letters.Save })).toBeHidden();
  await admin.getByRole('button', { name: letters.Preview, exact: true }).click();
  const seen = admin.getByRole('region', { name: letters.PreviewOf });
  await expect(seen).toContainText('Chúng tôi đã nhận hồ sơ HA-26-00000-0000');
  await expect(seen).toContainText(letters.Invented);
  await test.step('as it is seen, and as plain text', async () => {
    const letter = seen.frameLocator('iframe');
    await expect(letter.getByText('Cảm ơn bạn đã viết. Hạn trả lời:')).toBeVisible();
    // The letter's own styles hold although the page allows no other.
    const width = await letter.locator('body').evaluate((body) => getComputedStyle(body).maxWidth);
    expect(width).not.toBe('none');
    await seen.getByText(letters.AsText).click();
    await expect(seen.locator('pre')).toContainText('Cảm ơn bạn đã viết. Hạn trả lời:');
  });
  await accessible(admin);
  await picture(admin, 'letter');
  await test.step('what is changed is looked at once more', async () => {
    await admin.getByLabel(letters.Body, { exact: true }).press('End');
    await admin.getByLabel(letters.Body, { exact: true }).pressSequentially('.');
    await expect(admin.getByRole('button', { name: letters.Save })).toBeHidden();
    await admin.getByRole('button', { name: letters.Preview, exact: true }).click();
  });
  await admin.getByRole('button', { name: letters.Save }).click();
  await expect(admin.getByText(letters.Saved)).toBeVisible();
  await expect(receipt.getByText(letters.Own)).toBeVisible();
  await test.step('it holds for those below', async () => {
    await admin.getByLabel(letters.Agency, { exact: true }).fill('ubnd-79');
    await admin.getByLabel(letters.Agency, { exact: true }).press('Enter');
    await expect(receipt.getByText('Chúng tôi đã nhận hồ sơ {code}')).toBeVisible();
    await expect(receipt.getByText(letters.Own)).toBeHidden();
    await admin.setViewportSize(NARROW);
    await admin.emulateMedia({ colorScheme: 'dark' });
    await accessible(admin);
    await fits(admin);
    await picture(admin, 'letters-narrow');
  });
  await test.step('and back', async () => {
    await admin.getByLabel(letters.Agency, { exact: true }).fill('chinh-phu');
    await admin.getByLabel(letters.Agency, { exact: true }).press('Enter');
    await expect(receipt.getByText(letters.Own)).toBeVisible();
    await admin.getByRole('button', { name: `${letters.Edit}: ${notices.TopicReceipt}` }).click();
    await admin.getByRole('button', { name: letters.Forget }).click();
    await admin.getByRole('button', { name: letters.ForgetSure }).click();
    await expect(admin.getByText(letters.Forgotten)).toBeVisible();
    await expect(receipt.getByText(letters.Program)).toBeVisible();
  });
});

test('a ladder is set up step by step', async ({ staff, picture }) => {
  const admin = await staff('administrator');
  await open(admin, ladder.Title);
  await expect(admin.getByText(ladder.Program)).toBeVisible();
  const step = (n: number) => admin.getByRole('group', { name: fill(ladder.Step, { n }), exact: true });
  await expect(step(5)).toBeVisible();
  await admin.getByRole('button', { name: fill(ladder.Remove, { n: 5 }) }).click();
  await expect(step(5)).toBeHidden();
  await step(4).getByLabel(ladder.Hours).fill('0');
  await admin.getByLabel(ladder.QuietFrom).fill('18:00');
  await admin.getByLabel(ladder.QuietTo, { exact: true }).fill('07:30');
  await admin.getByRole('button', { name: ladder.Save }).click();
  await expect(admin.getByRole('alert')).toContainText(fill(ladder.Step, { n: 4 }));
  await step(4).getByLabel(ladder.Hours).fill('4');
  await step(4).getByLabel(ladder.By).selectOption('console');
  await step(1).getByLabel(ladder.When).selectOption('warning');
  await step(1).getByLabel(ladder.Share).fill('80');
  await accessible(admin);
  await picture(admin, 'ladder');
  await admin.getByRole('button', { name: ladder.Save }).click();
  await expect(admin.getByText(ladder.Saved)).toBeVisible();
  await expect(admin.getByText(ladder.Own)).toBeVisible();
  await admin.reload();
  await expect(step(4).getByLabel(ladder.Hours)).toHaveValue('4');
  await expect(step(4).getByLabel(ladder.By)).toHaveValue('console');
  await expect(admin.getByLabel(ladder.QuietFrom)).toHaveValue('18:00');
  await admin.setViewportSize(NARROW);
  await admin.emulateMedia({ colorScheme: 'dark' });
  await accessible(admin);
  await fits(admin);
  await picture(admin, 'ladder-narrow');
  await admin.getByRole('button', { name: ladder.Forget }).click();
  await admin.getByRole('button', { name: ladder.ForgetSure }).click();
  await expect(admin.getByText(ladder.Program)).toBeVisible();
});

test.describe('with cases of some months', () => {
  test.use({ cases: 150 });

  test('a handler takes notice of a deadline and does nothing else', async ({ server, staff, picture }) => {
    const handler = await staff('handler');
    // Among 150 cases of six months somebody has let one lie; the list is there once the index is.
    const lying = () =>
      handler.evaluate(async () => {
        const page = await (await fetch('/api/v1/cases?q=state:open&limit=100')).json();
        for (const { code } of page.cases) {
          const seen = await (await fetch(`/api/v1/cases/${code}`)).json();
          if (seen.allowed.includes('acknowledge')) return code as string;
        }
        return '';
      });
    let code = '';
    await expect(async () => {
      code = await lying();
      expect(code).not.toBe('');
    }).toPass();
    await handler.goto(`${server.url}/console/cases/${code}`);
    const banner = handler.getByText(desk.UnheardNobody);
    await expect(banner).toBeVisible();
    await accessible(handler);
    await picture(handler, 'unheard');
    await handler.setViewportSize(NARROW);
    await handler.emulateMedia({ colorScheme: 'dark' });
    await fits(handler);
    await picture(handler, 'unheard-narrow');
    await handler.getByRole('button', { name: action.Acknowledge, exact: true }).click();
    await expect(banner).toBeHidden();
    await expect(handler.getByRole('listitem').filter({ hasText: story.Acknowledged })).toBeVisible();
  });
});
