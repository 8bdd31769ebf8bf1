// How the browser tests run: the system's Chromium, two workers (each has a server of its own, and most of a test is
// waiting), no retries (a test that passes only sometimes is a fault). Started by `cargo xtask test --only e2e`, which sets CHROMIUM_PATH and HOIAM_BIN.
import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'tests',
  outputDir: 'results/traces',
  reporter: [['list'], ['json', { outputFile: 'results/report.json' }]],
  forbidOnly: true,
  retries: 0,
  workers: 2,
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
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
      args: [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-dev-shm-usage',
      ],
    },
  },
});
