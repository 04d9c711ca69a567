// What is typed is not lost: saved as one types, on leaving, by the button without script, and through a sign-in.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fill } from './support/forms.mjs';
import { follow } from './support/follow.mjs';
import { look } from './support/look.mjs';
import { Person } from './support/person.mjs';
import { World, testEnd } from './support/world.mjs';

const world = await World.start();
const typed = 'Phường đề nghị xem lại thời điểm.\nĐang vào kỳ tổng kết "năm" & <b>nhiệm kỳ</b>.';
const reason = page => page.getByLabel('Ý kiến và lý do');
const note = page => page.locator('main .note', { hasText: 'Đây là bản nháp đồng chí đã lưu lúc' });

const { person, page, path } = await world.asked('party_committee', 'Cho ý kiến của cấp uỷ nơi đến');

test('what is typed is saved a moment later, says so, and is there when the form is opened again', async () => {
  await page.goto(path);
  assert.equal(await note(page).count(), 0);
  await fill(page, { 'Kết luận': 'Không đồng ý', 'Ý kiến và lý do': typed, 'Triệu tập': 'mười lăm' });
  await page.locator('[data-saved]', { hasText: /^Đã lưu nháp lúc \d\d\/\d\d\/\d{4}/ }).waitFor();
  await page.goto('/');
  assert.equal(await page.getByRole('link', { name: 'Đồng chí có 1 bản nháp chưa gửi' }).count(), 1);
  await page.goto(path);
  assert.equal(await note(page).count(), 1);
  assert.equal(await reason(page).inputValue(), typed);
  assert.equal(await page.getByLabel('Triệu tập').inputValue(), 'mười lăm');
  assert.ok(await page.getByLabel('Không đồng ý', { exact: true }).isChecked());
  await look(page, 'form-with-draft');
});

test('what was typed in the last second is saved when the page is left', async () => {
  await reason(page).fill('Viết vội');
  await page.goto('/');
  // What outlives its page cannot be waited for from outside: the form is opened until it shows.
  const deadline = Date.now() + 15_000;
  do await page.goto(path); while (await reason(page).inputValue() !== 'Viết vội' && Date.now() < deadline);
  assert.equal(await reason(page).inputValue(), 'Viết vội');
});

test('what is too large to be saved is told as that, with how much is too much; the session is not said to have ended', async () => {
  await reason(page).fill('Đề nghị xem xét. '.repeat(100_000));
  await page.getByRole('alert').filter({ hasText: /^Nội dung quá lớn, chưa lưu được nháp/ }).waitFor();
  assert.equal(await page.locator(`[id="${await reason(page).getAttribute('id')}-left"]`).innerText(), 'Quá 1.695.000 ký tự');
  await reason(page).fill('Viết vội');
  await page.locator('[data-saved]', { hasText: /^Đã lưu nháp lúc/ }).waitFor();
});

test('the list of drafts leads to the form, and a draft can be discarded', async () => {
  await page.goto('/nhap');
  await look(page, 'drafts');
  await follow(page.locator('main tbody th a'));
  assert.equal(new URL(page.url()).pathname, path);
  await follow(page.getByRole('button', { name: 'Bỏ bản nháp' }));
  assert.equal(new URL(page.url()).pathname, path);
  assert.equal(await note(page).count(), 0);
  assert.equal(await reason(page).inputValue(), '');
});

test('without script the button saves, and a session that has ended costs a sign-in and no text', async () => {
  const plain = new Person(world.server, world.browser, person.account, { script: false });
  const form = await plain.open(path);
  await fill(form, { 'Ý kiến và lý do': typed });
  await follow(form.getByRole('button', { name: 'Lưu nháp' }));
  assert.equal(await note(form).count(), 1);
  assert.equal(await reason(form).inputValue(), typed);

  await fill(form, { 'Kết luận': 'Không đồng ý', 'Ý kiến và lý do': 'Viết tiếp sau khi hết phiên' });
  await form.context().clearCookies();
  await follow(form.getByRole('button', { name: 'Tiếp tục: xem lại trước khi gửi' }));
  assert.equal(form.document.status(), 401);
  await plain.signIn();
  assert.equal(new URL(form.url()).pathname, path);
  assert.equal(await reason(form).inputValue(), 'Viết tiếp sau khi hết phiên');
  assert.ok(await form.getByLabel('Không đồng ý', { exact: true }).isChecked());
});

test('once it is sent the draft is gone; a second tab that sends too late shows both texts', async () => {
  await page.goto(path);
  const second = await page.context().newPage();
  await second.goto(path);
  const filled = { 'Kết luận': 'Không đồng ý', 'Triệu tập': 15, 'Có mặt': 14, 'Tán thành văn bản này': 10 };
  for (const [tab, text] of [[page, 'Bản gửi trước'], [second, 'Bản đến sau']]) {
    await fill(tab, { ...filled, 'Ý kiến và lý do': text });
    await follow(tab.getByRole('button', { name: 'Tiếp tục: xem lại trước khi gửi' }));
  }
  await follow(page.getByRole('button', { name: /^Gửi/ }));
  assert.equal(await page.locator('h1').innerText(), 'Đã gửi');
  await page.goto('/nhap');
  assert.match(await page.locator('main').innerText(), /Không có bản nháp nào/);
  await follow(second.getByRole('button', { name: /^Gửi/ }));
  assert.equal(second.document.status(), 409);
  const shown = await second.locator('main').innerText();
  for (const text of ['Bản gửi trước', 'Bản đến sau']) assert.ok(shown.includes(text), shown);
  await look(second, 'conflict');
});

// Chromium reports the refusal of a draft that is too large as an error of the console.
testEnd(world, { expected: [/^console at .*status of 413/] });
