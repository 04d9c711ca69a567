// Pages that are open hear of what others do: counters change, a bar offers to reload, and nothing else moves. One stream for all
// tabs of a browser.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Program } from './support/program.mjs';
import { follow } from './support/follow.mjs';
import { look } from './support/look.mjs';
import { World, testEnd } from './support/world.mjs';

const world = await World.start(), { server } = world;
const board = await Program.signIn(server, server.having('organisation_board')[0]);
const typed = 'Cán bộ đang hoàn thiện bản nhận xét ba năm, chưa gửi.';

/** A new rotation whose sending unit has an account: that account is asked first. */
async function nominate() {
  const id = await board.nominate();
  const { code, sending } = await board.get(`/api/v1/rotations/${id}`);
  return { id, code, account: server.having('sending_unit', sending.name)[0] };
}
const first = await nominate();
const person = world.person(first.account);

const counter = page => page.locator('nav .on-wide [data-live=tasks]');
const tasks = async page => Number(await counter(page).innerText());
const bar = page => page.locator('#news .changed'), lost = page => page.locator('#news .lost');
/** Until the page says so by itself. */
const says = (page, count) => page.waitForFunction(n => document.querySelector('nav .on-wide [data-live=tasks]').textContent === String(n), count);
const suspend = id => board.post(`/api/v1/rotations/${id}/actions/suspend`, { reason: 'Chờ ý kiến của cấp trên về chủ trương' });
const resume = id => board.post(`/api/v1/rotations/${id}/actions/resume`, { reason: 'Đã có ý kiến của cấp trên, cho tiếp tục' });

const tabs = [], streams = [];
test('seven tabs share one stream', async () => {
  tabs.push(await person.open('/'));
  const context = tabs[0].context();
  context.on('request', request => { if (new URL(request.url()).pathname === '/api/v1/stream') streams.push(request); });
  await tabs[0].waitForFunction(async () => (await navigator.locks.query()).held.length === 1);
  await Promise.all([context.waitForEvent('request', request => new URL(request.url()).pathname === '/api/v1/stream'), tabs[0].reload()]);
  streams.splice(0, streams.length - 1);  // of the page before it was loaded anew
  while (tabs.length < 7) {
    tabs.push(await context.newPage());
    await tabs.at(-1).goto('/');
  }
  await tabs[6].goto('/ho-so');  // left and come back, as people do
  await tabs[6].goto('/');
  await tabs[0].waitForFunction(async () => (await navigator.locks.query()).pending.length === 6);
  assert.equal(streams.length, 1);
});

test('a task that somebody else causes is counted in every tab, without a reload', async () => {
  const before = await tasks(tabs[0]);
  for (const tab of tabs) await tab.evaluate(() => { window.untouched = true; });
  assert.equal(await bar(tabs[0]).count(), 0);
  await suspend(first.id);
  for (const tab of tabs) await says(tab, before - 1);
  await resume(first.id);
  for (const tab of tabs) await says(tab, before);
  for (const tab of tabs) assert.ok(await tab.evaluate(() => window.untouched));
  assert.match(await bar(tabs[0]).innerText(), /^Nội dung vừa có thay đổi – Tải lại để xem$/);
  await look(tabs[0], 'news-tasks');
});

test('the bar reloads the page, and is gone', async () => {
  await bar(tabs[0]).getByRole('link', { name: 'Tải lại để xem' }).click();
  await tabs[0].waitForFunction(() => !window.untouched && document.readyState === 'complete');
  assert.equal(await bar(tabs[0]).count(), 0);
});

test('the bar comes on pages about that rotation only', async () => {
  const [own, other] = tabs;
  await own.goto(`/ho-so/${first.id}`);
  await other.goto('/lich-lam-viec');
  const before = await tasks(own);
  await suspend(first.id);
  for (const tab of [own, other]) await says(tab, before - 1);
  await bar(own).waitFor();
  await look(own, 'news-rotation');
  await resume(first.id);
  for (const tab of [own, other]) await says(tab, before);
  assert.equal(await bar(other).count(), 0);
});

test('whoever answers is counted on the rotation and on the agenda in place, and what he answered is not told', async () => {
  const { person, path, code } = await world.asked('member', 'Biểu quyết điều động');
  const watcher = world.all('member').find(one => one !== person), rotation = await watcher.open(path.split('/').slice(0, 3).join('/'));
  const agenda = await rotation.context().newPage();
  await agenda.goto('/phien-hop');
  await follow(agenda.locator('tbody th a').first());
  const line = agenda.locator('.ledger > li').filter({ hasText: code });
  const counts = [rotation.locator('main table [data-live^="turnout-"]'), line.locator('[data-live^="turnout-"]')];
  const before = await Promise.all(counts.map(one => one.innerText()));
  for (const tab of [rotation, agenda]) await tab.evaluate(() => { window.untouched = true; });
  await person.answer(code, 'Biểu quyết điều động', { 'Kết luận': 'Không tán thành', 'Ý kiến khác, đề nghị ghi biên bản': 'Đề nghị xét sau kỳ họp.' }, 'Gửi phiếu: không tán thành');
  for (const [i, one] of counts.entries()) await one.filter({ hasText: new RegExp(`^${Number(before[i]) + 1}$`) }).waitFor();
  for (const tab of [rotation, agenda]) {
    assert.ok(await tab.evaluate(() => window.untouched));
    assert.ok(!(await tab.locator('main').innerText()).includes('Đề nghị xét sau kỳ họp.'));
  }
});

