// A supervisor is told when too many cases come in about one thing: the alert is written, refused where it is wrong, tried and
// kept; cases come in, one letter arrives, and its link opens exactly the cases it counted. And what is unusual.
import { accessible } from '../support/axe.ts';
import { file } from '../support/filing.ts';
import { letter, letters } from '../support/letters.ts';
import { narrow } from '../support/narrow.ts';
import { expect, test, withRole } from '../support/test.ts';
import { catalogue, fill } from '../support/words.ts';

const alerts = catalogue('alerts', 'Alerts');
const desk = catalogue('console', 'Desk');
const errors = catalogue('errors', 'Errors');
const spikes = catalogue('spikes', 'Spikes');

test('too many cases about one thing: a letter, and the list behind it', async ({ server, staff, picture }) => {
  const { user } = withRole(server.users, 'supervisor');
  await server.command('user', 'email', user, 'giamsat@agency.example');
  const supervisor = await staff('supervisor');
  await supervisor.getByRole('link', { name: desk.FiguresTitle, exact: true }).click();
  await supervisor.getByRole('link', { name: alerts.Title, exact: true }).click();
  await expect(supervisor.getByText(alerts.Empty)).toBeVisible();
  const form = supervisor.getByRole('region', { name: alerts.New });

  await test.step('what is wrong stands beside its field', async () => {
    await form.getByLabel(alerts.Query).fill('nước sạch kind:complain');
    await form.getByLabel(alerts.MoreThan).fill('0');
    await form.getByRole('button', { name: alerts.Save }).click();
    await expect(form.getByLabel(alerts.Name)).toHaveAttribute('aria-invalid', 'true');
    await expect(form.getByLabel(alerts.MoreThan)).toHaveAttribute('aria-invalid', 'true');
    await form.getByLabel(alerts.Name).fill('Mất nước sạch');
    await form.getByLabel(alerts.MoreThan).fill('2');
    await form.getByRole('button', { name: alerts.Save }).click();
    await expect(form.getByRole('alert')).toContainText(errors.BadQuery);
    await expect(form.getByLabel(alerts.Query)).toHaveAttribute('aria-invalid', 'true');
    await accessible(supervisor);
    await picture(supervisor, 'refused');
    await form.getByLabel(alerts.Query).fill('nước sạch');
  });

  await test.step('tried, and kept', async () => {
    await form.getByLabel(alerts.By, { exact: true }).selectOption({ label: alerts.InCommune });
    await expect(form.getByText(alerts.NoMail)).toBeHidden();
    await form.getByRole('button', { name: alerts.Try }).click();
    await expect(form.getByText(alerts.TrialNone)).toBeVisible();
    await form.getByRole('button', { name: alerts.Save }).click();
    await expect(supervisor).toHaveURL(/\/console\/figures\/alerts\/\d+$/);
    await expect(supervisor.getByRole('heading', { level: 1, name: 'Mất nước sạch' })).toBeVisible();
    await expect(supervisor.getByText(alerts.NoHistory)).toBeVisible();
  });

  await test.step('three come in one place, two in another; one letter comes', async () => {
    for (let n = 0; n < 3; n += 1) await file(server.url, `here-${n}`, `Tổ ${n + 1} không có nước sạch từ tối qua.`);
    for (let n = 0; n < 2; n += 1) await file(server.url, `there-${n}`, `Ngõ ${n + 1} mất nước sạch.`, { area: '26743' });
    const { text } = await letter(server, 'giamsat@agency.example', 'Mất nước sạch');
    expect(text).toContain('3 hồ sơ nhận trong 24 giờ');
    expect(text).not.toContain('tối qua');
    const address = new URL(/^https?:\S+\/console\/\?q=\S+$/m.exec(text)![0]);
    await supervisor.goto(`${server.url}${address.pathname}${address.search}`);
    await expect(supervisor.locator('.total')).toContainText('3');
    await expect(supervisor.getByText(/Tổ \d không có/).first()).toBeVisible();
    await expect(supervisor.getByText(/Ngõ \d mất/)).toHaveCount(0);
    await picture(supervisor, 'list');
  });

  await test.step('when it fired, with a link to the same list', async () => {
    await supervisor.goto(`${server.url}/console/figures/alerts`);
    await supervisor.getByRole('link', { name: 'Mất nước sạch' }).click();
    const fired = supervisor.getByRole('table', { name: alerts.History });
    await expect(fired.getByRole('row')).toHaveCount(2);
    await accessible(supervisor);
    await picture(supervisor, 'history');
    await narrow(supervisor, picture, 'history');
    await fired.getByRole('link', { name: '3', exact: true }).click();
    await expect(supervisor.locator('.total')).toContainText('3');
    await supervisor.goBack();
  });

  await test.step('tried again, it says so; paused; removed', async () => {
    const change = supervisor.getByRole('region', { name: alerts.Change });
    await change.getByRole('button', { name: alerts.Try }).click();
    await expect(change.getByText(alerts.TrialOver, { exact: true })).toBeVisible();
    await picture(supervisor, 'tried');
    await change.getByLabel(alerts.Pause).check();
    await change.getByRole('button', { name: alerts.Save }).click();
    await expect(supervisor.getByText(alerts.IsPaused, { exact: true })).toBeVisible();
    await change.getByLabel(alerts.Pause).uncheck();
    await change.getByRole('button', { name: alerts.Save }).click();
    await expect(supervisor.getByText(alerts.IsOn, { exact: true })).toBeVisible();
    expect((await letters(server)).filter((one) => one.text.includes('Mất nước sạch'))).toHaveLength(1);
    await supervisor.getByRole('link', { name: alerts.Back }).click();
    await accessible(supervisor);
    await picture(supervisor, 'alerts');
    await narrow(supervisor, picture, 'alerts');
    await supervisor.getByRole('link', { name: 'Mất nước sạch' }).click();
    await supervisor.getByRole('button', { name: alerts.Remove, exact: true }).click();
    await supervisor.getByRole('button', { name: alerts.RemoveSure, exact: true }).click();
    await expect(supervisor.getByText(alerts.Empty)).toBeVisible();
  });
});

test('what is unusual is pointed out, with why and the cases', async ({ server, staff, picture }) => {
  const supervisor = await staff('supervisor');
  await supervisor.goto(`${server.url}/console/figures/unusual`);
  await expect(supervisor.getByText(fill(spikes.TooYoung, { weeks: 0, needed: 4 }))).toBeVisible();
  await supervisor.getByText(spikes.Method, { exact: true }).click();
  await expect(supervisor.getByText(spikes.MethodText)).toBeVisible();
  await accessible(supervisor);
  await picture(supervisor, 'young');
});

test.describe('with months behind it', () => {
  test.use({ cases: 400 });

  test('a flood of today stands out', async ({ server, staff, picture }) => {
    for (let n = 0; n < 12; n += 1) await file(server.url, `flood-${n}`, `Đường số ${n + 1} ngập nặng sau mưa.`, { category: 'ngap-nuoc' });
    const supervisor = await staff('supervisor');
    await supervisor.goto(`${server.url}/console/figures/unusual`);
    const table = supervisor.getByRole('table', { name: spikes.Table });
    await expect(table.getByRole('row').nth(1)).toBeVisible();
    await accessible(supervisor);
    await picture(supervisor, 'unusual');
    await narrow(supervisor, picture, 'unusual');
    const link = table.getByRole('row').nth(1).getByRole('link');
    const count = await link.innerText();
    await link.click();
    await expect(supervisor.locator('.total')).toContainText(count);
  });
});
