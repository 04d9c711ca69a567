// What people do to forms, and lines do to people: Back after sending, a line that is cut, a session that ends while one types, a
// second click. The text is there, and the log has one event.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fill } from './support/forms.mjs';
import { follow } from './support/follow.mjs';
import { look } from './support/look.mjs';
import { Person } from './support/person.mjs';
import { Reader } from './support/reader.mjs';
import { Visitor } from './support/visitor.mjs';
import { World, testEnd } from './support/world.mjs';

const world = await World.start(), reader = await Reader.start(world.browser);
const check = page => page.getByRole('button', { name: 'Tiếp tục: xem lại trước khi gửi' });
const opinion = { 'Kết luận': 'Đồng ý', 'Triệu tập': 9, 'Có mặt': 9, 'Tán thành văn bản này': 9 };

/** The events of a rotation so far. */
async function events(person, path) {
  const visitor = await Visitor.of(person, reader);
  const { page } = await visitor.get(path.split('/').slice(0, 3).join('/'));
  return Number(/(\d+) sự kiện/.exec(page.text)[1]);
}

test('Back after sending leads to the form or to its answer, and sending it again records nothing', async () => {
  const { person, page, path } = await world.asked('government', 'Cho ý kiến của chính quyền nơi đến');
  await page.goto(path);
  await fill(page, opinion);
  await follow(check(page));
  await follow(page.getByRole('button', { name: /^Gửi ý kiến/ }));
  assert.equal(await page.locator('h1').innerText(), 'Đã gửi');
  const once = await events(person, path);
  await page.goBack();
  // A browser that kept the check page shows it; one that did not sends it again, and is led to the answer. Neither is an end.
  if (await page.locator('h1').innerText() === 'Xem lại trước khi gửi') await follow(page.getByRole('button', { name: /^Gửi ý kiến/ }));
  assert.equal(await page.locator('h1').innerText(), 'Đã gửi', 'the same key gives the first answer');
  assert.equal(await events(person, path), once);
});

test('Back from the check page keeps what was typed', async () => {
  const { page, path } = await world.asked('organisation_board', 'Ghi biên bản gặp gỡ cán bộ');
  await page.goto(path);
  await fill(page, { 'Mục đích, yêu cầu đã quán triệt': 'Đã nêu rõ.', 'Tâm tư, nguyện vọng của cán bộ': 'Yên tâm công tác.' });
  await follow(check(page));
  await page.goBack();
  assert.equal(await page.getByLabel('Tâm tư, nguyện vọng của cán bộ').inputValue(), 'Yên tâm công tác.');
});

test('a line cut while one types is told, and what was typed is saved when it is there again', async () => {
  const { person, page, path } = await world.asked('organisation_board', 'Ghi kết quả giải quyết kiến nghị');
  await page.goto(path);
  await page.context().setOffline(true);
  await page.locator('main textarea').first().fill('Đã bố trí nhà công vụ.');
  await page.locator('[data-saved][role=alert]', { hasText: 'Mất kết nối' }).waitFor();
  assert.equal(await page.locator('main textarea').first().inputValue(), 'Đã bố trí nhà công vụ.');
  await page.context().setOffline(false);
  await page.locator('[data-saved]', { hasText: 'Đã lưu nháp lúc' }).waitFor();
  await person.open(path);
  assert.equal(await page.locator('main textarea').first().inputValue(), 'Đã bố trí nhà công vụ.');
});

test('a session that ends while one types is told; after signing in again the form goes on where it was', async () => {
  const { person, page, path } = await world.asked('organisation_board', 'Tổng hợp ý kiến và trình');
  await page.goto(path);
  await page.context().clearCookies();
  await fill(page, { 'Kết luận': 'Trình Ban Thường vụ', 'Tóm tắt và đề xuất': 'Đề xuất giữ phương án.' });
  await page.locator('[data-saved][role=alert]', { hasText: 'Phiên đăng nhập đã hết' }).waitFor();
  await follow(check(page));
  assert.equal(page.document.status(), 401);
  await person.signIn();
  assert.equal(await page.getByLabel('Tóm tắt và đề xuất').inputValue(), 'Đề xuất giữ phương án.');
});

