// Petitions over the API, for what a story needs around the part that is looked at in a browser.
import { expect, type Page } from '@playwright/test';
import { letter, type Letter } from './letters.ts';
import type { Server } from './server.ts';

/** What is asked for, in one sentence. */
export const TITLE = 'Lắp đèn tín hiệu ở ngã tư trước Trường Tiểu học Hòa Bình';
/** Why, with a name in it that a moderator takes out. */
export const BODY = 'Mỗi sáng có hàng trăm học sinh qua đường mà xe không nhường. Ông Nguyễn Văn Bê đã hứa từ năm ngoái.';

/** Asks the API as the person signed in on the page. */
export async function api(page: Page, method: string, path: string, input?: object): Promise<any> {
  return page.evaluate(
    async ([method, path, input]) => {
      const { csrf } = await (await fetch('/api/v1/session')).json();
      const headers = { 'Content-Type': 'application/json', 'X-CSRF-Token': csrf };
      const body = input === undefined ? undefined : JSON.stringify(input);
      const answer = await fetch(path as string, { method: method as string, headers, body });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text}`);
      return text ? JSON.parse(text) : null;
    },
    [method, path, input] as const,
  );
}

/** Rules with numbers that a test can reach, for everybody. */
export async function smallRules(admin: Page): Promise<void> {
  await api(admin, 'PUT', '/api/v1/admin/petition-rules/chinh-phu', {
    sponsors: 2,
    days: 30,
    thresholds: [
      { count: 4, duty: 'answer' },
      { count: 1000, duty: 'hearing' },
    ],
  });
}

async function post(url: string, input: object): Promise<any> {
  const answer = await fetch(url, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(input) });
  expect(answer.ok, `${url}: ${await answer.clone().text()}`).toBe(true);
  return answer.json();
}

/** Somebody who signs. */
export function signer(email: string, name = 'Trần Thị Ca'): object {
  return { name, email, area: '26740', consent: true, tell: true, language: 'vi' };
}

/** The link in a letter to oneself about a signature. */
export function mine({ text }: Letter): string {
  return /https?:\/\/\S+\/petitions\/mine\/\S+/.exec(text)![0];
}

/** The six digits in such a letter. */
export function digits({ text }: Letter): string {
  return /^\W*(\d{6})\s*$/m.exec(text)![1]!;
}

/** Confirms what the newest letter to an address asks for. */
export async function confirm(server: Server, email: string): Promise<void> {
  const token = /mine\/([^?\s]+)/.exec(mine(await letter(server, email, '/petitions/mine/')))![1];
  await post(`${server.url}/api/v1/signatures/${token}/confirm`, {});
}

/** Signs and confirms. */
export async function signed(server: Server, code: string, email: string, name?: string): Promise<void> {
  await post(`${server.url}/api/v1/petitions/${code}/signatures`, signer(email, name));
  await confirm(server, email);
}

/** A petition that waits for a moderator: its author and a supporter have signed. */
export async function proposed(server: Server): Promise<string> {
  const { code } = await post(`${server.url}/api/v1/sites/demo/petitions`, { title: TITLE, body: BODY, author: signer('tacgia@vidu.vn') });
  await confirm(server, 'tacgia@vidu.vn');
  await signed(server, code, 'ungho@vidu.vn');
  return code;
}

/** An open one. */
export async function opened(server: Server, moderator: Page): Promise<string> {
  const code = await proposed(server);
  const { version } = await api(moderator, 'GET', `/api/v1/desk/petitions/${code}`);
  await api(moderator, 'POST', `/api/v1/desk/petitions/${code}/publish`, { version });
  return code;
}
