// What comes out of the printer when somebody prints a page, whose screen is dark: A4 within its margins, all of the text, nothing of
// the frame, dark on white.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bare, inkFaults, printed, sheetFaults, wanted } from './support/paper.mjs';
import { find, inLanguage } from './support/open.mjs';
import { screens } from './support/screens.mjs';
import { World, testEnd } from './support/world.mjs';

const world = await World.start();

/** The page on paper, and what is wrong with it. */
async function print(page) {
  const paper = await printed(page), text = bare(paper.text);
  const lost = (await wanted(page)).filter(one => !text.includes(bare(one)));
  const frame = ['Đăng xuất', 'Đến nội dung chính', 'Mục lục'].filter(one => text.includes(bare(one)));
  const faults = [...sheetFaults(paper), ...await inkFaults(page)];
  if (lost.length) faults.push(`not on paper: ${lost.slice(0, 5).join(' | ')}`);
  if (frame.length) faults.push(`on paper: ${frame}`);
  return { paper, faults };
}

const named = ['posting', 'minutes', 'step-synthesis', 'step-evaluation', 'rotation-term', 'rotation-closed', 'agenda', 'official', 'trace', 'statistics', 'register',
  'comparison', 'plan', 'my-career'];
for (const name of named)
  test(`${name} on paper`, async () => {
    const { person, address } = await find(screens.find(one => one.name === name), world);
    const page = await person.open(address);
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.goto(inLanguage(address, 'vi'));
    assert.equal(page.document.status(), 200);
    const { paper, faults } = await print(page);
    assert.ok(paper.sheets.length > 0 && paper.words.length > 50, paper.text);
    assert.deepEqual(faults, [], `${name} (${page.url()})`);
  });

test('what is typed into a form is printed to its last line', async () => {
  const { page, path } = await world.asked('organisation_board', 'Tổng hợp ý kiến và trình');
  await page.goto(path);
  const lines = Array.from({ length: 30 }, (_, i) => `Dòng thứ ${i + 1} của bản tổng hợp.`);
  await page.getByLabel('Tóm tắt và đề xuất').fill(lines.join('\n'));
  const { paper, faults } = await print(page);
  assert.deepEqual(faults, []);
  for (const line of lines) assert.ok(bare(paper.text).includes(bare(line)), line);
});

testEnd(world);
