// The letters that a server wrote as files: what a person finds in their mailbox. Waited for, since they are sent beside
// the requests.
import { expect } from '@playwright/test';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Server } from './server.ts';

/** A letter as plain text. */
export type Letter = { to: string; text: string };

/** The newest letter to an address that says `words`, as soon as it is there. */
export async function letter(server: Server, to: string, words: string): Promise<Letter> {
  let found: Letter | undefined;
  await expect(async () => {
    found = (await letters(server)).filter((one) => one.to === to && one.text.includes(words)).at(-1);
    expect(found, `a letter to ${to} with ${words}`).toBeDefined();
  }).toPass();
  return found!;
}

/** The text message to a number, as soon as it is there. */
export async function message(server: Server, to: string): Promise<string> {
  let found: string | undefined;
  await expect(async () => {
    const folder = join(server.data, 'sms');
    const files = (await readdir(folder)).filter((name) => name.endsWith('.json'));
    const all = await Promise.all(files.map(async (name) => JSON.parse(await readFile(join(folder, name), 'utf8'))));
    found = all.find((one) => one.to === to)?.text;
    expect(found, `a text to ${to}`).toBeDefined();
  }).toPass();
  return found!;
}

/** All letters, in the order in which they were made. */
export async function letters(server: Server): Promise<Letter[]> {
  const folder = join(server.data, 'mail');
  const files = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.eml'));
  const number = (name: string) => Number(/\d+/.exec(name)?.[0] ?? 0);
  files.sort((a, b) => number(a) - number(b));
  return Promise.all(files.map(async (name) => read(await readFile(join(folder, name), 'utf8'))));
}

/** The first part of a message, which is the plain text. */
function read(message: string): Letter {
  const to = /^To: (.*)\r?$/m.exec(message)![1]!.replace(/^.*<|>.*$/g, '').trim();
  const part = /Content-Type: text\/plain[^]*?\r\n\r\n([^]*?)\r\n--/.exec(message)!;
  const encoding = /Content-Transfer-Encoding: ([\w-]+)/i.exec(part[0])?.[1]?.toLowerCase();
  const body = part[1]!;
  if (encoding === 'base64') return { to, text: Buffer.from(body.replace(/\s/g, ''), 'base64').toString() };
  if (encoding !== 'quoted-printable') return { to, text: body };
  const bytes = body.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
  return { to, text: Buffer.from(bytes, 'latin1').toString() };
}
