// Calendars, policies and recalculations as an administrator keeps them: a holiday is decided, looked at before it is
// put in force, moves nothing by itself, and moves open cases when that is said with a reason.
import type { Page } from '@playwright/test';
import { accessible } from '../support/axe.ts';
import { file } from '../support/filing.ts';
import { expect, test } from '../support/test.ts';
import type { Server } from '../support/server.ts';
import { catalogue, fill, starting } from '../support/words.ts';

const keeping = catalogue('keeping', 'Keeping');
const desk = catalogue('console', 'Desk');

const NARROW = { width: 320, height: 800 };
const REASON = 'Nghỉ bù theo quyết định của tỉnh.';

/** Files a question. */
const asked = (server: Server) =>
  file(server.url, 'keeping', 'Thủ tục đăng ký tạm trú cần những giấy tờ gì?', { kind: 'question' });

/** A working day of the week after next, as `YYYY-MM-DD`: a Wednesday that is no public holiday. */
function wednesday(): string {
  const day = new Date(Date.now() + 7 * 3_600_000);
  day.setUTCDate(day.getUTCDate() + ((3 - day.getUTCDay() + 7) % 7) + 7);
  return day.toISOString().slice(0, 10);
}

async function page(admin: Page, title: string): Promise<void> {
  await admin.getByRole('link', { name: desk.AdminTitle, exact: true }).click();
  await admin.getByRole('link', { name: title, exact: true }).click();
  await expect(admin.getByRole('heading', { name: title, level: 1 })).toBeVisible();
}

test('a holiday is decided, looked at, put in force, and moves open cases when that is said', async ({ server, staff, picture }) => {
  const filed = await asked(server);
  const admin = await staff('administrator');

  await test.step('the calendar is read', async () => {
    await page(admin, keeping.CalendarsTitle);
    await accessible(admin);
    await picture(admin, 'calendars');
    await admin.getByRole('link', { name: 'Việt Nam' }).first().click();
    await expect(admin.getByRole('heading', { name: keeping.Week })).toBeVisible();
    await expect(admin.getByRole('row', { name: starting(keeping.Monday) })).toContainText('07:30-11:30, 13:30-17:00');
    await accessible(admin);
    await picture(admin, 'calendar');
  });

  await test.step('what is wrong is said by its place, and nothing is lost', async () => {
    await admin.getByRole('button', { name: keeping.NewVersion, exact: true }).click();
    await admin.getByRole('button', { name: keeping.DayAdd, exact: true }).click();
    await admin.getByLabel(keeping.DayFrom, { exact: true }).fill(wednesday());
    await admin.getByRole('button', { name: keeping.Preview, exact: true }).click();
    await expect(admin.getByRole('alert').getByRole('listitem')).toContainText(fill(keeping.DayOf, { n: '' }).trim());
    await expect(admin.getByLabel(keeping.DayFrom, { exact: true })).toHaveValue(wednesday());
  });

  await test.step('looked at, then put in force', async () => {
    const day = admin.getByRole('group', { name: starting(fill(keeping.DayOf, { n: '' }).trim()) });
    await day.getByLabel(keeping.DayName, { exact: true }).fill('Nghỉ bù');
    await day.getByLabel(keeping.DayNameEn, { exact: true }).fill('Day in lieu');
    await admin.getByLabel(keeping.Note, { exact: true }).fill('Quyết định 12/QĐ-UBND');
    await admin.getByRole('button', { name: keeping.Preview, exact: true }).click();
    await expect(admin.getByRole('heading', { name: fill(keeping.Changes, { n: '' }).slice(0, 8) })).toBeVisible();
    await accessible(admin);
    await picture(admin, 'calendar-preview');
    await admin.getByRole('button', { name: keeping.Publish, exact: true }).click();
    await expect(admin.getByRole('button', { name: keeping.NewVersion, exact: true })).toBeVisible();
    await expect(admin.getByText('Quyết định 12/QĐ-UBND')).toBeVisible();
    const now = await (await fetch(`${server.url}/api/v1/cases/${filed.code}`)).json();
    expect(now.due_at, 'nothing moves by itself').toBe(filed.due_at);
    await admin.setViewportSize(NARROW);
    await accessible(admin);
    await picture(admin, 'calendar-narrow');
    await admin.setViewportSize({ width: 1280, height: 800 });
  });

  await test.step('open cases are recalculated, with a reason', async () => {
    await page(admin, keeping.RecalculationTitle);
    await admin.getByRole('checkbox', { name: 'Lịch làm việc Việt Nam' }).check();
    await admin.getByLabel(keeping.RecalculationReason).fill(REASON);
    await admin.getByRole('button', { name: keeping.Preview, exact: true }).click();
    await expect(admin.getByText(fill(keeping.MovesSum, { moving: 1, concerned: 1 }))).toBeVisible();
    await accessible(admin);
    await picture(admin, 'recalculation');
    await admin.getByRole('button', { name: keeping.RecalculationBegin, exact: true }).click();
    await expect(admin.getByText(REASON)).toBeVisible();
    const due = async () => (await (await fetch(`${server.url}/api/v1/cases/${filed.code}`)).json()).due_at;
    await expect.poll(due).not.toBe(filed.due_at);
  });
});

