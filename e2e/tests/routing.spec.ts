// Routing as coordinators and administrators meet it: a rule is tried on past cases before it is made, what was learned
// suggests an agency, and the suggestion is accepted with one key or corrected.
import type { Page } from '@playwright/test';
import { accessible } from '../support/axe.ts';
import { file } from '../support/filing.ts';
import { expect, test } from '../support/test.ts';
import type { Server } from '../support/server.ts';
import { catalogue, fill, names, starting } from '../support/words.ts';

const routing = catalogue('routing', 'Routing');
const suggesting = catalogue('routing', 'Suggesting');
const desk = catalogue('console', 'Desk');
const action = names('Action');

const NARROW = { width: 320, height: 800 };

// So many at once would be asked to work.
test.use({ flags: ['--limit-usual-site', 'none'] });

/** Two matters, each taken up by its agency often enough to learn from. */
async function teach(server: Server, page: Page): Promise<void> {
  const session = await page.evaluate(async () => (await fetch('/api/v1/session')).json());
  const matters = [
    { agency: 'so-y-te-79', words: ['muỗi', 'kiến', 'gián', 'bọ xít', 'rết'] },
    { agency: 'cong-an-79', words: ['kẻ trộm', 'kẻ gian', 'tên cướp', 'kẻ lừa đảo', 'bọn móc túi'] },
  ];
  const places = ['cạnh ao', 'sau vườn', 'đầu hẻm', 'trên mái', 'ngoài chợ'];
  for (let n = 0; n < 120; n += 1) {
    for (const { agency, words } of matters) {
      const body = `Tôi thấy ${words[n % 5]} ${places[(n * 2) % 5]}, xin cho người đến xem, lần ${n}.`;
      const { code } = await file(server.url, `${agency}-${n}`, body, { agency });
      const taken = await page.evaluate(
        async ([path, csrf]) => {
          const headers = { 'Content-Type': 'application/json', 'X-CSRF-Token': csrf, 'If-Match': '"2"' };
          return (await fetch(path, { method: 'POST', headers, body: '{}' })).status;
        },
        [`/api/v1/cases/${code}/accept`, session.csrf] as const,
      );
      expect(taken).toBe(200);
    }
  }
}

test('what was learned suggests, is accepted with one key and corrected', async ({ server, staff, picture }) => {
  const handler = await staff('handler');
  await teach(server, handler);
  const learned = JSON.parse(await server.command('learn', 'routing'));
  expect(learned).toMatchObject({ outcome: 'judged', replaced: true });

  const admin = await staff('administrator');
  await test.step('the report', async () => {
    await admin.getByRole('link', { name: desk.AdminTitle, exact: true }).click();
    await admin.getByRole('link', { name: routing.LearningTitle, exact: true }).click();
    // Every node takes the new model within seconds.
    await expect(async () => {
      await admin.reload();
      await expect(admin.getByRole('heading', { name: routing.CalibrationTitle })).toBeVisible({ timeout: 2_000 });
    }).toPass();
    await accessible(admin);
    await picture(admin, 'report');
    // Only shown from now on, never by itself.
    await admin.getByLabel(routing.ThresholdRoutes).fill('100');
    await admin.getByRole('button', { name: routing.RuleSave, exact: true }).click();
    await expect(admin.getByRole('status').filter({ hasText: routing.ThresholdSaved })).toBeAttached();
  });

  const coordinator = await staff('coordinator');
  const open = async (code: string) => {
    await coordinator.goto(`${server.url}/console/cases/${code}`);
    const panel = coordinator.getByRole('region', { name: suggesting.SuggestionTitle });
    await expect(panel).toBeVisible();
    return panel;
  };

  await test.step('accepted with one key', async () => {
    const { code } = await file(server.url, 'accepted', 'TOI THAY MUOI CANH AO, xin cho nguoi den xem.');
    const panel = await open(code);
    await expect(panel.getByText('Sở Y tế')).toBeVisible();
    await expect(panel.locator('mark').first()).toContainText('MUOI');
    await accessible(coordinator);
    await picture(coordinator, 'suggestion');
    await coordinator.keyboard.press('g');
    await expect(panel).toBeHidden();
    const facts = coordinator.getByRole('region', { name: desk.FactsTitle });
    await expect(facts.getByText('Sở Y tế')).toBeVisible();
    await picture(coordinator, 'suggestion-accepted');
  });

  await test.step('corrected', async () => {
    const { code } = await file(server.url, 'corrected', 'Tôi thấy kẻ gian sau vườn, xin cho người đến xem.');
    const panel = await open(code);
    await panel.getByRole('button', { name: suggesting.SuggestionOther }).click();
    const form = coordinator.getByRole('form', { name: action.Transfer });
    await form.getByRole('combobox', { name: desk.AgencyLabel }).fill('ubnd ho chi minh');
    await form.getByRole('option').first().click();
    await form.getByLabel(desk.ReasonText).fill('Việc của tổ dân phố');
    await form.getByRole('button', { name: action.Transfer, exact: true }).click();
    await expect(form).toBeHidden();
    await expect(panel).toBeHidden();
  });

  await test.step('on a telephone, in English, in the dark', async () => {
    const { code } = await file(server.url, 'narrow', 'Tôi thấy gián trên mái, xin cho người đến xem.');
    await open(code);
    await coordinator.setViewportSize(NARROW);
    await coordinator.emulateMedia({ colorScheme: 'dark' });
    await coordinator.getByRole('button', { name: starting('EN') }).click();
    await expect(coordinator.getByText('Where it may belong')).toBeVisible();
    await accessible(coordinator);
    await picture(coordinator, 'suggestion-narrow');
  });
});

