// Petitions as people meet them: written, supported, moderated, signed without a script and on a page of somebody else, owed an
// answer and answered; fakes found and the finding taken back; and every page for everybody.
import type { FrameLocator, Page } from '@playwright/test';
import { accessible } from '../support/axe.ts';
import { letter, message } from '../support/letters.ts';
import { document, pages } from '../support/pages.ts';
import { api, BODY, confirm, digits, mine, opened, proposed, signed, smallRules, TITLE } from '../support/petitions.ts';
import { expect, test } from '../support/test.ts';
import { catalogue, fill, names, starting } from '../support/words.ts';

const petition = catalogue('petitions', 'Petitions');
const desk = catalogue('petition_desk', 'PetitionDesk');
const staffDesk = catalogue('console', 'Desk');
const rules = catalogue('petition_rules', 'PetitionRulesPage');
const action = names('PetitionAction', 'vi', 'petitions');
const ANSWER = 'Đèn được lắp xong trước ngày 15/12/2026.';
const NARROW = { width: 320, height: 800 };

async function fits(page: Page): Promise<void> {
  expect(await page.evaluate(() => globalThis.document.documentElement.scrollWidth)).toBeLessThanOrEqual(NARROW.width);
}

/** Fills the form that signs, on a page or in a frame. */
async function sign(page: Page | FrameLocator, name: string, email: string): Promise<void> {
  await page.getByLabel(petition.Name, { exact: true }).fill(name);
  await page.getByLabel(petition.EmailOrPhone, { exact: true }).fill(email);
  await page.getByText(petition.Tell, { exact: true }).click();
  await page.getByText(starting(petition.Consent.split('{')[0]!)).click();
  await page.getByRole('button', { name: petition.SignGo }).click();
}

