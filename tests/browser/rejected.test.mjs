// A rotation that is not passed at the review ends there, and every page says so.
import assert from 'node:assert/strict';
import { look } from './support/look.mjs';
import { World, story, testEnd } from './support/world.mjs';

const world = await World.start(), { server } = world;
const board = world.as('organisation_board'), voters = [world.as('chair'), ...world.all('member')];
const assessment = 'Đánh giá năng lực bốn mặt', vote = 'Biểu quyết đánh giá năng lực';
let code, path;

story('A vote that fails at the review drops the rotation', {
  async 'somebody has yet to assess, so nobody has voted'() {
    const asked = await world.asked('member', assessment);
    code = asked.code, path = asked.path.split('/buoc/')[0];
  },
  async 'a majority votes against'() {
    for (const voter of voters)
      if ((await voter.tasks(code)).includes(assessment))
        await voter.answer(code, assessment, { 'Trình độ chuyên môn': 'Đạt', 'Lý luận chính trị': 'Khá', 'Phẩm chất đạo đức': 'Tốt', 'Năng lực': 'Chưa đạt' }, 'Gửi: Đánh giá bốn mặt');
    let last;
    for (const voter of voters)
      if ((await voter.tasks(code)).includes(vote))
        last = await voter.answer(code, vote, { 'Kết luận': 'Không tán thành', 'Ý kiến khác, đề nghị ghi biên bản': 'Chưa đủ thực tiễn cơ sở.' }, 'Gửi phiếu: không tán thành');
    assert.match(last.happened.join('\n'), /Không thông qua|không đạt/i);
    assert.match(last.happened.join('\n'), /Dừng hồ sơ/);
    assert.deepEqual(last.next, ['Không còn việc nào đang mở ở hồ sơ này.']);
    await look(await voters.at(-1).page(), 'rejected-sent');
  },
  async 'the page of the rotation, the list and the tasks say that it was dropped'() {
    const page = await board.open(path);
    assert.equal(await page.locator('main .tag').first().innerText(), 'Dừng hồ sơ');
    assert.match(await page.locator('main').innerText(), /Đồng chí chưa phải làm gì ở hồ sơ này/);
    assert.equal(await page.getByText('Đang mở', { exact: true }).count(), 0);
    await look(page, 'rejected-rotation');
    await board.open(`/ho-so?q=${code}`);
    assert.match(await page.getByRole('row').filter({ hasText: code }).innerText(), /Dừng hồ sơ/);
    for (const voter of voters) assert.deepEqual(await voter.tasks(code), []);
  },
  async 'a step of a rotation that ended answers with a sentence, not with a form'() {
    const page = await voters[0].open(`${path}/buoc/vote`);
    assert.equal(page.document.status(), 409);
    assert.match(await page.locator('[role=alert]').innerText(), /đã (đóng|gửi|kết thúc)/i);
    await look(page, 'rejected-closed-step');
  },
});
testEnd(world);