test('a rule is tried on past cases, made, moved and switched off', async ({ server, staff, picture }) => {
  const { code } = await file(server.url, 'ants', 'Đàn kiến ba khoang bay vào nhà dân ban đêm.');
  await file(server.url, 'cock', 'Hàng xóm nuôi gà gáy lúc ba giờ sáng.');
  const rule = async (page: Page) => {
    await page.getByRole('link', { name: desk.AdminTitle, exact: true }).click();
    await page.getByRole('link', { name: routing.RulesTitle, exact: true }).click();
    await expect(page.getByRole('heading', { name: routing.RulesTitle })).toBeVisible();
  };
  const write = async (page: Page, button: string) => {
    await page.getByRole('button', { name: button, exact: true }).click();
    await page.getByLabel(routing.RuleQuery).fill('"kiến ba khoang"');
    await page.getByLabel(routing.RuleTarget).fill('province-department:so-y-te');
    await page.getByLabel(routing.RuleNameVi).fill('Kiến ba khoang');
    await page.getByLabel(routing.RuleNameEn).fill('Rove beetles');
    await page.getByRole('button', { name: routing.TryRun, exact: true }).click();
    await expect(page.getByText(fill(routing.TryResult, { moved: 1, cases: 2 }))).toBeVisible();
  };

  await test.step('a coordinator tries it and opens the case that would move', async () => {
    const coordinator = await staff('coordinator');
    await rule(coordinator);
    await write(coordinator, routing.RuleTryNew);
    await expect(coordinator.getByRole('button', { name: routing.RuleSave, exact: true })).toBeHidden();
    await accessible(coordinator);
    await picture(coordinator, 'dry-run');
    await coordinator.getByRole('link', { name: starting('Đàn kiến ba khoang') }).click();
    await expect(coordinator.getByText(code).first()).toBeVisible();
  });

  const admin = await staff('administrator');
  await test.step('an administrator makes it', async () => {
    await rule(admin);
    await write(admin, routing.RuleNew);
    await admin.getByRole('button', { name: routing.RuleSave, exact: true }).click();
    await expect(admin.getByRole('status').filter({ hasText: routing.RuleSaved })).toBeAttached();
    await expect(admin.getByText('Kiến ba khoang').first()).toBeVisible();
    await accessible(admin);
    await picture(admin, 'rules');
  });

  await test.step('moves it with keys and switches it off', async () => {
    const item = admin.locator('li.rule', { hasText: 'Kiến ba khoang' });
    const place = async () => Number(await item.locator('.place').innerText());
    const before = await place();
    await item.focus();
    await admin.keyboard.press('Alt+ArrowUp');
    await expect.poll(place).toBe(before - 1);
    await expect(item).toBeFocused();
    await item.getByRole('button', { name: starting(routing.RuleDeactivate) }).click();
    await expect(item.getByText(routing.RuleInactive)).toBeVisible();
    await admin.getByText(routing.ChangesTitle).click();
    await expect(admin.getByText(routing.ChangeDeactivated)).toBeVisible();
    await admin.setViewportSize(NARROW);
    await accessible(admin);
    await picture(admin, 'rules-narrow');
  });
});