test('a form of the organisation itself is kept, checked in words, recorded once and confirmed; without script too', async () => {
  for (const script of [true, false]) {
    const person = new Person(world.server, world.browser, world.as('organisation_board').account, { script }), name = script ? 'Phường Gò Sậy Đông' : 'Phường Gò Sậy Tây';
    const page = await person.open('/don-vi/doi-ten');
    await fill(page, { 'Tên mới': name, 'Tên mới bằng tiếng Anh': 'Go Say', 'Từ ngày': '01/01/2040' });
    if (script) await page.locator('[data-saved]', { hasText: /^Đã lưu nháp lúc/ }).waitFor();
    else await follow(page.getByRole('button', { name: 'Lưu nháp' }));
    await page.goto('/don-vi/doi-ten');
    assert.equal(await page.getByLabel('Tên mới', { exact: true }).inputValue(), name);
    await look(page, `act-draft-${script}`);
    await fill(page, { 'Đơn vị': 'Phường Gò Sậy' });
    await follow(check(page));
    assert.equal(await page.locator('h1').innerText(), 'Xem lại trước khi gửi');
    const said = await page.locator('main').innerText();
    for (const text of [name, 'Phường Gò Sậy', '01/01/2040']) assert.ok(said.includes(text), said);
    await look(page, `act-check-${script}`, { dark: !script });
    await follow(page.getByRole('button', { name: 'Quay lại sửa' }));
    assert.equal(await page.getByLabel('Tên mới', { exact: true }).inputValue(), name);
    await follow(check(page));
    await follow(page.getByRole('button', { name: 'Ghi: đổi tên đơn vị' }));
    assert.match(await page.locator('.panel').innerText(), /Đã đổi tên đơn vị, ghi vào nhật ký\. Tiếp theo:/);
    await look(page, `act-done-${script}`);
    await page.goBack();
    await follow(page.getByRole('button', { name: 'Ghi: đổi tên đơn vị' }));
    assert.match(await page.locator('.panel').innerText(), /Đã đổi tên đơn vị/, 'the same key gives the first answer');
    assert.equal((await page.locator('main').innerText()).split(name).length - 1, 1);
    await page.goto('/nhap');
    assert.ok(!(await page.locator('main').innerText()).includes('Đổi tên đơn vị'));
  }
});

test('an account is kept as it is typed, its password asked for last and kept nowhere; script or not', async () => {
  for (const script of [true, false]) {
    const person = new Person(world.server, world.browser, world.as('administrator').account, { script }), username = script ? 'thu.ky.1' : 'thu.ky.2';
    const page = await person.open('/quan-tri/them-tai-khoan');
    await fill(page, { 'Tên tài khoản': username, 'Họ và tên': 'Phan Thị Ngân', 'Vai trò': 'Kiểm tra, giám sát', 'Tại đơn vị': 'Ban Tổ chức' });
    await follow(check(page));
    await fill(page, { 'Mật khẩu': 'suối trong ngõ hẹp 27' });
    await follow(page.getByRole('button', { name: 'Quay lại sửa' }));
    assert.equal(await page.getByLabel('Họ và tên').inputValue(), 'Phan Thị Ngân');
    await follow(check(page));
    assert.equal(await page.getByLabel('Mật khẩu').inputValue(), '', 'it comes back in no page');
    await fill(page, { 'Mật khẩu': 'suối trong ngõ hẹp 27' });
    await look(page, `account-check-${script}`, { dark: !script });
    await follow(page.getByRole('button', { name: 'Ghi: thêm tài khoản' }));
    assert.match(await page.locator('.panel').innerText(), /Đã thêm tài khoản, ghi vào nhật ký\. Tiếp theo:/);
    assert.match(await page.locator('main').innerText(), new RegExp(username.replaceAll('.', '\\.')));
  }
});

