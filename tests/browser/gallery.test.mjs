// The parts that pages are made of, each under its name, in all four modes and both languages.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accessibility, atNarrowest, focusFaults, inMode, markup, modes, picture, zoomedIn } from './support/look.mjs';
import { overBudget } from './support/budgets.mjs';
import { World, testEnd } from './support/world.mjs';

const world = await World.start();
const page = await world.as('organisation_board').open('/trung-bay');
const address = language => `/trung-bay?lang=${language}`;

for (const language of ['vi', 'en']) {
  for (const mode of modes)
    test(`${language}, ${mode.name}: axe-core finds nothing`, async () => {
      await inMode(page, mode);
      await page.goto(address(language));
      assert.deepEqual(await accessibility(page, mode), []);
    });
  test(`${language}: markup, weight, 320 px, 200 % zoom, targets`, async () => {
    await page.goto(address(language));
    assert.deepEqual([...await markup(page), ...await overBudget(page), ...await atNarrowest(page), ...await zoomedIn(page)], []);
  });
}

for (const mode of modes)
  test(`${mode.name}: the focus can be followed through every part`, async () => {
    await inMode(page, mode);
    await page.goto(address('vi'));
    assert.deepEqual(await focusFaults(page), []);
  });

test('every part has a name and stands in the list on top', async () => {
  await inMode(page, modes[0]);
  await page.goto(address('vi'));
  const named = await page.locator('main nav a[href^="#"]').evaluateAll(links => links.map(link => link.getAttribute('href').slice(1)));
  const shown = await page.locator('section.example').evaluateAll(parts => parts.map(part => part.id));
  assert.deepEqual(named, shown);
  assert.ok(shown.length >= 20, shown.join());
  for (const part of shown) assert.ok(await page.locator(`#${part}`).evaluate(e => e.children.length > 1), `${part} is empty`);
  await picture(page, 'gallery');
});

testEnd(world);