test('a policy is tried on what was filed, changed and moved', async ({ server, staff, picture }) => {
  await asked(server);
  const admin = await staff('administrator');
  await page(admin, keeping.PoliciesTitle);
  await accessible(admin);
  await picture(admin, 'policies');

  const item = admin.locator('li.rule', { has: admin.locator('code', { hasText: 'kind:question' }) }).first();
  const name = await item.locator('strong').first().innerText();
  await test.step('tried before it is put in force', async () => {
    await item.getByRole('button', { name: starting(keeping.PolicyEdit) }).click();
    await item.getByRole('group', { name: fill(keeping.Promise, { n: 1 }) }).getByLabel(keeping.PromiseAmount).fill('9');
    await item.getByRole('button', { name: keeping.Preview, exact: true }).click();
    await expect(item.getByText(fill(keeping.Tried, { n: 1, of: 1 }))).toBeVisible();
    await accessible(admin);
    await picture(admin, 'policy-preview');
    await item.getByRole('button', { name: keeping.Publish, exact: true }).click();
    await expect(item.getByRole('listitem').filter({ hasText: /: 9 / })).toBeVisible();
  });

  await test.step('appeals: a policy for them alone, and the term of the others', async () => {
    await item.getByRole('button', { name: starting(keeping.PolicyEdit) }).click();
    await item.getByLabel(keeping.PolicyAppealDays, { exact: true }).fill('400');
    await item.getByRole('button', { name: keeping.Preview, exact: true }).click();
    await expect(item.getByRole('alert').getByRole('listitem')).toContainText('1-365');
    await item.getByLabel(keeping.PolicyAppealDays, { exact: true }).fill('15');
    await accessible(admin);
    await picture(admin, 'policy-appeals');
    await item.getByRole('button', { name: keeping.Preview, exact: true }).click();
    await item.getByRole('button', { name: keeping.Publish, exact: true }).click();
    await expect(item.getByText(fill(keeping.PolicyAppealTerm, { n: 15 }))).toBeVisible();
    const second = admin.locator('#policy-khieu-nai-lan-hai');
    await expect(second.getByText(keeping.PolicyForAppeals)).toBeVisible();
    await second.getByRole('button', { name: starting(keeping.PolicyEdit) }).click();
    await expect(second.getByLabel(keeping.PolicyAppeals)).toBeChecked();
    // Nobody appeals against an appeal: there is no term to be said.
    await expect(second.getByLabel(keeping.PolicyAppealDays, { exact: true })).toBeHidden();
    await second.getByRole('button', { name: keeping.Cancel, exact: true }).click();
  });

  await test.step('moved by one place', async () => {
    const place = async () => Number(await item.locator('.place').innerText());
    const before = await place();
    await item.getByRole('button', { name: starting(keeping.PolicyUp) }).click();
    await expect.poll(place).toBe(before - 1);
    await expect(item.locator('strong').first()).toHaveText(name);
    await admin.setViewportSize(NARROW);
    await accessible(admin);
    await picture(admin, 'policies-narrow');
  });
});

test('whoever does not administer is not led to what only administrators keep', async ({ staff }) => {
  const coordinator = await staff('coordinator');
  await coordinator.getByRole('link', { name: desk.AdminTitle, exact: true }).click();
  await expect(coordinator.getByRole('heading', { name: desk.AdminTitle, level: 1 })).toBeVisible();
  await expect(coordinator.getByRole('link', { name: keeping.CalendarsTitle, exact: true })).toBeHidden();
  await coordinator.goto(new URL('/console/admin/policies', coordinator.url()).href);
  await expect(coordinator.getByRole('alert')).toBeVisible();
});
