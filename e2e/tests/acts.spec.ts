// Acts on a case that change who deals with it and who knows of it: a part goes on by itself, a case is sealed and opened
// again.
import { accessible } from '../support/axe.ts';
import { file } from '../support/filing.ts';
import { expect, test } from '../support/test.ts';
import { catalogue, fill, names, starting } from '../support/words.ts';

const desk = catalogue('console', 'Desk');
const portal = catalogue('portal', 'Portal');
const story = catalogue('story', 'Story');
const action = names('Action');

const NARROW = { width: 320, height: 800 };
const OTHER = 'Hẻm 5 ngập nước mỗi khi mưa, xin nạo vét cống.';

test('a part of a case goes on by itself', async ({ server, staff, visitor, picture }) => {
  const { code, secret } = await file(server.url, 'split', `Đèn đường trước số nhà 12 hỏng. Ngoài ra ${OTHER}`);
  const page = await staff('handler');
  await page.goto(`${server.url}/console/cases/${code}`);
  await page.getByRole('button', { name: starting(action.Split) }).click();
  const form = page.locator('form.act');
  await form.getByRole('combobox', { name: desk.AgencyLabel }).fill('so xay dung ho chi minh');
  await form.getByRole('option').first().click();
  await form.getByLabel(desk.SplitText).fill(OTHER);
  await page.setViewportSize(NARROW);
  await accessible(page);
  await picture(page, 'split-narrow');
  await page.setViewportSize({ width: 1280, height: 800 });
  await form.getByRole('button', { name: action.Split }).click();
  await expect(form).toHaveCount(0);
  const told = page.getByText(new RegExp(fill(story.Split, { code: '' }).trim()));
  await expect(told).toBeVisible();
  const part = /HA-\d\d-\w{5}-\w{4}/.exec((await told.textContent())!)![0];
  await picture(page, 'split');

  await test.step('the citizen has both', async () => {
    const citizen = await visitor();
    await citizen.goto(`${server.url}/t/${code}`);
    await citizen.getByLabel(starting(portal.SecretLabel)).first().fill(secret);
    await citizen.getByRole('button', { name: portal.UnlockButton }).click();
    await expect(citizen.getByRole('heading', { name: portal.PartsTitle })).toBeVisible();
    await accessible(citizen);
    await picture(citizen, 'parts');
    await citizen.getByRole('button', { name: portal.PartFollow }).click();
    await expect(citizen.getByText(fill(portal.PartOf, { code }))).toBeVisible();
    await expect(citizen.getByText(part).first()).toBeVisible();
    await picture(citizen, 'part');
  });
});

test('a sealed case is there for those with the right alone', async ({ server, staff, picture }) => {
  const { code } = await file(server.url, 'seal', 'Trạm bơm kênh Thanh Đa hỏng, nước tràn vào lớp mẫu giáo.');
  const [coordinator, handler] = [await staff('coordinator'), await staff('handler')];
  const address = `${server.url}/console/cases/${code}`;
  await handler.goto(address);
  await expect(handler.getByText('lớp mẫu giáo').first()).toBeVisible();
  await expect(handler.getByRole('button', { name: starting(action.Seal) })).toHaveCount(0);
  await coordinator.goto(address);
  await coordinator.getByRole('button', { name: starting(action.Seal) }).click();
  const form = coordinator.locator('form.act');
  await form.getByLabel(desk.ReasonText).fill('Đơn nêu tên trẻ em.');
  await accessible(coordinator);
  await picture(coordinator, 'seal');
  await form.getByRole('button', { name: action.Seal }).click();
  await expect(form).toHaveCount(0);
  await expect(coordinator.getByText(desk.SealedMark, { exact: true }).first()).toBeVisible();
  await expect(coordinator.getByText(story.Sealed)).toBeVisible();
  await picture(coordinator, 'sealed');
  await handler.reload();
  await expect(handler.getByText('lớp mẫu giáo')).toHaveCount(0);
  // Its list follows the index.
  await expect(async () => {
    await handler.goto(`${server.url}/console/?q=${code}`);
    await expect(handler.getByText(desk.NothingFound)).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await coordinator.goto(`${server.url}/console/`);
  await expect(coordinator.locator('.rows .row').getByText(desk.SealedMark, { exact: true })).toBeVisible();
  await picture(coordinator, 'sealed-list');

  await coordinator.goto(address);
  await coordinator.getByRole('button', { name: starting(action.LiftSeal) }).click();
  await form.getByLabel(desk.ReasonText).fill('Không còn lý do.');
  await form.getByRole('button', { name: action.LiftSeal }).click();
  await expect(coordinator.getByText(story.SealLifted)).toBeVisible();
  await handler.goto(address);
  await expect(handler.getByText('lớp mẫu giáo').first()).toBeVisible();
});
