// Every screen as it stands where no script runs, as the role it is made for: what axe-core says of it. Its markup is the one that the
// screens' own test judges.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accessibility, look, modes } from './support/look.mjs';
import { find } from './support/open.mjs';
import { screens } from './support/screens.mjs';
import { unlikeWithoutScript } from './support/without_script.mjs';
import { World, testEnd } from './support/world.mjs';

const world = await World.start({ script: false }), [asRead] = modes;
const nobody = await world.browser.page(world.server, { script: false });

async function judge(page) { return [...await unlikeWithoutScript(page), ...await accessibility(page, asRead)]; }

for (const screen of screens)
  test(`${screen.name}, as ${screen.role ?? 'nobody'}`, async () => {
    const { person, address } = screen.role ? await find(screen, world) : { address: screen.path };
    const page = person ? await person.page() : nobody;
    await page.goto(address);
    assert.equal(page.document.status(), screen.status ?? 200, await page.locator('main').innerText());
    assert.deepEqual(await judge(page), [], `${screen.name} (${page.url()})`);
  });

test('form, mistakes, check page and confirmation', async () => {
  const { person, page, path, code } = await world.asked('party_committee', 'Cho ý kiến của cấp uỷ nơi đến');
  await page.goto(path);
  await page.getByRole('button', { name: 'Tiếp tục: xem lại trước khi gửi' }).click();
  assert.equal(page.document.status(), 422);
  await look(page, 'no-script-mistakes');
  await person.answer(code, 'Cho ý kiến của cấp uỷ nơi đến',
    { 'Kết luận': 'Đồng ý', 'Triệu tập': 15, 'Có mặt': 14, 'Tán thành văn bản này': 14 }, 'Gửi ý kiến: đồng ý', (at, part) => look(at, `no-script-${part}`));
});

/** What is found on the sign-in page with something in it that is not the server's. */
async function seeded(from, to) {
  await nobody.route('/dang-nhap', async route => {
    const answer = await route.fetch(), served = await answer.text(), body = served.replace(from, to);
    assert.notEqual(body, served);
    await route.fulfill({ response: answer, body });
  });
  await nobody.goto('/dang-nhap');
  await nobody.unroute('/dang-nhap');
  return judge(nobody);
}

test('a fault is found: a field without its label, a button that nothing answers to, words that are not judged', async () => {
  assert.match((await seeded(/<label for="username">.*?<\/label>/s, '')).join('\n'), /^axe \(wide, light\): label: #username/m);
  assert.match((await seeded('</main>', '<p data-needs-script>In biên bản</p></main>')).join('\n'), /needs script: In biên bản/);
  assert.match((await seeded('</main>', '<noscript>Cần bật script</noscript></main>')).join('\n'), /noscript that is not judged: Cần bật script/);
});

testEnd(world);
