// Personal data: a case is erased by whoever answers for the agency; a rule of retention is looked at and switched on; what is
// stored about somebody is found and downloaded.
import { accessible } from '../support/axe.ts';
import { file } from '../support/filing.ts';
import { narrow } from '../support/narrow.ts';
import { expect, test } from '../support/test.ts';
import { catalogue, fill, names } from '../support/words.ts';

const desk = catalogue('console', 'Desk');
const story = catalogue('story', 'Story');
const retention = catalogue('personal', 'RetentionPage');
const person = catalogue('personal', 'PersonPage');
const erasing = catalogue('personal', 'ErasingPage');
const own = catalogue('personal', 'PersonFile');
const portal = catalogue('portal', 'Portal');
const kind = names('CaseKind');
const WORDS = 'Nhà bên xây tường lấn hẻm, xe cứu hỏa không vào được.';
const WHY = 'Người gửi yêu cầu xóa dữ liệu của mình.';

test('a case is erased for a reason and says so, a rule is looked at before it is on', async ({ server, staff, picture, page }) => {
  const { code, secret } = await file(server.url, 'erased', WORDS, { contact: { name: 'Trần Thị Bình', phone: '0912345678' } });
  const withdrawn = await page.request.post(`${server.url}/api/v1/cases/${code}/withdrawal`, {
    headers: { 'x-case-secret': secret },
    data: { body: 'Tôi rút đơn.' },
  });
  expect(withdrawn.ok()).toBe(true);

  await test.step('a rule is kept off, looked at, and switched on', async () => {
    const admin = await staff('administrator');
    await admin.goto(`${server.url}/console/admin/retention`);
    await expect(admin.getByText(retention.None)).toBeVisible();
    await admin.getByRole('button', { name: retention.New, exact: true }).click();
    await admin.getByLabel(retention.Kind, { exact: true }).selectOption({ label: kind.Question });
    await admin.getByLabel(retention.Months, { exact: true }).fill('601');
    await admin.getByRole('button', { name: retention.Save, exact: true }).click();
    await expect(admin.getByRole('alert')).toContainText('600');
    await admin.getByLabel(retention.Months, { exact: true }).fill('24');
    await accessible(admin);
    await picture(admin, 'rule-form');
    await admin.getByRole('button', { name: retention.Save, exact: true }).click();
    await expect(admin.getByText(retention.SavedSaid)).toBeVisible();
    await expect(admin.getByText(retention.Off, { exact: true })).toBeVisible();
    await admin.getByRole('button', { name: retention.Preview }).click();
    await expect(admin.getByRole('heading', { name: retention.PreviewTitle })).toBeVisible();
    await accessible(admin);
    await picture(admin, 'rule-preview');
    await admin.getByRole('button', { name: retention.SwitchOn, exact: true }).click();
    await expect(admin.getByText(retention.On, { exact: true })).toBeVisible();
    await narrow(admin, picture, 'rules');
  });

  const approver = await staff('approver');
  await test.step('what is stored is found by a contact', async () => {
    await approver.goto(`${server.url}/console/admin/personal-data`);
    await approver.getByLabel(person.Contact, { exact: true }).fill('+84 912 345 678');
    await approver.getByLabel(person.Reason, { exact: true }).fill('Người gửi hỏi về dữ liệu của mình.');
    await approver.getByRole('button', { name: person.Find, exact: true }).click();
    await expect(approver.getByText(fill(person.Found, { n: '1' }))).toBeVisible();
    await accessible(approver);
    await picture(approver, 'found');
    const coming = approver.waitForEvent('download');
    await approver.getByRole('link', { name: `${person.Download}: ${code}` }).click();
    expect((await coming).suggestedFilename()).toBe(`${code}.zip`);
  });

  await test.step('the citizen downloads it, too', async () => {
    await page.goto(`${server.url}/t/${code}?lang=vi`);
    await page.getByLabel(portal.SecretLabel).first().fill(secret);
    await page.locator('form').filter({ has: page.getByLabel(portal.SecretLabel) }).getByRole('button').first().click();
    const coming = page.waitForEvent('download');
    await page.getByRole('button', { name: own.Save }).click();
    expect((await coming).suggestedFilename()).toBe(`${code}.zip`);
    await accessible(page);
  });

  await test.step('erased', async () => {
    await approver.goto(`${server.url}/console/cases/${code}`);
    await expect(approver.getByText('Trần Thị Bình')).toBeVisible();
    await approver.getByRole('link', { name: desk.EraseTitle }).click();
    await approver.getByLabel(erasing.Reason).fill(WHY);
    await approver.getByLabel(erasing.Sure).check();
    await accessible(approver);
    await picture(approver, 'erase');
    await approver.getByRole('button', { name: erasing.Erase, exact: true }).click();
    await expect(approver.getByText(erasing.Done)).toBeVisible();
    await approver.getByRole('link', { name: erasing.Back }).click();
    await expect(approver.getByText(desk.ErasedNote)).toBeVisible();
    await expect(approver.getByText(WORDS)).toHaveCount(0);
    await expect(approver.getByText('Trần Thị Bình')).toHaveCount(0);
    await expect(approver.getByText(story.Erased)).toBeVisible();
    await accessible(approver);
    await picture(approver, 'erased');
    await narrow(approver, picture, 'erased-page');
  });
});
