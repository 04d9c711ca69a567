// A page as it comes out of the printer: Chromium's PDF, read by poppler. Without poppler a test that asks for it fails.
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const point = 72 / 25.4;  // a millimetre
/** A4 less the margins of the style: 30 mm on the left for the binding. */
const area = { left: 30 * point, top: 20 * point, right: 195 * point, bottom: 277 * point };
const smallest = 12;  // points a line of the usual text takes; less, and the page was shrunk because something in it is too wide

const read = async (program, ...args) => (await promisify(execFile)(program, args, { encoding: 'buffer', maxBuffer: 1 << 28 })).stdout;

/** What is seen of it however lines are broken. */
export const bare = text => text.normalize('NFKC').replace(/\s+/g, '').toLowerCase();

/** {info, text, words: [{left, top, right, bottom, text}], sheets: [{width, height, grey}]} */
export async function printed(page) {
  const folder = await mkdtemp(join(tmpdir(), 'luan_paper_')), file = join(folder, 'page.pdf');
  await page.pdf({ path: file, preferCSSPageSize: true, printBackground: true });
  const boxes = (await read('pdftotext', '-bbox', file, '-')).toString();
  const out = {
    info: (await read('pdfinfo', file)).toString(),
    text: (await read('pdftotext', '-raw', '-enc', 'UTF-8', file, '-')).toString(),
    words: [...boxes.matchAll(/<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)<\/word>/g)]
      .map(([, left, top, right, bottom, text]) => ({ left: +left, top: +top, right: +right, bottom: +bottom, text })),
    sheets: sheetsOf(await read('pdftoppm', '-gray', '-r', '36', file)),
  };
  await rm(folder, { recursive: true });
  return out;
}

/** The pictures of a PGM stream. */
function sheetsOf(bytes) {
  const out = [];
  for (let at = 0; at < bytes.length;) {
    const [head, width, height] = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(bytes.toString('latin1', at, at + 40));
    at += head.length;
    out.push({ width: +width, height: +height, grey: bytes.subarray(at, at += width * height) });
  }
  return out;
}

const commonest = values => {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].reduce((most, one) => one[1] > most[1] ? one : most)[0];
};

/** Sentences about what does not lie on A4 within the margins, or is not on white. */
export function sheetFaults({ info, words, sheets }) {
  const out = [];
  if (!/^Page size:\s+59[45][.\d]* x 84[12][.\d]* pts/m.test(info)) out.push(`not A4: ${/^Page size:.*/m.exec(info)}`);
  const beyond = words.filter(({ left, top, right, bottom }) => left < area.left - 1 || right > area.right + 1 || top < area.top - 4 || bottom > area.bottom + 4);
  if (beyond.length) out.push(`over the margin: ${beyond.slice(0, 5).map(one => `«${one.text}» ${one.left}–${one.right}, ${one.top}–${one.bottom}`).join('; ')}`);
  const line = commonest(words.map(({ top, bottom }) => Math.round((bottom - top) * 10) / 10));
  if (line < smallest) out.push(`the usual line is ${line} pt high: something is too wide for the sheet`);
  sheets.forEach(({ grey }, i) => { if (commonest(grey) !== 255) out.push(`sheet ${i + 1} is not white but ${commonest(grey)}`); });
  return out;
}

/** What is not there to be read: buttons, ways to elsewhere, names that only a screen reader says. */
const left_out = 'svg title, nav, button, .bar, .btn, .pager, .crumb, .noprint, .vh, [hidden], option, .count';

/** Every piece of text that somebody who reads the page wants on paper. */
export const wanted = page => page.evaluate(skipped => {
  const out = [], walk = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const text = walk.currentNode.data.trim();
    if (text && !walk.currentNode.parentElement.closest(skipped)) out.push(text);
  }
  for (const field of document.querySelectorAll('main textarea')) out.push(...field.value.split('\n').filter(line => line.trim()));
  return out;
}, left_out);

/** What would be printed of the frame, and text that is too pale for white paper. */
export async function inkFaults(page) {
  await page.emulateMedia({ media: 'print' });
  const faults = await page.evaluate(() => {
    const shown = e => e.checkVisibility({ visibilityProperty: true }), out = [];
    const frame = [...document.querySelectorAll('.mast, nav, .skip, .news, .crumb, button, .btn')].filter(shown);
    if (frame.length) out.push(`printed of the frame: ${frame.slice(0, 5).map(e => `${e.tagName}.${e.className}`)}`);
    const part = value => value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4;
    const contrast = colour => {
      const [r, g, b] = colour.match(/[\d.]+/g).map(Number);
      return 1.05 / (0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b) + 0.05);
    };
    const pale = new Set(), walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const e = walk.currentNode.parentElement;
      if (!walk.currentNode.data.trim() || !shown(e)) continue;
      const style = getComputedStyle(e), colour = e.closest('svg') ? style.fill : style.color;
      if (contrast(colour) < 4.5) pale.add(`${colour} «${walk.currentNode.data.trim().slice(0, 30)}»`);
    }
    return pale.size ? [...out, `too pale on white: ${[...pale].slice(0, 5).join('; ')}`] : out;
  });
  await page.emulateMedia({ media: null });
  return faults;
}
