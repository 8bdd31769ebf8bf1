// Which browser, and how it is started. Most tests run in Chromium's headless shell, the same engine without windows, which takes a
// fifth less time; what shows something outside the page (notifications) needs the whole browser.
const whole = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

const args = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-dev-shm-usage',
];

/** The whole browser: `test.use({ launchOptions: WHOLE })`. */
export const WHOLE = { executablePath: whole, args };

/** The browser of all other tests. */
export const USUAL = { executablePath: process.env.CHROMIUM_SHELL_PATH ?? whole, args };
