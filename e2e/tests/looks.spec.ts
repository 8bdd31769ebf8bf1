// Who sent a sealed case is opened for a reason that stays, and who looked at which case can be read by those with the right.
import { accessible } from '../support/axe.ts';
import { file } from '../support/filing.ts';
import { expect, test } from '../support/test.ts';
import { catalogue, starting } from '../support/words.ts';

const desk = catalogue('console', 'Desk');
const looks = catalogue('audit', 'LooksPage');
const WHY = 'Cần gặp người tố cáo để xác minh chứng cứ.';

test('a sealed identity is opened with a reason, and the auditor reads it', async ({ server, staff, picture }) => {
  const sealed = { kind: 'denunciation', contact: { name: 'Trần Thị Bình', phone: '0912345678' } };
  const { code } = await file(server.url, 'sealed', 'Cán bộ địa chính nhận tiền để làm nhanh hồ sơ.', sealed);
  const coordinator = await staff('coordinator');
  await coordinator.goto(`${server.url}/console/cases/${code}`);

  await test.step('opened for a reason', async () => {
    await expect(coordinator.getByText('Trần Thị Bình')).toHaveCount(0);
    await coordinator.getByText(desk.SealedContact).click();
    await coordinator.getByLabel(desk.ReasonText).fill(WHY);
    await accessible(coordinator);
    await picture(coordinator, 'sealed');
    await coordinator.getByRole('button', { name: desk.Unseal, exact: true }).click();
    await expect(coordinator.getByText('Trần Thị Bình')).toBeVisible();
    await picture(coordinator, 'unsealed');
    await coordinator.reload();
    await expect(coordinator.getByText(desk.SealedContact)).toBeVisible();
    await expect(coordinator.getByText('Trần Thị Bình')).toHaveCount(0);
  });

  await test.step('read by the auditor, also on a telephone in the dark', async () => {
    const auditor = await staff('auditor');
    await auditor.goto(`${server.url}/console/admin/looks/${code}`);
    await expect(auditor.getByText(looks.Unsealed, { exact: true })).toBeVisible();
    await expect(auditor.getByText(WHY)).toBeVisible();
    await accessible(auditor);
    await picture(auditor, 'looks');
    await auditor.setViewportSize({ width: 320, height: 800 });
    await auditor.emulateMedia({ colorScheme: 'dark' });
    await auditor.getByRole('button', { name: starting('EN') }).click();
    await auditor.getByLabel(catalogue('audit', 'LooksPage', 'en').UnsealedOnly).check();
    await expect(auditor.getByText(WHY)).toBeVisible();
    expect(await auditor.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    await accessible(auditor);
    await picture(auditor, 'looks-narrow');
  });
});
