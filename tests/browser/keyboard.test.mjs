// By the keyboard alone: nominate, give an opinion, vote, and find out why something was decided, from its number, in three steps.
// What is wrong on the way is found too: no trap, a ring around what has the focus, nothing over it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { focusFaults } from './support/look.mjs';
import { World, testEnd } from './support/world.mjs';

const world = await World.start();

/** Tab until an element answers to `selector`. */
async function tabTo(page, selector, most = 200) {
  for (let i = 0; i < most; ++i) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(wanted => document.activeElement.matches(wanted), selector)) return;
  }
  assert.fail(`Tab does not reach ${selector} at ${page.url()}`);
}
/** Enter on a link or button, as far as the page that follows. */
async function enter(page) {
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
}
/** From the form to the confirmation. */
async function sendByKeys(page) {
  await tabTo(page, 'button[value=check]');
  await enter(page);
  assert.equal(await page.locator('h1').innerText(), 'Xem lại trước khi gửi', await page.locator('main').innerText());
  await tabTo(page, 'button[value=send]');
  await enter(page);
  assert.equal(await page.locator('h1').innerText(), 'Đã gửi');
  assert.ok(await page.evaluate(() => document.activeElement.classList.contains('panel')), 'the confirmation has the focus');
}
/** The first choice that is not empty, with the arrow key. */
async function choose(page, selector) {
  await tabTo(page, selector);
  await page.keyboard.press('ArrowDown');
}

test('an official is nominated', async () => {
  const page = await world.as('organisation_board').open('/');
  await tabTo(page, 'nav a[href="/de-cu"]');
  await enter(page);
  assert.deepEqual(await focusFaults(page), []);
  await page.evaluate(() => document.activeElement.blur());
  await choose(page, '#official');
  await choose(page, '#position');
  await tabTo(page, 'input[name=object]');
  await page.keyboard.press('Space');
  await tabTo(page, '#expected_months');
  await page.keyboard.type('36');
  await tabTo(page, '#reason');
  await page.keyboard.type('Rèn luyện ở cơ sở.');
  await sendByKeys(page);
});

test('the skip link leads past the navigation', async () => {
  const page = await world.as('chair').open('/ho-so');
  await page.keyboard.press('Tab');
  assert.equal(await page.locator(':focus').innerText(), 'Đến nội dung chính');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  assert.ok(await page.evaluate(() => document.activeElement.closest('main')), 'the next Tab is in the content');
});

test('the receiving side gives its opinion', async () => {
  const { page, path } = await world.asked('government', 'Cho ý kiến của chính quyền nơi đến');
  await page.goto('/');
  await tabTo(page, `a[href="${path}"]`);
  await enter(page);
  assert.deepEqual(await focusFaults(page), []);
  await page.evaluate(() => document.activeElement.blur());
  await tabTo(page, 'input[name=outcome]');
  await page.keyboard.press('Space');
  for (const field of ['summoned', 'present', 'in_favour']) {
    await tabTo(page, `#${field}`);
    await page.keyboard.type('9');
  }
  await sendByKeys(page);
});

test('a member votes', async () => {
  const { page, path } = await world.asked('member', 'Biểu quyết điều động');
  await page.goto('/');
  await tabTo(page, `a[href="${path}"]`);
  await enter(page);
  await tabTo(page, 'input[name=outcome]');
  await page.keyboard.press('ArrowDown');
  await sendByKeys(page);
});

test('from the number of a decision to its reason in three steps', async () => {
  const board = await world.as('organisation_board').open('/ho-so?giai-doan=term');
  await board.goto(await board.locator('main tbody th a').first().getAttribute('href'));
  const number = /\d+-QĐ\/ĐU/.exec(await board.locator('main').innerText())[0];
  const page = await world.as('auditor').open('/');
  await tabTo(page, 'main input[type=search]');
  await page.keyboard.type(number);
  await enter(page);                                  // one: the search
  await tabTo(page, 'main tbody th a');
  await enter(page);                                  // two: the rotation found; three would be to read on
  const told = await page.locator('main').innerText();
  assert.ok(told.includes(number), told.slice(0, 400));
  assert.match(told, /Lý do luân chuyển/);
  assert.deepEqual(await focusFaults(page), []);
});

testEnd(world);
