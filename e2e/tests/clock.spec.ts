// The clock as people meet it: a handler sees the countdown, asks the citizen, takes more time for a reason, and
// both read day by day why the date is what it is.
import type { Page } from '@playwright/test';
import { accessible } from '../support/axe.ts';
import { expect, test } from '../support/test.ts';
import { catalogue, names } from '../support/words.ts';

const desk = catalogue('console', 'Desk');
const counted = catalogue('desk_clock', 'ClockDesk');
const portal = catalogue('portal', 'Portal');
const states = catalogue('console', 'States');
const action = names('Action');
const kind = names('CaseKind');

const BODY = 'Cho tôi hỏi thủ tục cấp đổi sổ đỏ khi thửa đất đã sáp nhập phường thì nộp ở đâu và mất bao lâu?';
const ASKED = 'Xin cho biết số thửa và số tờ bản đồ.';
const REASON = 'Phải lấy ý kiến cơ quan đăng ký đất đai vì hồ sơ gốc lưu ở nơi khác.';

test('a deadline is seen, paused, extended, and explained to both sides', async ({ server, visitor, staff, picture }) => {
  const citizen = await visitor();
  const [code, secret] = await test.step('asks a question', async () => {
    await citizen.goto(`${server.url}/f/demo?lang=vi`);
    await citizen.getByText(kind.Question, { exact: true }).click();
    await citizen.getByLabel(portal.BodyLabel).fill(BODY);
    await citizen.getByRole('button', { name: portal.Send, exact: true }).click();
    await expect(citizen.getByRole('heading', { name: portal.ReceiptTitle, level: 1 })).toBeVisible();
    return citizen.locator('.ticket code').allInnerTexts();
  });

  const handler = await staff('handler');
  await handler.goto(`${server.url}/console/cases/${code}`);
  const clocks = handler.getByRole('region', { name: desk.DeadlinesTitle });
  await expect(clocks.locator('.due').first()).toBeVisible();
  await act(handler, action.RequestInfo, ASKED);
  await expect(handler.getByText(states.WaitingCitizen, { exact: true }).first()).toBeVisible();
  await expect(clocks.locator('.due.paused').first()).toBeVisible();
  await picture(handler, 'paused');
  await act(handler, action.Extend, REASON);

  await clocks.getByText(counted.InFull).click();
  // Taking it up has a deadline too, which nothing extends.
  const answer = clocks.locator('.days').filter({ has: handler.locator('.day.extended') }).first();
  await expect(answer).toBeAttached();
  await expect(answer.locator('.day.receipt')).toHaveCount(1);
  await expect(clocks.getByText(REASON).first()).toBeVisible();
  await expect(clocks.getByText(ASKED).first()).toBeVisible();
  await expect(clocks.getByRole('region', { name: counted.HeldTitle }).getByRole('row')).toHaveCount(2);
  await accessible(handler);
  await picture(handler, 'day-by-day');
  await handler.setViewportSize({ width: 320, height: 800 });
  await picture(handler, 'day-by-day-narrow');

  await test.step('the citizen reads why', async () => {
    await citizen.goto(`${server.url}/t/${code}?lang=vi`);
    await citizen.getByLabel(portal.SecretLabel).fill(secret);
    await citizen.getByRole('button', { name: portal.UnlockButton }).click();
    await expect(citizen.getByText(REASON)).toBeVisible();
    await citizen.getByText(portal.HowCounted).click();
    await expect(citizen.locator('.counted')).toContainText('gia hạn thêm 15 ngày làm việc');
    await accessible(citizen);
    await picture(citizen, 'citizen-reads-why');
  });
});

/** Does something with a text to the open case. */
async function act(page: Page, name: string, text: string): Promise<void> {
  const panel = page.getByRole('region', { name: desk.ActionsTitle });
  await panel.getByRole('button', { name, exact: true }).click();
  const form = panel.getByRole('form', { name });
  await form.getByRole('textbox').fill(text);
  await form.getByRole('button', { name, exact: true }).click();
  await expect(form).toBeHidden();
}
