// A page of staff on a phone, in the dark and in English.
import { expect, type Page } from '@playwright/test';
import { accessible } from './axe.ts';
import type { Picture } from './test.ts';
import { starting } from './words.ts';

/** Nothing sticks out there, and nothing is unreadable; then the page is as it was. */
export async function narrow(page: Page, picture: Picture, name: string): Promise<void> {
  await page.setViewportSize({ width: 320, height: 800 });
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.getByRole('button', { name: starting('EN') }).click();
  await accessible(page);
  await picture(page, `${name}-narrow`);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  await page.getByRole('button', { name: starting('VI') }).click();
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 1280, height: 900 });
}
