// The tree of agencies: a new one, its names, and the merge into a successor with the case that it holds.
import { accessible } from '../support/axe.ts';
import { expect, test } from '../support/test.ts';
import { catalogue, fill } from '../support/words.ts';

const desk = catalogue('console', 'Desk');
const page = catalogue('agencies', 'AgencyPage');
const NARROW = { width: 320, height: 800 };

test('an agency is added, gets a case, and goes into another with it', async ({ server, staff, picture }) => {
  const admin = await staff('administrator');
  const field = (label: string) => admin.getByLabel(label, { exact: true });
  await test.step('the tree', async () => {
    await admin.getByRole('link', { name: desk.AdminTitle, exact: true }).click();
    await admin.getByRole('link', { name: page.Title, exact: true }).click();
    await expect(admin.getByRole('link', { name: 'Chính phủ', exact: true })).toBeVisible();
    await admin.getByRole('button', { name: /^Chính phủ:/ }).click();
    await expect(admin.getByRole('button', { name: page.More })).toBeVisible();
    await accessible(admin);
    await picture(admin, 'tree');
    await field(page.Search).fill('thanh pho da nang');
    await expect(admin.getByRole('link', { name: 'Ủy ban nhân dân thành phố Đà Nẵng', exact: true })).toBeVisible();
  });

  await test.step('a new one', async () => {
    await admin.goto(`${server.url}/console/admin/agencies/%2Bubnd-48`);
    await field(page.Code).fill('trung-tam-1022');
    await field(page.NameVi).fill('Trung tâm 1022 Đà Nẵng');
    await field(page.NameEn).fill('Centre 1022, Da Nang');
    await accessible(admin);
    await picture(admin, 'new');
    await admin.getByRole('button', { name: page.Add, exact: true }).click();
    await expect(admin.getByRole('heading', { level: 1 })).toContainText('Trung tâm 1022 Đà Nẵng');
    await field(page.Aliases).fill('Tổng đài 1022');
    await field(page.Contact).fill('Điện thoại: 1022');
    await admin.getByRole('button', { name: page.Save, exact: true }).click();
    await expect(admin.getByText(page.Saved)).toBeVisible();
  });

  const receipt = await admin.request.post(`${server.url}/api/v1/sites/demo/cases`, {
    headers: { 'Idempotency-Key': 'merged' },
    data: { kind: 'feedback', body: 'Đèn tín hiệu ở ngã tư hỏng đã ba ngày.', agency: 'trung-tam-1022' },
  });
  const { code } = await receipt.json();

  await test.step('it goes into another', async () => {
    await field(page.Into).fill('ubnd-48');
    await field(page.Into).press('Tab');
    await field(page.Reason).fill('Quyết định 12/QĐ-UBND');
    await admin.getByRole('button', { name: page.Preview, exact: true }).click();
    const seen = admin.getByRole('region', { name: page.PreviewTitle });
    await expect(seen).toContainText(fill(page.PairLine, { from: 'Trung tâm 1022 Đà Nẵng', into: 'Ủy ban nhân dân thành phố Đà Nẵng', n: 1 }));
    await accessible(admin);
    await picture(admin, 'preview');
    await admin.setViewportSize(NARROW);
    await admin.emulateMedia({ colorScheme: 'dark' });
    await accessible(admin);
    expect(await admin.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(NARROW.width);
    await picture(admin, 'preview-narrow');
    await admin.getByRole('button', { name: page.Merge, exact: true }).click();
    await admin.getByRole('button', { name: page.MergeSure }).click();
    await expect(admin.getByText(page.MergeBegun)).toBeVisible();
    await expect(admin.getByText(/^Đã sáp nhập vào Ủy ban nhân dân thành phố Đà Nẵng từ/)).toBeVisible();
  });

  await test.step('the case is with the successor, and its story says why', async () => {
    const handler = await staff('handler');
    await expect(async () => {
      await handler.goto(`${server.url}/console/cases/${code}`);
      await expect(handler.getByText('đã sáp nhập vào', { exact: false }).first()).toBeVisible({ timeout: 2_000 });
    }).toPass();
    await expect(handler.getByText('Quyết định 12/QĐ-UBND')).toBeVisible();
    await picture(handler, 'case');
    await admin.setViewportSize({ width: 1280, height: 900 });
    await admin.goto(`${server.url}/console/admin/agencies`);
    await expect(admin.getByText(fill(page.Progress, { moved: 1, total: 1 }), { exact: false })).toBeVisible();
    await picture(admin, 'merges');
  });
});