test('who signed in again in another tab gets the form back from the old one, and nothing of it is recorded', async () => {
  const board = new Person(world.server, world.browser, world.as('organisation_board').account, { script: false });
  const page = await board.open('/so-van-ban/decision/2025-2030/den-so'), number = '4321';
  await fill(page, { 'Số cuối cùng đã dùng': number });
  const other = await page.context().newPage();
  await page.context().clearCookies();
  await other.goto('/dang-nhap');
  await other.getByLabel('Tài khoản').fill(board.account.username);
  await other.getByLabel('Mật khẩu').fill(board.account.password);
  await follow(other.getByRole('button', { name: 'Đăng nhập' }));
  await follow(check(page));
  assert.equal(page.document.status(), 403);
  assert.match(await page.locator('main').innerText(), /Chưa có gì được gửi/);
  await look(page, 'another-session');
  await follow(page.getByRole('button', { name: 'Mở lại biểu mẫu' }));
  assert.equal(await page.getByLabel('Số cuối cùng đã dùng').inputValue(), number);
  await other.goto('/so-van-ban/decision/2025-2030');
  assert.ok(!(await other.locator('main').innerText()).includes(number));
});

test('two who change the same thing: the later one sees both versions with a mark where they differ, and may go on with his', async () => {
  const [first, second] = world.all('organisation_board'), pages = [await first.open('/can-bo'), await second.open('/')];
  const path = `${await pages[0].locator('tbody th a').first().getAttribute('href')}/thong-tin`;
  for (const [i, page] of pages.entries()) {
    await page.goto(path);
    await fill(page, { 'Số năm công tác trong lĩnh vực': 17 + i, 'Căn cứ': 'Lý lịch 2C' });
  }
  for (const page of pages) await follow(check(page));
  for (const page of pages) await follow(page.getByRole('button', { name: 'Ghi thông tin cán bộ' }));
  const [, late] = pages, mark = late.locator('.tag');
  assert.equal(late.document.status(), 412);
  const marked = await late.locator('.pair .facts > div').filter({ has: mark }).allInnerTexts();
  const line = text => text.replace(/\s+/g, ' ').trim();
  assert.deepEqual(marked.map(line), ['Số năm công tác trong lĩnh vực 18 ≠ khác', 'Căn cứ Lý lịch 2C ≠ khác', 'Số năm công tác trong lĩnh vực 17 ≠ khác']);
  await look(late, 'two-versions');
  await follow(late.getByRole('button', { name: 'Dùng bản của tôi: mở lại để sửa và gửi' }));
  assert.equal(await late.getByLabel('Số năm công tác trong lĩnh vực').inputValue(), '18');
});

test('a second click on the last button, and a third, record once', async () => {
  const { person, page, path } = await world.asked('member', 'Biểu quyết điều động');
  const before = await events(person, path);
  await page.goto(path);
  await fill(page, { 'Kết luận': 'Tán thành' });
  await follow(check(page));
  // The third goes past the script that guards against it, with what the button says of itself: the server is to be safe alone.
  await page.getByRole('button', { name: /^Gửi phiếu/ }).evaluate(button => {
    button.click();
    button.click();
    button.form.append(Object.assign(document.createElement('input'), { type: 'hidden', name: button.name, value: button.value }));
    button.form.submit();
  });
  await page.getByRole('heading', { level: 1, name: 'Đã gửi' }).waitFor();
  assert.equal(await events(person, path), before + 1);
});

// What the cut line and the ended session do to the saving of a draft, and to nothing else.
testEnd(world, { expected: [
  /^console at \S+\/buoc\/follow_up: Failed to load resource: net::ERR_INTERNET_DISCONNECTED$/,
  /^console at \S+\/buoc\/synthesis: Failed to load resource: the server responded with a status of 401 \(Unauthorized\)$/,
] });
