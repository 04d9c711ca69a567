// Without script, by the keyboard alone, in either language: the same work can be done.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Person } from './support/person.mjs';
import { World, testEnd } from './support/world.mjs';
import { follow } from './support/follow.mjs';

const world = await World.start(), { server } = world;

/** What Tab brings the focus to, at most `most` times, until it is an element that answers to `selector`. */
async function tabTo(page, selector, most = 80) {
  for (let i = 0; i < most; ++i) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(wanted => document.activeElement.matches(wanted), selector)) return;
  }
  assert.fail(`Tab does not reach ${selector} at ${page.url()}`);
}

test('without script one signs in, answers a task and sees the confirmation', async () => {
  const { person, code } = await world.asked('member', 'Biểu quyết điều động');
  const plain = new Person(server, world.browser, person.account, { script: false });
  const said = await plain.answer(code, 'Biểu quyết điều động', { 'Kết luận': 'Tán thành', 'Ý kiến khác, đề nghị ghi biên bản': 'Nhất trí.' }, 'Gửi phiếu: tán thành');
  assert.match(said.what, /Biểu quyết điều động/);
  assert.ok(said.next.length > 0);
});

test('without script rows can be added, and what was typed stays', async () => {
  const plain = new Person(server, world.browser, server.having('organisation_board')[0], { script: false });
  const page = await plain.open('/');
  await follow(page.getByRole('link', { name: 'Ghi nhiệm vụ được giao', exact: true }).first());
  await page.getByLabel('Nội dung').first().fill('Rà soát hộ nghèo');
  const before = await page.locator('ol.rows > li').count();
  await follow(page.getByRole('button', { name: 'Thêm dòng' }));
  assert.ok(await page.locator('ol.rows > li').count() > before);
  assert.equal(await page.getByLabel('Nội dung').first().inputValue(), 'Rà soát hộ nghèo');
});

test('with the keyboard alone one signs in, answers a task and sees the confirmation', async () => {
  const { person: { account }, path: href } = await world.asked('member', 'Biểu quyết điều động');
  const page = await world.browser.page(server);
  await page.goto('/');
  await page.keyboard.press('Tab');
  assert.equal(await page.locator(':focus').innerText(), 'Đến nội dung chính');
  await page.keyboard.press('Enter');
  await tabTo(page, '#username');
  await page.keyboard.type(account.username);
  await tabTo(page, '#password');
  await page.keyboard.type(account.password);
  await page.keyboard.press('Enter');
  await page.waitForURL('/');
  await tabTo(page, `a[href="${href}"]`);
  await page.keyboard.press('Enter');
  await page.waitForURL(href);
  await tabTo(page, 'main a[href="#outcome"]');  // past what is to be read first
  await page.keyboard.press('Enter');
  await tabTo(page, 'input[name=outcome]', 1);
  await page.keyboard.press('Space');
  assert.ok(await page.getByLabel('Tán thành', { exact: true }).isChecked());
  await tabTo(page, 'button[value=check]');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Xem lại trước khi gửi' }).waitFor();
  await tabTo(page, 'button[value=send]');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Đã gửi' }).waitFor();
  assert.ok(await page.evaluate(() => document.activeElement.classList.contains('panel')), 'the confirmation has the focus');
});

test('switching to English stays on the page and lasts', async () => {
  const page = await world.as('organisation_board').open('/thong-ke?tu=01/01/2015&den=31/12/2017');
  await follow(page.getByRole('link', { name: 'English' }));
  assert.equal(new URL(page.url()).pathname, '/thong-ke');
  assert.equal(await page.locator('html').getAttribute('lang'), 'en');
  await follow(page.getByRole('navigation').getByRole('link', { name: 'Rotations', exact: true }));
  assert.equal(await page.locator('h1').innerText(), 'Rotations');
  await follow(page.getByRole('link', { name: 'Tiếng Việt' }));
  assert.equal(await page.locator('h1').innerText(), 'Hồ sơ luân chuyển');
});

test('a session that ended asks to sign in, and goes on to the page that was asked for', async () => {
  const person = new Person(server, world.browser, server.having('organisation_board')[0]);
  const page = await person.open('/thong-ke');
  assert.equal(await page.locator('h1').innerText(), 'Lượt luân chuyển');
  await follow(page.getByRole('button', { name: 'Đăng xuất' }));
  assert.equal(new URL(page.url()).pathname, '/dang-nhap');
  await page.goBack();
  await page.reload();
  assert.equal(new URL(page.url()).pathname, '/dang-nhap');
});

testEnd(world);
