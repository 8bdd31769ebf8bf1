// What the measurements in a browser stand on: the real server on a folder of its own, real Chromium, and how numbers are put
// together.
import { chromium } from '@playwright/test';
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
export const p95 = (list) => [...list].sort((a, b) => a - b)[Math.ceil(list.length * 0.95) - 1];
export const rounded = (number) => Math.round(number * 10) / 10;

/** The server on a data folder with so many invented cases. */
export async function start(cases) {
  const data = await mkdtemp(join(tmpdir(), 'hoiam-bench-'));
  const run = (args) => spawn(process.env.HOIAM_BIN, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  const made = run(['demo-data', '--data', data, '--cases', String(cases), '--seed', '1', '--months', '1']);
  const users = [];
  createInterface({ input: made.stdout }).on('line', (line) => line.startsWith('{') && users.push(JSON.parse(line)));
  if ((await new Promise((done) => made.once('close', done))) !== 0) throw new Error('demo-data failed');
  const server = run(['serve', '--data', data, '--listen', '127.0.0.1:0', '--unlimited']);
  const first = await new Promise((done) => createInterface({ input: server.stdout }).once('line', done));
  const stop = async () => {
    server.kill('SIGTERM');
    await new Promise((done) => server.once('exit', done));
    await rm(data, { recursive: true, force: true });
  };
  return { base: JSON.parse(first).listening.replace(/\/?$/, '/'), users, stop };
}

export const launch = () =>
  chromium.launch({
    executablePath: process.env.CHROMIUM_PATH,
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-dev-shm-usage'],
  });
