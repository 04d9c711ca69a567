// Every screen by its address, as the role that opens it: markup, accessibility, 320 px and pictures in Vietnamese, and
// no word of Vietnamese left in the frame in English.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { look } from './support/look.mjs';
import { screens } from './support/screens.mjs';
import { World, testEnd } from './support/world.mjs';

const world = await World.start();

/** Letters that Vietnamese has and English has not. */
const vietnamese = /[àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]/i;

test('the sign-in page', async () => {
  const page = await world.browser.page(world.server);
  await page.goto('/dang-nhap');
  await look(page, 'sign-in', { dark: true });
});

for (const { name, role, path, dark } of screens)
  test(`${name}, as ${role}`, async () => {
    const person = world.as(role);
    const address = typeof path === 'string' ? path : await path(person);
    assert.ok(address, `the sample has nothing to show as ${name}`);
    const page = await person.open(address);
    await look(page, name, { dark });
    assert.equal(await page.getByRole('main').getByRole('heading', { level: 1 }).count(), 1);

    await page.goto(`${address}${address.includes('?') ? '&' : '?'}lang=en`);
    assert.equal(await page.locator('html').getAttribute('lang'), 'en');
    for (const text of await page.locator('nav a, nav summary, .crumb, .foot span, main .bar button, main .bar label, main thead th').allInnerTexts())
      assert.doesNotMatch(text, vietnamese, `${name} in English`);
    await page.goto(`${address}${address.includes('?') ? '&' : '?'}lang=vi`);
  });

testEnd(world);