test('from the first word to the answer', async ({ server, visitor, staff, picture }) => {
  const admin = await staff('administrator');
  await smallRules(admin);
  const citizen = await visitor({ javaScriptEnabled: false });

  await test.step('written without JavaScript', async () => {
    await citizen.goto(`${server.url}/petitions`);
    await expect(citizen.getByText(petition.NoneFound)).toBeVisible();
    await picture(citizen, 'none');
    await citizen.getByRole('link', { name: petition.Begin }).click();
    await citizen.getByLabel(petition.NewAsk).fill(TITLE);
    await citizen.getByLabel(petition.NewWhy, { exact: true }).fill(BODY);
    await citizen.getByLabel(petition.Name, { exact: true }).fill('Lê Văn Tác');
    await citizen.getByLabel(petition.Email, { exact: true }).fill('tacgia@vidu.vn');
    await citizen.getByRole('button', { name: petition.NewGo, exact: true }).click();
    await expect(citizen.getByRole('alert')).toBeVisible();
    await expect(citizen.getByLabel(petition.NewAsk)).toHaveValue(TITLE);
    await picture(citizen, 'new-wrong');
    await citizen.getByText(starting(petition.Consent.split('{')[0]!)).click();
    await citizen.getByRole('button', { name: petition.NewGo, exact: true }).click();
    await expect(citizen.getByRole('heading', { level: 1, name: petition.NewDoneTitle })).toBeVisible();
    await picture(citizen, 'new-done');
  });

  const sponsors = await test.step('confirmed by the letter', async () => {
    await citizen.goto(mine(await letter(server, 'tacgia@vidu.vn', '/petitions/mine/')));
    await citizen.getByRole('button', { name: petition.MineConfirm, exact: true }).click();
    await expect(citizen.getByText(petition.MineDone)).toBeVisible();
    await picture(citizen, 'author');
    return citizen.locator('code.copy').innerText();
  });
  const code = /petitions\/([^?]+)/.exec(sponsors)![1]!;

  await test.step('supported', async () => {
    const supporter = await visitor({ javaScriptEnabled: false });
    await supporter.goto(sponsors);
    await expect(supporter.getByText(fill(petition.SupportersOf, { m: 1, n: 2 }))).toBeVisible();
    await picture(supporter, 'support');
    await sign(supporter, 'Trần Thị Ủng', 'ungho@vidu.vn');
    await expect(supporter.getByRole('heading', { level: 1, name: petition.AskedTitle })).toBeVisible();
    await confirm(server, 'ungho@vidu.vn');
  });

  await test.step('moderated: a name is taken out, then it is opened', async () => {
    const moderator = await staff('moderator');
    await moderator.getByRole('link', { name: staffDesk.PetitionsTitle, exact: true }).click();
    await expect(moderator.getByText(desk.WaitingOne)).toBeVisible();
    await picture(moderator, 'desk');
    await moderator.getByRole('link', { name: TITLE }).click();
    await moderator.getByRole('button', { name: action.Amend, exact: true }).click();
    await expect(moderator.getByText(desk.AmendSame)).toBeVisible();
    await moderator.getByLabel(desk.AmendBody, { exact: true }).fill(BODY.replace('Ông Nguyễn Văn Bê', 'Cơ quan'));
    await expect(moderator.locator('del').filter({ hasText: 'Bê' })).toBeVisible();
    await expect(moderator.locator('ins').first()).toContainText('Cơ');
    await accessible(moderator);
    await picture(moderator, 'amend');
    await moderator.getByRole('button', { name: desk.Send, exact: true }).click();
    await expect(moderator.getByText(desk.Changed)).toBeVisible();
    const publish = moderator.getByRole('button', { name: action.Publish, exact: true });
    await publish.click();
    await moderator.getByRole('button', { name: desk.PublishSure }).click();
    await expect(moderator.getByRole('button', { name: action.TakeDown, exact: true })).toBeVisible();
    await picture(moderator, 'opened');
  });

  await test.step('signed without JavaScript, by the digits of the letter', async () => {
    await citizen.goto(`${server.url}/petitions/${code}`);
    await expect(citizen.getByText('Bê')).toHaveCount(0);
    await sign(citizen, 'Phạm Văn Ký', 'ky@');
    await expect(citizen.getByRole('alert')).toBeVisible();
    await expect(citizen.getByLabel(petition.Name, { exact: true })).toHaveValue('Phạm Văn Ký');
    await citizen.getByLabel(petition.EmailOrPhone, { exact: true }).fill('ky@vidu.vn');
    await citizen.getByRole('button', { name: petition.SignGo }).click();
    await citizen.getByLabel(petition.Code).fill('000000');
    await citizen.getByRole('button', { name: petition.CodeGo, exact: true }).click();
    await expect(citizen.getByRole('alert')).toContainText(petition.CodeWrong);
    await picture(citizen, 'code-wrong');
    await citizen.getByLabel(petition.Code).fill(digits(await letter(server, 'ky@vidu.vn', '/petitions/mine/')));
    await citizen.getByRole('button', { name: petition.CodeGo, exact: true }).click();
    await expect(citizen.getByText(petition.MineDone)).toBeVisible();
    await picture(citizen, 'signed');
  });

  await test.step('signed with a telephone number, by the digits of a text', async () => {
    const rider = await visitor({ javaScriptEnabled: false, viewport: NARROW });
    await rider.goto(`${server.url}/petitions/${code}`);
    await sign(rider, 'Đỗ Thị Xe', '02838 223 344');
    await expect(rider.getByRole('alert')).toBeVisible();
    await expect(rider.getByLabel(petition.EmailOrPhone, { exact: true })).toHaveValue('02838 223 344');
    await picture(rider, 'phone-wrong');
    await rider.getByLabel(petition.EmailOrPhone, { exact: true }).fill('091 234 56 78');
    await rider.getByRole('button', { name: petition.SignGo }).click();
    const text = await message(server, '+84912345678');
    expect(text).toContain(code);
    await rider.getByLabel(petition.Code).fill(/\b\d{6}\b/.exec(text)![0]);
    await rider.getByRole('button', { name: petition.CodeGo, exact: true }).click();
    await expect(rider.getByText(petition.MineDone)).toBeVisible();
    await picture(rider, 'phone-signed');
  });

  await test.step('signed in the frame on a page of somebody else', async () => {
    const foreign = await pages(server.url);
    const script = `<script async nonce="n" src="HOST/petition.js" data-petition="${code}"></script>`;
    const policy = "default-src 'none'; script-src 'nonce-n'; frame-src HOST";
    const address = foreign.put('bao', { html: document(`<h1>Báo</h1>${script}`), headers: { 'content-security-policy': policy } });
    const reader = await visitor({ viewport: NARROW });
    await reader.goto(address);
    const frame = reader.locator('iframe');
    await frame.scrollIntoViewIfNeeded();
    const inside = reader.frameLocator('iframe');
    await expect(inside.getByRole('heading', { level: 1 })).toHaveText(TITLE);
    // It is as high as what stands in it.
    const taller = () => inside.locator('html').evaluate((root) => root.scrollHeight - root.clientHeight);
    await expect.poll(taller).toBe(0);
    expect(await frame.getAttribute('height')).not.toBe('1100');
    await picture(reader, 'frame');
    await sign(inside, 'Vũ Thị Báo', 'bao@vidu.vn');
    await inside.getByLabel(petition.Code).fill(digits(await letter(server, 'bao@vidu.vn', '/petitions/mine/')));
    await picture(reader, 'frame-asked');
    await inside.getByRole('button', { name: petition.CodeGo, exact: true }).click();
    await expect(inside.getByText(petition.MineDone)).toBeVisible();
    expect(await reader.context().cookies()).toEqual([]);
    await foreign.close();
  });

  await test.step('a page that blocks frames keeps the way to the petition', async () => {
    const foreign = await pages(server.url);
    const script = `<script async nonce="n" src="HOST/petition.js" data-petition="${code}" data-lang="en"></script>`;
    const policy = "default-src 'none'; script-src 'nonce-n'";
    const address = foreign.put('kin', { html: document(script), headers: { 'content-security-policy': policy } });
    // Not a visitor: the browser itself logs what the policy blocks as an error.
    const reader = await citizen.context().browser()!.newPage();
    await reader.goto(address);
    await expect(reader.getByRole('link', { name: catalogue('petitions', 'Petitions', 'en').FrameTitle })).toBeVisible();
    await reader.close();
    await foreign.close();
  });

  await test.step('the threshold is reached, and the answer is for everybody', async () => {
    const moderator = await staff('moderator');
    let owed = '';
    await expect(async () => {
      owed = (await api(moderator, 'GET', `/api/v1/desk/petitions/${code}`)).cases[0] ?? '';
      expect(owed).not.toBe('');
    }).toPass();
    const handler = await staff('handler');
    for (const [act, input] of [['accept', {}], ['answer', { body: ANSWER }]] as const) {
      const { row } = await api(handler, 'GET', `/api/v1/cases/${owed}`);
      await handler.evaluate(
        async ([path, version, input]) => {
          const { csrf } = await (await fetch('/api/v1/session')).json();
          const headers = { 'Content-Type': 'application/json', 'X-CSRF-Token': csrf, 'If-Match': `"${version}"` };
          const answer = await fetch(path as string, { method: 'POST', headers, body: JSON.stringify(input) });
          if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
        },
        [`/api/v1/cases/${owed}/${act}`, row.version as number, input] as const,
      );
    }
    await expect(async () => {
      await citizen.goto(`${server.url}/petitions/${code}`);
      await expect(citizen.getByText(ANSWER)).toBeVisible({ timeout: 1_000 });
    }).toPass();
    await picture(citizen, 'answered');
    await letter(server, 'bao@vidu.vn', ANSWER);
  });
});

