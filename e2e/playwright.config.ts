// How the browser tests run: the system's Chromium, three workers (each has a server of its own; while one waits for its server,
// two keep both cores of a small machine busy), no retries (a test that passes only sometimes is a fault). Started by
// `cargo xtask test --only e2e`, which says in the environment where browsers and server are.
import { defineConfig } from '@playwright/test';
import { USUAL } from './support/browser.ts';

export default defineConfig({
  testDir: 'tests',
  outputDir: 'results/traces',
  reporter: [['list'], ['json', { outputFile: 'results/report.json' }]],
  forbidOnly: true,
  retries: 0,
  workers: 3,
  // Unoptimised server, two cores: generous, and only reached when something hangs.
  timeout: 120_000,
  expect: { timeout: 15_000 },
  use: {
    actionTimeout: 15_000,
    locale: 'vi-VN',
    timezoneId: 'Asia/Ho_Chi_Minh',
    viewport: { width: 1280, height: 900 },
    // Filming what the page holds at each step takes a sixth of the time of every test, so it is asked for when it is needed.
    trace: process.env.HOIAM_TRACE ? 'on' : 'off',
    launchOptions: USUAL,
  },
});
