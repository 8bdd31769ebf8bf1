// The real server, as anybody would start it: an own data folder with agencies and users but no cases, ports the
// system chooses, stopped in good order. Nothing here knows what a test looks at.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

const ROOT = resolve(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '../..');
const BINARY = process.env.HOIAM_BIN ?? join(ROOT, 'target/debug/hoiam');

/** A sign-in, as `hoiam demo-data` prints it. */
export type User = { user: string; password: string; role: string };

/** A data folder without cases, made once and copied for each test. */
export type Template = { folder: string; users: User[] };

/** A running server. */
export type Server = {
  /** Origin of the server itself. */
  url: string;
  /** Another origin: the page of an agency. */
  demo: string;
  /** Where it keeps everything; its letters are files below `mail`, its text messages below `sms`. */
  data: string;
  /** Runs another command of the program on the same data; gives what it prints. */
  command: (...args: string[]) => Promise<string>;
  users: User[];
};

/** Makes the template: every agency, area, category, calendar and user, and so many invented cases. */
export async function template(cases = 0): Promise<Template> {
  const folder = await mkdtemp(join(tmpdir(), 'hoiam-e2e-template-'));
  const child = spawn(BINARY, ['demo-data', '--data', folder, '--cases', `${cases}`, '--seed', '1', '--months', cases ? '6' : '1'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log = collect(child);
  const users: User[] = [];
  for await (const line of createInterface({ input: child.stdout! })) {
    const said = line.startsWith('{') ? JSON.parse(line) : {};
    if (said.user) users.push(said);
  }
  const code = await ended(child);
  if (code !== 0 || users.length === 0) throw new Error(`hoiam demo-data ended with ${code}:\n${log()}`);
  return { folder, users };
}

/** Removes the template. */
export async function discard({ folder }: Template): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}

/** Starts a server on a copy of the template, with `more` flags, hands it to `use`, stops it. The log goes to `results/logs`. */
export async function running(
  from: Template,
  name: string,
  use: (server: Server) => Promise<void>,
  more: string[] = [],
): Promise<void> {
  const data = await mkdtemp(join(tmpdir(), 'hoiam-e2e-'));
  await cp(from.folder, data, { recursive: true });
  const listen = ['--demo-listen', '127.0.0.1:0', ...(more.includes('--listen') ? [] : ['--listen', '127.0.0.1:0'])];
  // Letters and texts become files, webhooks may go to programs of a test.
  const notices = ['--mail', 'file', '--sms', 'file', '--webhooks-local'];
  const child = spawn(BINARY, ['serve', '--data', data, ...listen, ...notices, ...more], { stdio: ['ignore', 'pipe', 'pipe'] });
  const log = collect(child);
  try {
    const first = await firstLine(child);
    if (!first) throw new Error(`hoiam serve ended before it listened:\n${log()}`);
    const { listening, demo } = JSON.parse(first);
    await indexed(listening);
    const command = (...args: string[]) => output([...args, '--data', data]);
    await use({ url: listening.replace(/\/$/, ''), demo: demo.replace(/\/$/, ''), data, command, users: from.users });
    child.kill('SIGTERM');
    const code = await ended(child);
    if (code !== 0) throw new Error(`hoiam serve ended with ${code}:\n${log()}`);
    const faults = log().split('\n').filter((line) => /"level":"ERROR"|\bERROR\b|panicked at/.test(line));
    if (faults.length > 0) throw new Error(`the server reported errors:\n${faults.join('\n')}`);
  } finally {
    child.kill('SIGKILL');
    const logs = join(ROOT, 'e2e/results/logs');
    await mkdir(logs, { recursive: true });
    await writeFile(join(logs, `${name.replace(/\W+/g, '-')}.log`), log());
    await rm(data, { recursive: true, force: true });
  }
}

/** Waits until everything that is in the ledger is found by a search: a server answers before that. */
async function indexed(url: string): Promise<void> {
  let behind = 1;
  while (behind > 0) behind = (await (await fetch(new URL('/readyz', url))).json()).index_behind;
}

/** A port that nobody listens at, for a server that must be told its own address. */
export async function freePort(): Promise<number> {
  const held = createServer().listen(0, '127.0.0.1');
  await once(held, 'listening');
  const { port } = held.address() as AddressInfo;
  held.close();
  await once(held, 'close');
  return port;
}

/** What a command prints; throws when it fails. */
async function output(args: string[]): Promise<string> {
  const child = spawn(BINARY, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const log = collect(child);
  let text = '';
  for await (const line of createInterface({ input: child.stdout! })) text += `${line}\n`;
  const code = await ended(child);
  if (code !== 0) throw new Error(`hoiam ${args.join(' ')} ended with ${code}:\n${log()}`);
  return text;
}

function collect(child: ChildProcess): () => string {
  const parts: Buffer[] = [];
  child.stderr!.on('data', (part) => parts.push(part));
  return () => Buffer.concat(parts).toString();
}

/** The first line of standard output; undefined when it ends without one. What follows is read and let go. */
function firstLine(child: ChildProcess): Promise<string | undefined> {
  return new Promise((done, failed) => {
    const lines = createInterface({ input: child.stdout! });
    lines.once('line', done);
    lines.once('close', () => done(undefined));
    child.once('error', failed);
  });
}

function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((done, failed) => {
    child.once('exit', done);
    child.once('error', failed);
  });
}
