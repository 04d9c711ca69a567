// Every screen by its address, once in each language, as the role it is made for: markup, accessibility, 320 px, what it weighs,
// and no word of Vietnamese left in the frame in English. In Vietnamese it is read at a desk by day, in English in the hand by
// night; the gallery and ./dev test --all go through all modes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accessibility, alike, atNarrowest, deadAnchors, inMode, markup, modes, picture } from './support/look.mjs';
import { overBudget } from './support/budgets.mjs';
import { find, inLanguage } from './support/open.mjs';
import { screens } from './support/screens.mjs';
import { World, testEnd } from './support/world.mjs';

const world = await World.start(), spent = {};

/** Letters that Vietnamese has and English has not. */
const vietnamese = /[àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]/i;
/** What is the interface's own; a crumb that leads to somebody or to a plan says his name, or its. */
const frame = 'nav a, nav summary, .crumb a:not([href^="/can-bo/"], [href^="/ke-hoach/"]), .foot span, main .bar button, main .bar label, main thead th:not([translate=no])';

for (const screen of screens)
  test(`${screen.name}, as ${screen.role ?? 'nobody'}`, async () => {
    const { name, status = 200 } = screen;
    const { person, address } = screen.role ? await find(screen, world) : { address: screen.path };
    const page = person ? await person.open(address) : await world.browser.page(world.server);
    await inMode(page, modes[0]);
    await page.goto(inLanguage(address, 'vi'));
    assert.equal(page.document.status(), status, await page.locator('main').innerText());
    assert.equal(await page.getByRole('main').getByRole('heading', { level: 1 }).count(), 1);
    const faults = [...await markup(page), ...await alike(page), ...await deadAnchors(page)];
    faults.push(...await overBudget(page, spent), ...await accessibility(page, modes[0]), ...await atNarrowest(page));
    await picture(page, name);

    await inMode(page, modes[3]);
    await page.goto(inLanguage(address, 'en'));
    assert.equal(await page.locator('html').getAttribute('lang'), 'en');
    faults.push(...await markup(page), ...await alike(page), ...await accessibility(page, modes[3]), ...await atNarrowest(page));
    for (const text of await page.locator(frame).allInnerTexts())
      if (vietnamese.test(text)) faults.push(`in English: «${text}»`);
    await page.goto(inLanguage(address, 'vi'));
    assert.deepEqual(faults, [], `${name} (${page.url()})`);
  });

test('what the heaviest page weighs, compressed', () => {
  for (const kind of ['html', 'css', 'js', 'woff2']) assert.ok(spent[kind] > 0, `nothing was weighed of ${kind}`);
  console.log(Object.entries(spent).map(([kind, bytes]) => `${kind} ${(bytes / 1024).toFixed(1)} KiB`).join(', '));
});

testEnd(world);