test('two moderators at one petition, which is not admitted', async ({ server, visitor, staff, picture }) => {
  await smallRules(await staff('administrator'));
  const code = await proposed(server);
  const moderator = await staff('moderator');
  await moderator.goto(`${server.url}/console/petitions/${code}`);
  await moderator.getByRole('button', { name: action.Amend, exact: true }).click();
  await moderator.getByLabel(desk.AmendTitle, { exact: true }).fill('Lắp đèn tín hiệu trước trường');

  const english = catalogue('petition_desk', 'PetitionDesk', 'en');
  const acts = names('PetitionAction', 'en', 'petitions');
  const coordinator = await staff('coordinator');
  await coordinator.getByRole('button', { name: starting('EN') }).click();
  await coordinator.goto(`${server.url}/console/petitions`);
  await expect(coordinator.getByText(starting(english.HeldBy.replace('{who}', 'Trần Quốc Bảo')))).toBeVisible();
  await picture(coordinator, 'desk-english');
  await coordinator.getByRole('link', { name: TITLE }).click();
  await expect(coordinator.getByText(fill(english.HeldBy, { who: 'Trần Quốc Bảo' }))).toBeVisible();
  await picture(coordinator, 'held-english');

  await test.step('who was faster is not overwritten, and who was slower loses nothing', async () => {
    await coordinator.getByRole('button', { name: acts.Amend, exact: true }).click();
    await coordinator.getByLabel(english.AmendBody, { exact: true }).fill('Mỗi sáng có hàng trăm học sinh qua đường.');
    await moderator.getByRole('button', { name: desk.Send, exact: true }).click();
    await expect(moderator.getByText(desk.Changed)).toBeVisible();
    await coordinator.getByRole('button', { name: english.Send, exact: true }).click();
    await expect(coordinator.getByRole('alert')).toBeVisible();
    await expect(coordinator.getByLabel(english.AmendBody, { exact: true })).toHaveValue('Mỗi sáng có hàng trăm học sinh qua đường.');
    await expect(coordinator.getByRole('heading', { level: 1 })).toHaveText('Lắp đèn tín hiệu trước trường');
    await accessible(coordinator);
    await picture(coordinator, 'stale-english');
    await coordinator.getByRole('button', { name: english.Cancel, exact: true }).click();
  });

  await test.step('not admitted, and why is public', async () => {
    await coordinator.getByRole('button', { name: acts.Reject, exact: true }).click();
    await coordinator.getByLabel(english.Ground).selectOption('accuses');
    await coordinator.getByLabel(english.Reason, { exact: true }).fill('Nêu tên một người. Hãy viết lại không nêu tên.');
    await coordinator.getByRole('button', { name: english.Send, exact: true }).click();
    await expect(coordinator.getByRole('button', { name: acts.Restore, exact: true })).toBeVisible();
    await picture(coordinator, 'rejected-english');
    await letter(server, 'tacgia@vidu.vn', 'Hãy viết lại không nêu tên.');
    const citizen = await visitor({ javaScriptEnabled: false });
    await citizen.goto(`${server.url}/petitions/${code}`);
    await expect(citizen.getByRole('heading', { level: 1, name: petition.RefusedTitle })).toBeVisible();
    await expect(citizen.getByText('Hãy viết lại không nêu tên.').first()).toBeVisible();
    await expect(citizen.getByText(TITLE)).toHaveCount(0);
  });
});

