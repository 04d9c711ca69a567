// Looks at a page as different people do: screenshots (wide, narrow, dark), axe-core, html-validate, and 320 px.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { HtmlValidate } from 'html-validate';
import config from '../htmlvalidate.mjs';
import { narrow, narrowest, wide } from './browser.mjs';

const folder = process.env.LUAN_SCREENS ?? new URL('../../../build/screens', import.meta.url).pathname;
mkdirSync(folder, { recursive: true });

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const validator = new HtmlValidate(config);

async function accessibility(page, mode) {
  if (!await page.evaluate(() => 'axe' in window)) await page.evaluate(axe);
  const { violations } = await page.evaluate(tags => axe.run(document, { runOnly: tags, resultTypes: ['violations'] }), rules);
  return violations.map(found => `axe (${mode}): ${found.id}: ${found.nodes.slice(0, 3).map(node => `${node.target} ${node.any[0]?.message ?? ''}`).join(' | ')}`);
}

async function markup(page) {
  const report = await validator.validateString(await page.document.text());
  return report.results.flatMap(result => result.messages).map(found => `html-validate, line ${found.line}: ${found.ruleId}: ${found.message}`);
}

/** No sideways scroll of the body, no target under 24 px (WCAG 2.2, 1.4.10 and 2.5.8). */
export async function atNarrowest(page) {
  await page.setViewportSize(narrowest);
  return page.evaluate(most => {
    const out = [];
    if (document.documentElement.scrollWidth > most) {
      const over = [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > most + 1 && !e.closest('.scroll,svg,.vh,thead'));
      out.push(`${document.documentElement.scrollWidth} px wide at ${most}: ${over.slice(0, 3).map(e => `${e.tagName}.${e.className}`)}`);
    }
    const small = [...document.querySelectorAll('button,.btn,nav a,input:not([type=hidden]),select,summary')].filter(e => e.checkVisibility() && (e.getBoundingClientRect().height < 24 || e.getBoundingClientRect().width < 20));
    if (small.length) out.push(`targets under 24 px: ${small.map(e => e.textContent.trim() || e.name)}`);
    return out;
  }, narrowest.width);
}

/** Writes NAME-wide.png and NAME-narrow.png (NAME-dark.png too where asked) and fails with every fault that it sees. */
export async function look(page, name, { dark = false } = {}) {
  const faults = await markup(page);
  faults.push(...await accessibility(page, 'wide, light'));
  await page.screenshot({ path: `${folder}/${name}-wide.png`, fullPage: true });
  faults.push(...await atNarrowest(page));
  await page.setViewportSize(narrow);
  await page.screenshot({ path: `${folder}/${name}-narrow.png`, fullPage: true });
  await page.emulateMedia({ colorScheme: 'dark' });
  faults.push(...await accessibility(page, 'narrow, dark'));
  if (dark) await page.screenshot({ path: `${folder}/${name}-dark.png`, fullPage: true });
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(wide);
  assert.deepEqual(faults, [], `${name} (${page.url()})`);
}
