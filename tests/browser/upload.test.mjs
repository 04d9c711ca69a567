// A file goes with an opinion: in parts and with progress where there is script, with the form itself where there is none.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { fill } from './support/forms.mjs';
import { look } from './support/look.mjs';
import { Person } from './support/person.mjs';
import { World, testEnd } from './support/world.mjs';
import { follow } from './support/follow.mjs';

const world = await World.start();
const pdf = size => Buffer.concat([Buffer.from('%PDF-1.4\n% '), Buffer.alloc(size, 'x'), Buffer.from('\n%%EOF\n')]);
const file = (name, bytes) => ({ name, mimeType: 'application/pdf', buffer: bytes });
const opinion = { 'Kết luận': 'Đồng ý', 'Triệu tập': 9, 'Có mặt': 9, 'Tán thành văn bản này': 9 };

/** As far as the rotation's page, where the file is read again. */
async function sendAndRead(page, name, bytes) {
  await follow(page.getByRole('button', { name: 'Tiếp tục: xem lại trước khi gửi' }));
  assert.equal(page.document.status(), 200);
  assert.ok((await page.locator('dl.facts').first().innerText()).includes(name));
  await follow(page.getByRole('button', { name: /^Gửi ý kiến/ }));
  await follow(page.getByRole('link', { name: /^Xem hồ sơ/ }));
  const link = page.getByRole('link', { name, exact: true }).first();
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
  assert.equal(download.suggestedFilename(), name);
  assert.deepEqual(await readFile(await download.path()), bytes);
  // Asked by the page itself: its cookie is kept from any other asker on a plain line.
  const type = await page.evaluate(async href => (await fetch(href)).headers.get('content-type'), await link.getAttribute('href'));
  assert.equal(type, 'application/pdf');
}

test('with script a file of several parts is sent as soon as it is chosen, and goes with the form', async () => {
  const { page, path } = await world.asked('party_committee', 'Cho ý kiến của cấp uỷ nơi đến');
  await page.goto(path);
  await fill(page, opinion);
  const bytes = pdf(2_500_000);
  await page.locator('input[type=file]').setInputFiles(file('Văn bản của Đảng uỷ.pdf', bytes));
  await page.getByLabel('Văn bản của Đảng uỷ.pdf').waitFor();
  assert.ok(await page.getByLabel('Văn bản của Đảng uỷ.pdf').isChecked());
  await look(page, 'opinion-file');
  await sendAndRead(page, 'Văn bản của Đảng uỷ.pdf', bytes);
});

test('without script the form carries its file, one that will not do is told at its field, and nothing typed is lost', async () => {
  const { person, path } = await world.asked('government', 'Cho ý kiến của chính quyền nơi đến');
  const page = await new Person(world.server, world.browser, person.account, { script: false }).open(path);
  await fill(page, opinion);
  await page.locator('input[type=file]').setInputFiles(file('Ảnh.pdf', Buffer.from('<html>')));
  await follow(page.getByRole('button', { name: 'Tiếp tục: xem lại trước khi gửi' }));
  assert.equal(page.document.status(), 422);
  assert.match(await page.locator('.errors').innerText(), /nội dung không phải loại tệp như tên gọi/);
  assert.equal(await page.getByLabel('Triệu tập').inputValue(), '9');
  const bytes = pdf(1_400_000);
  await page.locator('input[type=file]').setInputFiles(file('Văn bản của Uỷ ban.pdf', bytes));
  await sendAndRead(page, 'Văn bản của Uỷ ban.pdf', bytes);
});

test('with script too a file that will not do is told at its field, until another is chosen', async () => {
  const { page, path } = await world.asked('government', 'Cho ý kiến của chính quyền nơi đến');
  await page.goto(path);
  const input = page.locator('input[type=file]'), errors = page.locator('.field [role=alert]');
  await input.setInputFiles(file('Rỗng.pdf', Buffer.alloc(0)));
  await errors.filter({ hasText: 'Tệp rỗng' }).waitFor();
  await input.setInputFiles(file('Không phải.pdf', Buffer.from('<html><script>hostile=1</script>')));
  await errors.filter({ hasText: 'nội dung không phải loại tệp như tên gọi' }).waitFor();
  assert.equal(await errors.count(), 1);
  await input.setInputFiles(file('Đúng.pdf', pdf(1000)));
  await page.getByLabel('Đúng.pdf').waitFor();
  assert.equal(await errors.count(), 0);
});

// Chromium reports what the server refuses as an error of the console.
testEnd(world, { expected: [/^console at .*\/government_opinion: .*status of 422/] });
