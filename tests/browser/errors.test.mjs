// What pages do when something is wrong: mistakes in a form, a step that is over, two tabs, a page that is not yours.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fill } from './support/forms.mjs';
import { look } from './support/look.mjs';
import { World, testEnd } from './support/world.mjs';
import { follow } from './support/follow.mjs';

const world = await World.start(), { server } = world;

test('a wrong pair at the sign-in page is told in one sentence, and the account stays typed', async () => {
  const page = await world.browser.page(server);
  await page.goto('/dang-nhap');
  await page.getByLabel('Tài khoản', { exact: true }).fill('ban.to.chuc');
  await page.getByLabel('Mật khẩu', { exact: true }).fill('khong-dung-dau');
  await follow(page.getByRole('button', { name: 'Đăng nhập' }));
  assert.equal(page.document.status(), 401);
  assert.match(await page.title(), /^Lỗi: /);
  assert.match(await page.locator(':focus').innerText(), /Tài khoản hoặc mật khẩu không đúng/);
  assert.equal(await page.getByLabel('Tài khoản', { exact: true }).inputValue(), 'ban.to.chuc');
  assert.equal(await page.getByLabel('Mật khẩu', { exact: true }).inputValue(), '');
  await look(page, 'sign-in-refused');
});

test('a form with mistakes: summary in focus, links to the fields, the same words there, typed text kept', async () => {
  const { page, path } = await world.asked('party_committee', 'Cho ý kiến của cấp uỷ nơi đến');
  await page.goto(path);
  const typed = 'Phường đề nghị xem lại thời điểm.\nĐang vào kỳ tổng kết.';
  await fill(page, { 'Kết luận': 'Không đồng ý', 'Triệu tập': 'mười lăm', 'Có mặt': 14, 'Tán thành văn bản này': 20, 'Ý kiến và lý do': typed, 'Ngày văn bản': '31/02/2026' });
  await follow(page.getByRole('button', { name: 'Tiếp tục: xem lại trước khi gửi' }));
  assert.equal(page.document.status(), 422);
  assert.match(await page.title(), /^Lỗi: /);
  const summary = page.locator('.errors');
  assert.ok(await summary.evaluate(element => element === document.activeElement), 'the summary has the focus');
  assert.equal(await summary.getAttribute('role'), 'alert');
  const lines = await summary.getByRole('link').all();
  assert.equal(await summary.locator('h2').innerText(), `Chưa gửi được: cần sửa ${lines.length} chỗ`);
  assert.equal(lines.length, 3, await summary.innerText());
  for (const line of lines) {
    const field = page.locator(`[id="${(await line.getAttribute('href')).slice(1)}"]`);
    assert.equal(await field.getAttribute('aria-invalid'), 'true');
    assert.equal(await page.locator(`[id="${await field.getAttribute('id')}-error"]`).innerText(), await line.innerText());
  }
  assert.equal(await page.getByLabel('Ý kiến và lý do').inputValue(), typed);
  assert.equal(await page.getByLabel('Triệu tập').inputValue(), 'mười lăm');
  assert.equal(await page.getByLabel('Ngày văn bản').inputValue(), '31/02/2026');
  assert.ok(await page.getByLabel('Không đồng ý', { exact: true }).isChecked());
  await look(page, 'opinion-mistakes');
  await lines[0].click();
  assert.equal(await page.locator(':focus').inputValue(), 'mười lăm');
});

test('text of another script, quotes and tags come back as they were typed', async () => {
  const { page, path } = await world.asked('government', 'Cho ý kiến của chính quyền nơi đến');
  await page.goto(path);
  const typed = '<b>"Uỷ ban" & \'phường\'</b> – đề nghị\n</textarea><script>alert(1)</script>';
  await fill(page, { 'Kết luận': 'Đồng ý, có ý kiến', 'Triệu tập': 9, 'Có mặt': 9, 'Tán thành văn bản này': 9, 'Ý kiến và lý do': typed });
  await follow(page.getByRole('button', { name: 'Tiếp tục: xem lại trước khi gửi' }));
  assert.ok((await page.locator('dl.facts').first().innerText()).includes(typed));
  await follow(page.getByRole('button', { name: 'Quay lại sửa' }));
  assert.equal(await page.getByLabel('Ý kiến và lý do').inputValue(), typed);
});

test('two tabs answer at once: one is recorded, the other is told who answered and when', async () => {
  const { person, page: first, path } = await world.asked('member', 'Biểu quyết điều động');
  const second = await first.context().newPage();
  for (const [tab, choice] of [[first, 'Tán thành'], [second, 'Không tán thành']]) {
    await tab.goto(path);
    await fill(tab, { 'Kết luận': choice });
    await follow(tab.getByRole('button', { name: 'Tiếp tục: xem lại trước khi gửi' }));
  }
  await Promise.all([first.getByRole('button', { name: /^Gửi phiếu/ }).click(), second.getByRole('button', { name: /^Gửi phiếu/ }).click()]);
  await Promise.all([first.waitForLoadState(), second.waitForLoadState()]);
  const heads = await Promise.all([first, second].map(tab => tab.locator('h1').innerText()));
  assert.deepEqual([...heads].sort(), ['Đã có người làm trước', 'Đã gửi'].sort());
  const late = heads[0] === 'Đã gửi' ? second : first;
  assert.equal(late.document.status(), 409);
  assert.match(await late.locator('[role=alert]').innerText(), /đã gửi ý kiến cho bước này lúc \d\d\/\d\d\/\d{4}/);
  await look(late, 'answered-already');
  await person.open(path);
  assert.match(await (await person.page()).locator('[role=alert]').innerText(), /đã gửi ý kiến cho bước này lúc/);
});

test('a double click sends once', async () => {
  const { page, path } = await world.asked('organisation_board', 'Ghi biên bản gặp gỡ cán bộ');
  await page.goto(path);
  await fill(page, { 'Mục đích, yêu cầu đã quán triệt': 'Đã nêu.', 'Tâm tư, nguyện vọng của cán bộ': 'Yên tâm.' });
  await follow(page.getByRole('button', { name: 'Tiếp tục: xem lại trước khi gửi' }));
  await page.getByRole('button', { name: /^Gửi/ }).dblclick();
  await page.getByRole('heading', { level: 1, name: 'Đã gửi' }).waitFor();
});

test('what is not yours: 403 says whose it is, 404 offers a search, and neither is a dead end', async () => {
  const { path } = await world.asked('party_committee', 'Cho ý kiến của cấp uỷ nơi đến');
  const auditor = await world.as('auditor').open(path);
  assert.equal(auditor.document.status(), 403);
  await look(auditor, 'not-yours');
  const page = await world.as('organisation_board').open('/ho-so/00000000000000000000000000000000');
  assert.equal(page.document.status(), 404);
  assert.equal(await page.locator('main').getByRole('search').count(), 1);
  await look(page, 'not-found');
});

testEnd(world);
