// Looks at a page as different people do: axe-core, html-validate, 320 px, 200 % zoom, targets, the focus; and takes its picture
// where pictures are wanted (./dev shots).
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { HtmlValidate } from 'html-validate';
import config from '../htmlvalidate.mjs';
import { narrow, narrowest, wide } from './browser.mjs';
import { withScript } from './without_script.mjs';

const folder = process.env.LUAN_SCREENS;
if (folder) mkdirSync(folder, { recursive: true });

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const everything = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** What axe-core finds by colours. */
const of_colours = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] };
const validator = new HtmlValidate(config);
const zoomed = { width: wide.width / 2, height: wide.height / 2 };  // what 200 % leaves of a wide window

export const modes = [
  { name: 'wide, light', viewport: wide, colorScheme: 'light' }, { name: 'wide, dark', viewport: wide, colorScheme: 'dark' },
  { name: 'narrow, light', viewport: narrow, colorScheme: 'light' }, { name: 'narrow, dark', viewport: narrow, colorScheme: 'dark' },
];
const [asRead, , , inHand] = modes;

export async function inMode(page, { viewport, colorScheme }) {
  await page.setViewportSize(viewport);
  await page.emulateMedia({ colorScheme });
}

/** What axe-core finds in this mode. */
export async function accessibility(page, mode, rules = everything) {
  await inMode(page, mode);
  const violations = await withScript(page, async () => {
    if (!await page.evaluate(() => 'axe' in window)) await page.evaluate(axe);
    return page.evaluate(async runOnly => (await axe.run(document, { runOnly, resultTypes: ['violations'] })).violations, rules);
  });
  return violations.map(found => `axe (${mode.name}): ${found.id}: ${found.nodes.slice(0, 3).map(node => `${node.target} ${node.any[0]?.message ?? ''}`).join(' | ')}`);
}

/** What axe-core finds in all modes: in the dark by colours alone, for nothing else is other there; see darkOtherwise. */
export async function inAllModes(page) {
  const faults = [];
  for (const mode of modes) faults.push(...await accessibility(page, mode, mode.colorScheme === 'dark' ? of_colours : everything));
  return faults;
}

/** What the style changes in the dark beside the colours that are named at its root. */
export async function darkOtherwise(page) {
  return page.evaluate(() => {
    const rules = [...document.styleSheets].flatMap(sheet => [...sheet.cssRules]);
    const dark = rules.filter(rule => rule.media?.mediaText.includes('prefers-color-scheme')).flatMap(media => [...media.cssRules]);
    const colour = (rule, name) => rule.selectorText === ':root' && name.startsWith('--') && CSS.supports('color', rule.style.getPropertyValue(name).trim());
    return dark.length ? dark.flatMap(rule => [...rule.style].filter(name => !colour(rule, name)).map(name => `${rule.selectorText} ${name}`)) : ['there is no style for it'];
  });
}

/** What html-validate finds in the page as the server sent it. */
export async function markup(page) {
  const report = await validator.validateString(await page.document.text());
  return report.results.flatMap(result => result.messages).map(found => `html-validate, line ${found.line}: ${found.ruleId}: ${found.message}`);
}

/** Choices of one field that nobody could tell apart. */
export async function alike(page) {
  return page.evaluate(() => [...document.querySelectorAll('main select, main fieldset')].flatMap(field => {
    const labels = field.tagName === 'SELECT' ? [...field.options] : [...field.querySelectorAll('label')].filter(label => /radio|checkbox/.test(label.control?.type) && label.closest('fieldset') === field);
    const said = labels.map(label => label.textContent.trim());
    return [...new Set(said.filter((text, i) => said.indexOf(text) !== i))].map(text => `two choices are called «${text}»`);
  }));
}

/** Links within the page that lead nowhere in it. */
export async function deadAnchors(page) {
  return page.evaluate(() => [...document.querySelectorAll('a[href^="#"]')].map(link => link.getAttribute('href').slice(1))
    .filter(id => !document.getElementById(decodeURIComponent(id))).map(id => `nothing is #${id}`));
}

