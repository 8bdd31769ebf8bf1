// An answer from its template to the citizen: the coordinator keeps a template and asks for approval and a date, the handler
// fills the blanks and sees the page as the citizen will, the approver sends it back once, and then lets it go.
import type { Page } from '@playwright/test';
import { accessible } from '../support/axe.ts';
import { file } from '../support/filing.ts';
import { expect, test } from '../support/test.ts';
import { catalogue, fill, names } from '../support/words.ts';

const desk = catalogue('console', 'Desk');
const states = catalogue('console', 'States');
const page = catalogue('answers', 'AnswerPage');
const answering = catalogue('answers', 'Answering');
const evidence = catalogue('answers', 'EvidenceText');
const text = catalogue('answers', 'AnswerText');
const action = names('Action');

const NARROW = { width: 320, height: 800 };
const BODY = 'Đèn đường trước số nhà 12 hỏng đã hai tuần, buổi tối rất nguy hiểm.';

const panel = (p: Page) => p.getByRole('region', { name: desk.ActionsTitle });

/** Opens the form of an action and gives it. */
async function form(p: Page, name: string) {
  await panel(p).getByRole('button', { name, exact: false }).first().click();
  return panel(p).getByRole('form', { name });
}

test('an answer is written from a template, sent back once, approved, and read', async ({ server, staff, picture }) => {
  const { code, secret } = await file(server.url, 'answered', BODY);

  const coordinator = await staff('coordinator');
  await test.step('a template, and what is asked of answers', async () => {
    await coordinator.getByRole('link', { name: desk.AdminTitle, exact: true }).click();
    await coordinator.getByRole('link', { name: page.Title, exact: true }).click();
    await coordinator.getByRole('button', { name: page.New }).click();
    await coordinator.getByLabel(page.Name, { exact: true }).fill('Đã sửa xong');
    const body = coordinator.getByLabel(page.Body, { exact: true });
    await body.fill('Về hồ sơ : [[đơn vị]] đã sửa xong ngày [[ngày sửa]].');
    await body.evaluate((area: HTMLTextAreaElement) => area.setSelectionRange(9, 9));
    await coordinator.getByRole('button', { name: '{code}', exact: true }).click();
    await coordinator.getByLabel(page.Code, { exact: true }).fill(code);
    await coordinator.getByRole('button', { name: page.Preview, exact: true }).click();
    await expect(coordinator.getByRole('region', { name: page.PreviewOf })).toContainText(`Về hồ sơ ${code}: [[đơn vị]]`);
    await accessible(coordinator);
    await picture(coordinator, 'template');
    await coordinator.getByRole('button', { name: page.Save, exact: true }).click();
    await expect(coordinator.getByText(page.Saved)).toBeVisible();
    await coordinator.getByRole('button', { name: page.RuleNew }).click();
    await coordinator.getByLabel(evidence.Date).check();
    await coordinator.getByLabel(evidence.Unit).check();
    await coordinator.getByRole('button', { name: page.RuleSave }).click();
    await expect(coordinator.getByText(page.RuleSaved, { exact: true })).toBeVisible();
    await expect(coordinator.getByText(`${evidence.Date} · ${evidence.Unit}`)).toBeVisible();
    await coordinator.setViewportSize(NARROW);
    await coordinator.emulateMedia({ colorScheme: 'dark' });
    await accessible(coordinator);
    expect(await coordinator.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(NARROW.width);
    await picture(coordinator, 'template-narrow');
  });

  const handler = await staff('handler');
  await test.step('the handler fills it in and sees what is missing', async () => {
    await handler.goto(`${server.url}/console/cases/${code}`);
    const accept = await form(handler, action.Accept);
    await accept.getByRole('button', { name: action.Accept, exact: true }).click();
    await expect(handler.getByText(states.Accepted, { exact: true }).first()).toBeVisible();
    await expect(panel(handler).getByRole('button', { name: action.Answer, exact: true })).toBeHidden();
    const answer = await form(handler, action.SubmitAnswer);
    await expect(answer.getByText(answering.ApprovalNeeded)).toBeVisible();
    await answer.getByLabel(answering.Template).selectOption({ label: 'Đã sửa xong – Chính phủ' });
    await answer.getByRole('button', { name: answering.TemplateUse }).click();
    await expect(answer.getByText(fill(text.Blank, { name: 'ngày sửa' }))).toBeVisible();
    await expect(answer.getByText(`${evidence.Date} – ${answering.EvidenceMissing}`)).toBeVisible();
    await accessible(handler);
    await picture(handler, 'blanks');
    await answer.getByRole('button', { name: action.SubmitAnswer, exact: true }).click();
    await expect(answer.getByRole('alert').filter({ hasText: 'đơn vị' }).first()).toBeVisible();
    await answer.getByLabel('đơn vị', { exact: true }).fill('Đội Duy tu số 2');
    await answer.getByLabel('đơn vị', { exact: true }).press('Tab');
    await answer.getByLabel('ngày sửa', { exact: true }).fill('20/11/2026');
    await answer.getByLabel('ngày sửa', { exact: true }).press('Tab');
    await expect(answer.getByLabel(desk.AnswerText)).toHaveValue(`Về hồ sơ ${code}: Đội Duy tu số 2 đã sửa xong ngày 20/11/2026.`);
    await expect(answer.getByText(`${evidence.Date} – ${answering.EvidenceThere}`)).toBeVisible();
    await answer.getByRole('button', { name: answering.Preview }).click();
    const seen = answer.locator('iframe').contentFrame();
    await expect(seen.getByText('Đội Duy tu số 2 đã sửa xong')).toBeVisible();
    await expect(seen.getByRole('heading', { level: 1 })).toBeVisible();
    await accessible(handler);
    await picture(handler, 'as-the-citizen');
    await answer.getByRole('button', { name: action.SubmitAnswer, exact: true }).click();
    await expect(handler.getByText(states.AnswerReview, { exact: true }).first()).toBeVisible();
  });

  const approver = await staff('approver');
  const remark = 'Nêu thêm hạn kiểm tra lại.';
  await test.step('the approver sends it back', async () => {
    await approver.goto(`${server.url}/console/cases/${code}`);
    await expect(panel(approver).getByRole('heading', { name: answering.DraftTitle })).toBeVisible();
    await picture(approver, 'to-approve');
    const back = await form(approver, action.ReturnAnswer);
    await back.getByRole('textbox').fill(remark);
    await back.getByRole('button', { name: action.ReturnAnswer, exact: true }).click();
    await expect(back).toBeHidden();
  });

  await test.step('the handler goes on from the draft', async () => {
    await expect(panel(handler).getByText(remark)).toBeVisible();
    const answer = await form(handler, action.SubmitAnswer);
    await expect(answer.getByLabel(desk.AnswerText)).toHaveValue(/đã sửa xong ngày 20\/11\/2026\.$/);
    await picture(handler, 'sent-back');
    await answer.getByLabel(desk.AnswerText).press('End');
    await answer.getByLabel(desk.AnswerText).pressSequentially(' Kiểm tra lại ngày 30/11/2026.');
    await answer.getByRole('button', { name: action.SubmitAnswer, exact: true }).click();
    await expect(answer).toBeHidden();
  });

  await test.step('the approver lets it go, and the citizen reads it', async () => {
    await expect(panel(approver).getByText('Kiểm tra lại ngày 30/11/2026', { exact: false })).toBeVisible();
    await approver.setViewportSize(NARROW);
    await approver.emulateMedia({ colorScheme: 'dark' });
    const answer = await form(approver, action.Answer);
    await answer.getByRole('button', { name: answering.Preview }).click();
    await expect(answer.locator('iframe').contentFrame().getByText('Kiểm tra lại ngày 30/11/2026')).toBeVisible();
    await accessible(approver);
    expect(await approver.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(NARROW.width);
    await picture(approver, 'approve-narrow');
    await answer.getByRole('button', { name: action.Answer, exact: true }).click();
    await expect(answer).toBeHidden();
    const tracked = await fetch(`${server.url}/api/v1/cases/${code}`, { headers: { 'x-case-secret': secret } });
    expect((await tracked.json()).answer.body).toContain('Kiểm tra lại ngày 30/11/2026.');
  });
});