test('fakes are found, and the finding is taken back', async ({ server, staff, picture }) => {
  const admin = await staff('administrator');
  await smallRules(admin);
  const moderator = await staff('moderator');
  const code = await opened(server, moderator);
  for (const n of [1, 2, 3]) await signed(server, code, `fake${n}@mua-ban.vn`, `Nguyễn Văn ${'XYZ'[n]}`);
  await moderator.goto(`${server.url}/console/petitions/${code}/signatures`);
  const found = (n: number) => moderator.getByText(fill(desk.Found, { n }), { exact: true });
  await expect(found(5)).toBeVisible();
  await accessible(moderator);
  await picture(moderator, 'signatures');
  await moderator.getByRole('button', { name: new RegExp(`${desk.ByDomain} mua-ban.vn`) }).click();
  await expect(found(3)).toBeVisible();
  await expect(moderator.getByLabel(desk.Domain, { exact: true })).toHaveValue('mua-ban.vn');
  await moderator.getByLabel(desk.ReviewWhy).fill('Ba hộp thư từ một nơi bán chữ ký.');
  await moderator.getByRole('button', { name: desk.Preview, exact: true }).click();
  await expect(moderator.getByText(fill(desk.PreviewText, { n: 3, m: 2 }))).toBeVisible();
  await expect(moderator.getByText(fill(desk.PreviewThresholds, { list: 4 }))).toBeVisible();
  await accessible(moderator);
  await picture(moderator, 'preview');
  await moderator.getByRole('button', { name: desk.DoIt, exact: true }).click();
  const reviews = moderator.getByRole('region', { name: desk.Reviews });
  await expect(reviews).toContainText('Ba hộp thư');
  const page = await (await fetch(`${server.url}/api/v1/petitions/${code}`)).json();
  expect(page.count).toBe(2);
  await moderator.setViewportSize(NARROW);
  await moderator.emulateMedia({ colorScheme: 'dark' });
  await fits(moderator);
  await accessible(moderator);
  await picture(moderator, 'reviewed-narrow');
  await moderator.getByRole('button', { name: desk.Undo, exact: true }).click();
  await moderator.getByRole('button', { name: desk.UndoSure, exact: true }).click();
  await expect(reviews).toContainText(desk.Undone.split('{')[0]!);
  await expect.poll(async () => (await (await fetch(`${server.url}/api/v1/petitions/${code}`)).json()).count).toBe(5);
});

