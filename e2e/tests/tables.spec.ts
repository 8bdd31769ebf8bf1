// Areas and categories, and tables as files: looked at before they are applied.
import { accessible } from '../support/axe.ts';
import { expect, test } from '../support/test.ts';
import { catalogue, fill } from '../support/words.ts';

const places = catalogue('places', 'PlacePage');
const tables = catalogue('places', 'TablesPage');
const NARROW = { width: 320, height: 800 };

test('a category is renamed, and a file of areas is looked at, mended and applied', async ({ server, staff, picture }) => {
  const admin = await staff('administrator');
  const field = (label: string) => admin.getByLabel(label, { exact: true });
  await test.step('a category', async () => {
    await admin.goto(`${server.url}/console/admin/categories`);
    await expect(admin.getByRole('heading', { name: places.CategoriesTitle })).toBeVisible();
    await admin.getByRole('button', { name: places.New, exact: true }).click();
    await field(places.Code).fill('so-hoa');
    await field(places.NameVi).fill('Số hóa');
    await field(places.NameEn).fill('Digital services');
    await accessible(admin);
    await picture(admin, 'category');
    await admin.getByRole('button', { name: places.Save, exact: true }).click();
    await expect(admin.getByText(places.Saved)).toBeVisible();
    await admin.getByRole('button', { name: `${places.Edit}: Số hóa` }).click();
    await field(places.NameVi).fill('Chuyển đổi số');
    await admin.getByRole('button', { name: places.Save, exact: true }).click();
    await expect(admin.getByText('Chuyển đổi số')).toBeVisible();
    await field(places.Search).fill('so hoa');
    await expect(admin.getByText('Chuyển đổi số')).toBeVisible();
  });

  await test.step('a file', async () => {
    await admin.goto(`${server.url}/console/admin/tables`);
    await field(tables.Kind).selectOption({ label: tables.Areas });
    const choose = (text: string) =>
      field(tables.File).setInputFiles({ name: 'areas.csv', mimeType: 'text/csv', buffer: Buffer.from(`\ufeff${text}`) });
    await choose('code;parent;name_vi;name_en\n99001;79;Xã Đầu;Dau Commune\n99002;khong-co;Xã Hai;Hai Commune\n26740;79;Phường Tên Mới;New Ward\n');
    await admin.getByRole('button', { name: tables.Look }).click();
    await expect(admin.getByText(fill(tables.Summary, { added: 1, changed: 1, unchanged: 0, refused: 1 }))).toBeVisible();
    await expect(admin.getByText(fill(tables.Line, { n: 3 }))).toBeVisible();
    await expect(admin.getByRole('button', { name: tables.Apply })).toBeHidden();
    await accessible(admin);
    await picture(admin, 'refused');
    await choose('code;parent;name_vi;name_en\n99001;79;Xã Đầu;Dau Commune\n26740;79;Phường Tên Mới;New Ward\n');
    await admin.getByRole('button', { name: tables.Look }).click();
    await admin.setViewportSize(NARROW);
    await admin.emulateMedia({ colorScheme: 'dark' });
    await expect(admin.getByRole('button', { name: tables.Apply })).toBeVisible();
    await accessible(admin);
    expect(await admin.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(NARROW.width);
    await picture(admin, 'differences-narrow');
    await admin.getByRole('button', { name: tables.Apply }).click();
    await expect(admin.getByText(fill(tables.Done, { added: 1, changed: 1 }))).toBeVisible();
    const [saved] = await Promise.all([admin.waitForEvent('download'), admin.getByRole('link', { name: tables.Export }).click()]);
    expect(saved.suggestedFilename()).toBe('areas.csv');
  });
});
