// ./dev lighthouse: six screens of the sample district, read by Lighthouse as somebody signed in. Prints a table; ends with 1 where
// a page misses its mark: performance 95, accessibility 100, best practices 100.
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import lighthouse from 'lighthouse';
import { chromium } from 'playwright-core';
import { Server } from '../browser/support/server.mjs';

const marks = { performance: 95, accessibility: 100, 'best-practices': 100 };

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise(done => server.once('listening', done));
  const { port } = server.address();
  await new Promise(done => server.close(done));
  return port;
}

/** Signs in and finds the six addresses, in the browser that Lighthouse drives. */
async function prepare(context, server) {
  const [account] = server.having('organisation_board'), page = await context.newPage();
  await page.goto(`${server.url}/dang-nhap`);
  await page.fill('#username', account.username);
  await page.fill('#password', account.password);
  await page.click('main button');
  await page.waitForURL(`${server.url}/`);
  const href = async (path, scope) => {
    await page.goto(server.url + path);
    return page.locator(scope).first().getAttribute('href');
  };
  const paths = {
    'My tasks': '/', Rotations: '/ho-so', 'A rotation': await href('/ho-so?giai-doan=term', 'tbody th a'), 'A form': await href('/', 'main .ledger a'),
    Officials: '/can-bo', Statistics: '/thong-ke',
  };
  await page.close();
  return paths;
}

const server = await Server.start(), port = await freePort(), profile = mkdtempSync(join(tmpdir(), 'luan_lighthouse_'));
const context = await chromium.launchPersistentContext(profile, {
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', headless: true,
  args: ['--no-sandbox', '--disable-gpu', `--remote-debugging-port=${port}`, '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
let missed = 0;
try {
  const paths = await prepare(context, server);
  console.log(`${'screen'.padEnd(14)}${Object.keys(marks).map(kind => kind.padStart(16)).join('')}`);
  for (const [name, path] of Object.entries(paths)) {
    const { lhr } = await lighthouse(server.url + path, { port, output: 'json', logLevel: 'error', onlyCategories: Object.keys(marks), disableStorageReset: true });
    const points = Object.keys(marks).map(kind => Math.round(lhr.categories[kind].score * 100));
    console.log(`${name.padEnd(14)}${points.map(one => String(one).padStart(16)).join('')}`);
    Object.entries(marks).forEach(([kind, mark], i) => {
      if (points[i] >= mark) return;
      missed = 1;
      for (const { id } of lhr.categories[kind].auditRefs)
        if (lhr.audits[id].score !== null && lhr.audits[id].score < 0.9) console.log(`  ${kind} ${points[i]}, ${mark} wanted: ${lhr.audits[id].title} (${id})`);
    });
  }
} finally {
  await context.close();
  await server.close();
  rmSync(profile, { recursive: true, force: true });
}
process.exit(missed);