test('under somebody who types nothing changes', async () => {
  const [page] = tabs;
  await page.goto(`/ho-so/${first.id}/buoc/proposal`);
  const field = page.getByLabel('Nhận xét ba năm gần nhất');
  await field.fill(typed);
  await field.evaluate(element => { element.setSelectionRange(7, 12); element.form.marked = true; });
  await page.evaluate(() => scrollTo(0, 120));
  const top = await field.evaluate(element => element.getBoundingClientRect().top);
  await suspend(first.id);
  await bar(page).waitFor();
  assert.equal(await field.inputValue(), typed);
  assert.deepEqual(await field.evaluate(element => [element.selectionStart, element.selectionEnd, document.activeElement === element, element.form.marked]),
    [7, 12, true, true]);
  assert.equal(await field.evaluate(element => element.getBoundingClientRect().top), top, 'the text stays where it is on the screen');
  await look(page, 'news-typing');
  await resume(first.id);
});

test('a leader that closes is followed by another, which misses nothing', async () => {
  const leader = streams.at(-1).frame().page();
  const rest = tabs.filter(tab => tab !== leader);
  const page = rest.find(tab => new URL(tab.url()).pathname === '/') ?? rest[0];
  await page.goto('/');
  const count = await tasks(page);
  const followed = page.context().waitForEvent('request', request => new URL(request.url()).pathname === '/api/v1/stream');
  await Promise.all([leader.close(), suspend(first.id)]);
  await followed;
  await says(page, count - 1);
  await resume(first.id);
  await says(page, count);
  tabs.splice(0, tabs.length, ...rest);
});

test('what a page holds is let go when it is put away for Back, and taken up again', async () => {
  const [page, ...others] = tabs;
  for (const other of others.splice(0)) await other.close();
  tabs.splice(1);
  await page.goto('/');
  const held = () => page.evaluate(async () => (await navigator.locks.query()).held.length);
  await page.waitForFunction(async () => (await navigator.locks.query()).held.length === 1);
  const count = await tasks(page);
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true })));
  await page.waitForFunction(async () => (await navigator.locks.query()).held.length === 0);
  await suspend(first.id);
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })));
  await says(page, count - 1);
  assert.equal(await held(), 1);
  await resume(first.id);
  await says(page, count);
});

test('a restart is told calmly and taken up again: what happened is heard once', async () => {
  const [page] = tabs;
  await page.goto(`/ho-so/${first.id}`);
  await page.waitForFunction(async () => (await navigator.locks.query()).held.length === 1);
  await page.evaluate(() => {
    window.heard = [];
    const channel = new BroadcastChannel(`luan-news-${document.body.dataset.news}`);
    channel.onmessage = event => { if (event.data.at !== undefined) window.heard.push(event.data); };
  });
  await suspend(first.id);
  await bar(page).waitFor();
  assert.equal(await lost(page).count(), 0);
  await server.restart(async () => {
    await lost(page).waitFor();
    assert.match(await lost(page).innerText(), /^Mất kết nối, đang nối lại\./);
    await look(page, 'news-lost');
  });
  await lost(page).waitFor({ state: 'detached', timeout: 30_000 });
  await resume(first.id);
  await page.waitForFunction(() => window.heard.length >= 2);
  const heard = await page.evaluate(() => window.heard);
  const at = heard.map(one => one.at);
  assert.deepEqual(at, [...new Set(at)].sort((a, b) => a - b), JSON.stringify(heard));
  assert.ok(heard.every(one => one.kind === 'news'), JSON.stringify(heard));
});

test('who signs out hears no more', async () => {
  const [page] = tabs, second = await page.context().newPage();
  await second.goto('/lich-lam-viec');
  await page.getByRole('button', { name: 'Đăng xuất' }).click();
  await page.waitForURL(/dang-nhap/);
  await second.waitForFunction(async () => { const { held, pending } = await navigator.locks.query(); return held.length + pending.length === 0; });
  assert.match(await second.locator('#news .ended').innerText(), /^Trang này không còn tự cập nhật – Tải lại để xem$/);
});

testEnd(world);