/** No sideways scroll of the body, no target under 24 px, no button under 44 (WCAG 2.2, 1.4.10 and 2.5.8; W3C WAI-AGE). */
async function fit(page, viewport) {
  await page.setViewportSize(viewport);
  return page.evaluate(most => {
    const out = [], size = e => e.getBoundingClientRect(), name = e => e.textContent.trim().slice(0, 40) || e.name || e.className;
    if (document.documentElement.scrollWidth > most) {
      const over = [...document.querySelectorAll('body *')].filter(e => size(e).right > most + 1 && !e.closest('.scroll,svg,.vh,thead'));
      out.push(`${document.documentElement.scrollWidth} px wide at ${most}: ${over.slice(0, 3).map(e => `${e.tagName}.${e.className}`)}`);
    }
    const seen = selector => [...document.querySelectorAll(selector)].filter(e => e.checkVisibility());
    const small = seen('button,.btn,nav a,input:not([type=hidden]),select,textarea,summary').filter(e => size(e).height < 24 || size(e).width < 20);
    if (small.length) out.push(`targets under 24 px at ${most}: ${small.map(name)}`);
    const flat = seen('.btn,button:not(.link)').filter(e => size(e).height < 43.9);
    if (flat.length) out.push(`buttons under 44 px at ${most}: ${flat.map(name)}`);
    return out;
  }, viewport.width);
}
export const atNarrowest = page => fit(page, narrowest);
export const zoomedIn = page => fit(page, zoomed);

/** Tab goes through the whole page and out of it again; where it is can be seen each time, and nothing lies over it. */
export async function focusFaults(page) {
  const out = [];
  await page.evaluate(() => { document.activeElement.blur(); scrollTo(0, 0); getSelection().removeAllRanges(); });
  for (let i = 0; i < 600; ++i) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(() => {
      const e = document.activeElement;
      if (!e || e === document.body) return null;
      const box = e.getBoundingClientRect(), style = getComputedStyle(e), first = !e.dataset.visited;
      e.dataset.visited = '1';
      const name = `${e.tagName} ${e.name ?? ''} «${(e.textContent || e.value || '').trim().slice(0, 30)}»`;
      const middle = document.elementFromPoint(Math.min(Math.max(box.left + 3, 0), innerWidth - 1), Math.min(Math.max(box.top + box.height / 2, 0), innerHeight - 1));
      return {
        name, first, ringed: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
        shown: box.bottom > 0 && box.top < innerHeight && box.width > 1,
        covered: middle && middle !== e && !e.contains(middle) && !middle.contains(e) && middle.tagName !== 'LABEL' ? middle.className || middle.tagName : '',
      };
    });
    if (!at || !at.first) return out;
    if (!at.ringed) out.push(`no ring around ${at.name}`);
    if (!at.shown) out.push(`out of sight: ${at.name}`);
    if (at.covered) out.push(`${at.covered} lies over ${at.name}`);
  }
  return [...out, 'Tab does not come to an end'];
}

/** Pictures, where they are wanted: NAME-wide.png, NAME-narrow.png, and both dark. */
export async function picture(page, name) {
  if (!folder) return;
  for (const mode of modes) {
    await inMode(page, mode);
    await page.screenshot({ path: `${folder}/${name}-${mode.name.replace(', light', '').replace(', ', '-')}.png`, fullPage: true });
  }
  await inMode(page, asRead);
}

/** Fails with every fault that is seen on the page at hand, wide and light, narrow and dark, and at 320 px. */
export async function look(page, name) {
  const faults = [...await markup(page), ...await accessibility(page, asRead), ...await accessibility(page, inHand), ...await atNarrowest(page)];
  await picture(page, name);
  await inMode(page, asRead);
  assert.deepEqual(faults, [], `${name} (${page.url()})`);
}