test('what is not admitted says why, and what is switched off says so', async ({ server, visitor, staff, picture }) => {
  const admin = await staff('administrator');
  await smallRules(admin);
  const moderator = await staff('moderator');
  const code = await opened(server, moderator);
  await moderator.goto(`${server.url}/console/petitions/${code}`);
  await moderator.getByRole('button', { name: action.TakeDown, exact: true }).click();
  await moderator.getByLabel(desk.Ground).selectOption('accuses');
  await moderator.getByLabel(desk.Reason, { exact: true }).fill('Nêu tên một người. Hãy viết lại không nêu tên.');
  await accessible(moderator);
  await moderator.getByRole('button', { name: desk.Send, exact: true }).click();
  await expect(moderator.getByRole('button', { name: action.Restore, exact: true })).toBeVisible();
  const citizen = await visitor();
  await citizen.goto(`${server.url}/petitions/${code}`);
  await expect(citizen.getByRole('heading', { level: 1, name: petition.RefusedTitle })).toBeVisible();
  await expect(citizen.getByText('Hãy viết lại không nêu tên.').first()).toBeVisible();
  await expect(citizen.getByText(TITLE)).toHaveCount(0);
  await accessible(citizen);
  await picture(citizen, 'refused');

  await moderator.getByRole('button', { name: action.Restore, exact: true }).click();
  await moderator.getByLabel(desk.Reason, { exact: true }).fill('Đã xem lại.');
  await moderator.getByRole('button', { name: desk.Send, exact: true }).click();
  await expect(moderator.getByRole('button', { name: action.TakeDown, exact: true })).toBeVisible();

  await admin.goto(`${server.url}/console/petitions`);
  const collecting = admin.getByRole('listitem').filter({ hasText: petition.SwitchCollecting });
  await collecting.getByRole('button', { name: desk.TurnOff, exact: true }).click();
  await collecting.getByRole('button', { name: desk.TurnOffSure, exact: true }).click();
  await expect(collecting.getByRole('button', { name: desk.TurnOn, exact: true })).toBeVisible();
  await accessible(admin);
  await picture(admin, 'switches');
  await expect(async () => {
    await citizen.goto(`${server.url}/petitions/${code}`);
    await expect(citizen.getByText(petition.PausedCollecting)).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await expect(citizen.getByRole('button', { name: petition.SignGo })).toHaveCount(0);
  await picture(citizen, 'paused');
});

test('the rules of an agency are changed, refused where they cannot be, and given up', async ({ server, staff, picture }) => {
  const admin = await staff('administrator');
  await admin.goto(`${server.url}/console/admin/petitions`);
  await expect(admin.getByText(rules.Program)).toBeVisible();
  await accessible(admin);
  await admin.getByLabel(rules.Sponsors).fill('0');
  await admin.getByRole('button', { name: rules.Save, exact: true }).click();
  await expect(admin.getByRole('alert')).toContainText(rules.Sponsors);
  await admin.getByLabel(rules.Sponsors).fill('3');
  await admin.getByRole('button', { name: rules.Add, exact: true }).click();
  await admin.getByLabel(rules.Count).nth(2).fill('500000');
  await admin.getByLabel(rules.Duty).nth(2).selectOption('hearing');
  await picture(admin, 'rules');
  await admin.getByRole('button', { name: rules.Save, exact: true }).click();
  await expect(admin.getByText(rules.Own)).toBeVisible();
  await expect(admin.getByLabel(rules.Sponsors)).toHaveValue('3');
  const kept = await api(admin, 'GET', '/api/v1/admin/petition-rules/chinh-phu');
  expect(kept.rules.thresholds).toHaveLength(3);
  await admin.emulateMedia({ colorScheme: 'dark' });
  await admin.setViewportSize(NARROW);
  await fits(admin);
  await accessible(admin);
  await picture(admin, 'rules-narrow-dark');
  await admin.getByRole('button', { name: rules.Forget, exact: true }).click();
  await admin.getByRole('button', { name: rules.ForgetSure, exact: true }).click();
  await expect(admin.getByText(rules.Program)).toBeVisible();
});

test('every page is for everybody', async ({ server, visitor, staff, picture }) => {
  test.slow();
  const admin = await staff('administrator');
  await smallRules(admin);
  const moderator = await staff('moderator');
  const code = await opened(server, moderator);
  const paths = ['/petitions', '/petitions/new?site=demo', `/petitions/${code}`, `/petitions/${code}/figures`, `/petitions/${code}/frame`];
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const lang of ['vi', 'en']) {
      const wide = await visitor({ colorScheme });
      const narrow = await visitor({ colorScheme, viewport: NARROW });
      for (const path of paths) {
        // Each width in one language: what differs between languages is how long the words are.
        const page = lang === 'vi' ? narrow : wide;
        const at = `${server.url}${path}${path.includes('?') ? '&' : '?'}lang=${lang}`;
        expect((await page.goto(at))!.status(), path).toBe(200);
        await accessible(page);
        if (page === wide) await narrow.goto(at);
        await fits(narrow);
        await picture(narrow, `${path.replace(code, 'one').replace(/\W+/g, '-').slice(1)}-${lang}-${colorScheme}`);
      }
    }
    for (const path of ['', `/${code}`, `/${code}/signatures`]) {
      await moderator.emulateMedia({ colorScheme });
      await moderator.setViewportSize(NARROW);
      await moderator.goto(`${server.url}/console/petitions${path}`);
      await expect(moderator.getByRole('heading', { level: 1 })).toBeVisible();
      await expect(moderator.getByRole('heading', { level: 2 }).first().or(moderator.locator('.empty'))).toBeVisible();
      await accessible(moderator);
      await fits(moderator);
      await picture(moderator, `desk${path.replace(code, 'one').replace(/\W+/g, '-')}-${colorScheme}`);
    }
  }
});
