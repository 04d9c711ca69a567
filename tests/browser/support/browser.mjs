// One headless Chromium, and pages that report what a person would not see: failed scripts, console errors, requests
// to other origins.
import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';

export const wide = { width: 1366, height: 768 };
export const narrow = { width: 360, height: 740 };
export const narrowest = { width: 320, height: 640 };

const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

export class Browser {
  #chromium;
  #faults = [];

  /** A new profile, empty. */
  static async start() {
    const browser = new Browser();
    browser.#chromium = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', headless: true, args: flags });
    return browser;
  }

  /**
   * A page with cookies of its own, whose browser asks for `language`. `page.document` is the answer that it shows, as the server
   * sent it; `page.script` says whether scripts run in it.
   */
  async page(server, { language = 'vi', script = true, viewport = wide } = {}) {
    const context = await this.#chromium.newContext({ baseURL: server.url, locale: language, viewport, javaScriptEnabled: script, reducedMotion: 'reduce' });
    context.setDefaultTimeout(15_000);
    context.on('page', page => this.#watch(page, server));
    const page = await context.newPage();
    return Object.assign(page, { script });
  }

  /** An empty page of no origin, under no policy: to parse markup in, see reader.mjs. */
  async blank() { return (await this.#chromium.newContext()).newPage(); }

  #watch(page, server) {
    const report = (what, text) => this.#faults.push(`${what} at ${page.url()}: ${text}`);
    page.on('pageerror', error => report('a script failed', error.message));
    page.on('request', request => { if (!request.url().startsWith(`${server.url}/`)) report('a request to another origin', request.url()); });
    page.on('dialog', dialog => { report('a dialog', dialog.message()); dialog.dismiss(); });
    page.on('response', response => { if (response.request().isNavigationRequest()) page.document = response; });
    page.on('console', message => {
      // A page that refuses says so by its status; Chromium calls that an error. A style or script that is missing is one.
      const own_refusal = message.location().url === page.document?.url() && /the server responded with a status of 4\d\d/.test(message.text());
      // A stream of news that breaks with the server or the session is taken up again, or left, without a word of the page.
      const stream = new URL(message.location().url || server.url).pathname === '/api/v1/stream';
      if (message.type() === 'error' && !own_refusal && !stream) report('console', message.text());
    });
  }

  /** Fails with everything that was reported since the start, but for what a test brought about on purpose: `expected`, as expressions. */
  assertQuiet(expected = []) { assert.deepEqual(this.#faults.filter(fault => !expected.some(one => one.test(fault))), []); }

  async close() { await this.#chromium.close(); }
}
