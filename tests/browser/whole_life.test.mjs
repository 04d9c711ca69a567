// One rotation through all six stages by its pages alone, in Vietnamese, as everybody who takes part; then traced.
import assert from 'node:assert/strict';
import { written } from './support/forms.mjs';
import { look } from './support/look.mjs';
import { World, story, testEnd } from './support/world.mjs';
import { follow } from './support/follow.mjs';

const world = await World.start(), { server } = world;
const board = world.as('organisation_board'), chair = world.as('chair'), voters = [chair, ...world.all('member')];
const ward = 'Phường Gò Sậy', post = 'Phó Bí thư Thường trực Đảng uỷ phường Gò Sậy';
const auditor = world.as('auditor');
const committee = world.as('party_committee', ward), government = world.as('government', ward);
/** The rotation: its page, code, official, sending unit, number of the decision, last day of the term. */
const rotation = {};

/** Looks at a form, at its check page and at the confirmation under names of their own. */
const seen = (name, options) => (page, part) => look(page, `${name}-${part}`, options);
const formOnly = name => (page, part) => part === 'form' ? look(page, `${name}-form`) : undefined;
const reason = 'Rèn luyện ở cơ sở; phường Gò Sậy cần người thạo công tác tổ chức.';
const objection = 'Phường đang thiếu người rành địa bàn chợ; đề nghị bố trí cán bộ tại chỗ.';
const evaluation = {
  'Ưu điểm': 'Sâu sát, quyết liệt.', 'Hạn chế, khuyết điểm': 'Còn nóng vội.', 'Nhận xét chung về việc thực hiện nhiệm vụ': 'Hoàn thành cả hai nhiệm vụ.',
  'Kết quả từng nhiệm vụ được giao': [{ 'Mức hoàn thành': 'Đã hoàn thành' }, { 'Mức hoàn thành': 'Vượt yêu cầu, vượt tiến độ' }],
  'Điểm (thang 100)': 84, 'Kết luận mức độ hoàn thành nhiệm vụ': 'Hoàn thành tốt nhiệm vụ',
};

const days = (day, count) => new Date(day.getTime() + count * 86_400_000);
const read = text => new Date(`${text.split('/').reverse().join('-')}T00:00:00Z`);
/** The first time that this day and month come round after `day`. */
function first(month, of_month, day) {
  return [0, 1].map(more => new Date(Date.UTC(day.getUTCFullYear() + more, month - 1, of_month))).find(found => found > day);
}
/** `titles` are open next, each with its due day, and nothing else. */
function assertNext(confirmation, titles) {
  assert.deepEqual(confirmation.next.map(line => line.replace(/, hạn \d\d\/\d\d\/\d{4}/, '').replace(' (việc của đồng chí)', '')), titles);
  for (const line of confirmation.next) assert.match(line, /, hạn \d\d\/\d\d\/\d{4}/);
}
/** The last word of what happened is that this stage was entered. */
function assertEntered(confirmation, stage) { assert.equal(confirmation.happened.at(-1), `Chuyển sang giai đoạn: ${stage}`); }
/** Everybody on the standing committee answers; the last one's confirmation. */
async function everybody(title, values, button, look = () => undefined) {
  let last;
  for (const voter of voters) {
    last = await voter.answer(rotation.code, title, values(voter), button(voter), look(voter));
    if (voter !== voters.at(-1)) assert.deepEqual(last.happened, ['Đã ghi vào nhật ký. Bước này còn chờ người khác.']);
  }
  return last;
}

/** An official of an office that has a sending-unit account, free to be nominated; by name. */
async function chooseOfficial() {
  const page = await board.open('/de-cu');
  const offered = await page.getByLabel('Cán bộ', { exact: true }).locator('option').allInnerTexts();
  for (const account of server.having('official').reverse()) {  // those in no rotation are told last
    if (!server.accounts.some(other => other.role === 'sending_unit' && other.unit === account.unit)) continue;
    const person = world.person(account);
    const name = (await (await person.open('/')).locator('.me span').innerText()).split(',')[0];
    const option = offered.find(text => text.startsWith(`${name},`));
    if (option) return Object.assign(rotation, { name, option, sending: account.unit, official: person });
  }
  throw new Error('no official with an account may be nominated');
}

story('A rotation goes from nomination to closure by its pages', {
  async 'the organisation board nominates'() {
    await chooseOfficial();
    const page = await board.open('/de-cu');
    const said = await board.send({
      'Cán bộ': rotation.option, 'Chức danh dự kiến': post, 'Loại đối tượng': 'Trong quy hoạch', 'Thời hạn dự kiến (tháng)': 36, 'Lý do luân chuyển': reason,
    }, 'Gửi: Đề cử cán bộ luân chuyển', seen('nomination'));
    assert.equal(said.what, `Đề cử đ/c ${rotation.name}, dự kiến ${post}`);
    rotation.code = /LC-\d{4}-\d+/.exec(await page.locator('main').innerText())[0];
    rotation.path = new URL(page.url()).pathname.split('/').slice(0, 3).join('/');
    assert.deepEqual(said.happened, [`Mở hồ sơ ${rotation.code}, giai đoạn: Đề cử`]);
    assertNext(said, ['Nơi đi giới thiệu']);
  },
  async 'the sending unit introduces the official, the board checks the conditions'() {
    const sending = world.as('sending_unit', rotation.sending);
    const introduced = await sending.answer(rotation.code, 'Ghi kết quả giới thiệu của nơi đi', {
      'Kết luận': 'Giới thiệu', 'Số được triệu tập': 24, 'Số có mặt': 23,
      'Số phiếu phát ra': 23, 'Số phiếu thu về': 23, 'Số phiếu hợp lệ': 22, 'Số giới thiệu': 21,
      'Nhận xét ba năm gần nhất': 'Hoàn thành tốt nhiệm vụ ba năm liền; gần gũi, chịu học; cần thêm thực tiễn ở cơ sở.',
    }, 'Gửi kết quả: giới thiệu', formOnly('proposal'));
    assert.match(introduced.next.join('\n'), /^Rà soát điều kiện/);  // by a plugin; the board's task comes when it has answered
    const record = page => page.getByRole('link', { name: /^Ghi vào hồ sơ/ });
    const papers = await record(await board.open(rotation.path)).count();
    assert.equal(papers, 10);
    for (let i = 0; i < papers; i++) {
      const page = await board.open(rotation.path);
      if (i === papers - 1) await look(page, 'dossier');
      await follow(record(page).nth(i));
      await board.send({ 'Ngày ký': written(server.today()), 'Số, ký hiệu': `${i + 1}-HS/2026` }, 'Gửi: Ghi vào hồ sơ');
    }
    // What the review of conditions did not find cannot be concluded without more; it takes an exception with its basis.
    const page = await board.openTask(rotation.code, 'Kiểm tra điều kiện và hồ sơ');
    const met = await page.getByLabel('Đủ điều kiện', { exact: true }).isEnabled();
    const said = met ? await board.send({ 'Kết luận': 'Đủ điều kiện' }, 'Gửi kết luận: đủ điều kiện', formOnly('check'))
      : await board.send({ 'Kết luận': 'Đủ điều kiện, có ngoại lệ', 'Người cho phép ngoại lệ': 'Ban Thường vụ', 'Căn cứ (số, ký hiệu văn bản)': '12-TB/TV' },
        'Gửi kết luận: có ngoại lệ', formOnly('check'));
    assertEntered(said, 'Đánh giá năng lực');
    assert.ok(said.next.some(line => line.startsWith('Đánh giá bốn mặt, hạn ')));
  },
  async 'eleven assess under four headings and vote by name, the assignments are recorded'() {
    assertNext(await everybody('Đánh giá năng lực bốn mặt', () => ({ 'Trình độ chuyên môn': 'Tốt', 'Lý luận chính trị': 'Khá', 'Phẩm chất đạo đức': 'Tốt', 'Năng lực': 'Tốt' }),
      () => 'Gửi: Đánh giá bốn mặt', voter => voter === chair ? formOnly('assessment') : undefined), ['Biểu quyết đánh giá năng lực']);
    const against = voter => voter === voters[3];
    const said = await everybody('Biểu quyết đánh giá năng lực', voter => ({ 'Kết luận': against(voter) ? 'Không tán thành' : 'Tán thành' }),
      voter => against(voter) ? 'Gửi phiếu: không tán thành' : 'Gửi phiếu: tán thành', voter => voter === chair ? seen('vote', { dark: true }) : undefined);
    assert.match(said.happened[0], /Thông qua \(tán thành 10, không tán thành 1, không có ý kiến 0; có mặt 11\/11 được triệu tập\)/);
    assertNext(said, ['Giao nhiệm vụ cụ thể']);
    const assigned = await board.answer(rotation.code, 'Ghi nhiệm vụ được giao', { 'Nhiệm vụ được giao': [
      { 'Nội dung': 'Đổi mới sinh hoạt chi bộ khu phố', 'Sản phẩm đo được': 'Đề án được Đảng uỷ phường thông qua', 'Thời hạn': written(days(server.today(), 400)) },
      { 'Nội dung': 'Giải quyết dứt điểm đơn thư tồn đọng', 'Sản phẩm đo được': 'Không còn đơn quá hạn', 'Thời hạn': written(days(server.today(), 700)) },
    ] }, 'Gửi: Giao nhiệm vụ cụ thể', seen('assignments'));
    assertEntered(assigned, 'Lấy ý kiến địa phương');
    assertNext(assigned, ['Ý kiến cấp uỷ nơi đến', 'Ý kiến chính quyền nơi đến', 'Gặp gỡ cán bộ trước luân chuyển', 'Ý kiến thẩm định của các cơ quan có liên quan']);
  },
  async 'the ward answers, its government otherwise than its party committee, and the board puts it together'() {
    await committee.answer(rotation.code, 'Cho ý kiến của cấp uỷ nơi đến', {
      'Kết luận': 'Đồng ý', 'Triệu tập': 15, 'Có mặt': 14, 'Tán thành văn bản này': 14, 'Số, ký hiệu văn bản': '41-CV/ĐU', 'Ngày văn bản': written(server.today()),
    }, 'Gửi ý kiến: đồng ý');
    const differs = await government.answer(rotation.code, 'Cho ý kiến của chính quyền nơi đến', {
      'Kết luận': 'Không đồng ý', 'Ý kiến và lý do': objection, 'Triệu tập': 9, 'Có mặt': 9, 'Tán thành văn bản này': 7,
    }, 'Gửi ý kiến: không đồng ý', seen('opinion'));
    assert.deepEqual(differs.happened, ['Đóng bước «Ý kiến chính quyền nơi đến»: Có ý kiến khác nhau']);
    await board.answer(rotation.code, 'Lấy ý kiến thẩm định của các cơ quan', {
      'Kết luận': 'Các cơ quan đồng ý', 'Trả lời của từng cơ quan': [{ 'Cơ quan thẩm định (Uỷ ban Kiểm tra, Công an, Thanh tra…)': 'Uỷ ban Kiểm tra', 'Ý kiến': 'Đồng ý' }],
    }, 'Gửi: các cơ quan đồng ý', formOnly('appraisal'));
    assertNext(await board.answer(rotation.code, 'Ghi biên bản gặp gỡ cán bộ', {
      'Mục đích, yêu cầu đã quán triệt': 'Thời hạn 36 tháng, hai nhiệm vụ cụ thể.', 'Tâm tư, nguyện vọng của cán bộ': 'Yên tâm nhận nhiệm vụ; nhà xa 12 km.', 'Đề nghị hỗ trợ': 'Hỗ trợ tiền đi lại.',
    }, 'Gửi: Biên bản gặp gỡ cán bộ', formOnly('minutes')), ['Tổng hợp ý kiến']);
    const page = await board.openTask(rotation.code, 'Tổng hợp ý kiến và trình');
    assert.ok((await page.locator('.opinion').allInnerTexts()).some(text => text.includes(objection)), 'the other opinion stands there word for word');
    assertEntered(await board.send({ 'Kết luận': 'Trình Ban Thường vụ', 'Tóm tắt và đề xuất': 'Đảng uỷ đồng ý, UBND đề nghị người tại chỗ. Đề xuất giữ phương án.' },
      'Trình Ban Thường vụ', formOnly('synthesis')), 'Quyết định, điều động');
  },
  async 'the posting is voted and the chair issues the decision'() {
    assertNext(await everybody('Biểu quyết điều động', () => ({ 'Kết luận': 'Tán thành' }), () => 'Gửi phiếu: tán thành', voter => voter === chair ? formOnly('resolution') : undefined), ['Ban hành quyết định']);
    rotation.effective = days(server.today(), 7);
    const said = await chair.answer(rotation.code, 'Ký và ban hành quyết định', {
      'Kết luận': 'Ban hành', 'Ngày có hiệu lực': written(rotation.effective), 'Thời hạn (tháng)': 36, 'Chức danh Đảng': 'Phó Bí thư Thường trực Đảng uỷ',
    }, 'Ký và ban hành quyết định', seen('decision'));
    const issued = /^Ban hành Quyết định số (\S+), hiệu lực từ (\S+), thời hạn 36 tháng, đến hết ngày (\S+)$/.exec(said.happened[0]);
    assert.ok(issued, said.happened[0]);
    assert.equal(issued[2], written(rotation.effective));
    rotation.number = issued[1], rotation.ends = read(issued[3]);
    assertEntered(said, 'Theo dõi, đánh giá định kỳ');
    const page = await board.open(rotation.path);
    assert.match(await page.locator('main').innerText(), new RegExp(rotation.number));
    await look(page, 'rotation-posted');
  },
  async 'in the term: self-review, the ward\'s evaluation, a meeting with a petition and its follow-up'() {
    const review = async () => {
      await rotation.official.answer(rotation.code, 'Nộp bản tự kiểm điểm', {
        'Kết quả chung': 'Đề án đã được thông qua; còn ba đơn thư.', 'Kết quả từng nhiệm vụ được giao': [{ 'Mức hoàn thành': 'Đã hoàn thành' }, { 'Mức hoàn thành': 'Chậm tiến độ', 'Sản phẩm, lý do chậm': 'Còn ba đơn thư.' }], 'Hạn chế, nguyên nhân': 'Chưa nắm hết địa bàn.', 'Điểm tự chấm (thang 100)': 78, 'Tự xếp loại': 'Hoàn thành tốt nhiệm vụ',
      }, 'Gửi: Bản tự kiểm điểm', seen('self-review'));
      const page = await committee.openTask(rotation.code, 'Nhận xét cán bộ hằng năm');
      assert.match(await page.locator('main').textContent(), /Chưa nắm hết địa bàn/);  // the self-review, folded
      await committee.send(evaluation, 'Gửi: Bản nhận xét, đánh giá của nơi đến', formOnly('evaluation'));
    };
    const meet = async () => {
      const said = await board.answer(rotation.code, 'Ghi biên bản gặp gỡ định kỳ', {
        'Kết luận': 'Có kiến nghị cần giải quyết', 'Ngày họp': written(server.today()), 'Khó khăn, tâm tư của cán bộ': 'Đi lại xa, chưa có nhà công vụ.',
        'Kiến nghị': [{ 'Nội dung': 'Bố trí nhà công vụ', 'Hướng giải quyết': 'Rà soát quỹ nhà', 'Đơn vị giải quyết': 'Văn phòng Đảng uỷ', 'Thời hạn': written(days(server.today(), 60)) }],
      }, 'Lưu biên bản và kiến nghị', seen('meeting'));
      assert.ok(said.next.some(line => line.startsWith('Giải quyết kiến nghị')), said.next.join('; '));
      await board.answer(rotation.code, 'Ghi kết quả giải quyết kiến nghị', { 'Kết quả giải quyết từng kiến nghị': 'Đã bố trí một phòng tại nhà công vụ số 2.' }, 'Gửi: Kết quả giải quyết kiến nghị', formOnly('follow-up'));
    };
    const yearly = [{ day: first(12, 1, rotation.effective), act: review }, { day: first(6, 1, rotation.effective), act: meet }];
    for (const { day, act } of yearly.sort((a, b) => a.day - b.day)) {
      await server.moveClockTo(day);
      await act();
    }
  },
  async 'before the term ends he reviews himself, the ward evaluates once more, and the deciding level concludes'() {
    await server.moveClockTo(days(rotation.ends, -60));
    await rotation.official.answer(rotation.code, 'Nộp bản tự kiểm điểm cả thời gian luân chuyển', {
      'Kết quả chung': 'Hai nhiệm vụ đã xong.', 'Kết quả từng nhiệm vụ được giao': [{ 'Mức hoàn thành': 'Đã hoàn thành' }, { 'Mức hoàn thành': 'Đã hoàn thành' }],
      'Hạn chế, nguyên nhân': 'Chậm xử lý ba đơn thư.', 'Điểm tự chấm (thang 100)': 86, 'Tự xếp loại': 'Hoàn thành tốt nhiệm vụ',
    }, 'Gửi: Bản tự kiểm điểm');
    assertEntered(await committee.answer(rotation.code, 'Nhận xét khi sắp hết thời hạn', evaluation, 'Gửi: Bản nhận xét, đánh giá của nơi đến'), 'Kết thúc, bố trí');
    const said = await chair.answer(rotation.code, 'Kết luận đánh giá cả thời gian luân chuyển', {
      'Nhận xét kết quả cả thời gian luân chuyển': 'Hoàn thành tốt hai nhiệm vụ được giao.', 'Điểm (thang 100)': 85, 'Kết luận mức độ hoàn thành nhiệm vụ': 'Hoàn thành tốt nhiệm vụ',
    }, 'Gửi: Kết luận đánh giá của cấp quyết định', formOnly('deciding-evaluation'));
    assertNext(said, ['Phương án bố trí sau luân chuyển']);
  },
  async 'the placement is proposed and concluded, and the rotation is closed'() {
    assertNext(await board.answer(rotation.code, 'Lập phương án bố trí', { 'Kết luận': 'Trở về nơi đi', 'Căn cứ (đánh giá, nhu cầu, sở trường)': 'Ba năm hoàn thành tốt; nơi đi cần người đã qua cơ sở.' },
      'Gửi phương án: trở về nơi đi', seen('placement')), ['Kết luận của Thường trực']);
    const said = await chair.answer(rotation.code, 'Kết luận phương án bố trí', { 'Kết luận': 'Đồng ý phương án' }, 'Gửi kết luận: đồng ý', seen('conclusion'));
    assert.match(said.happened.join('\n'), /Đã kết thúc/);
    assert.deepEqual(said.next, ['Không còn việc nào đang mở ở hồ sơ này.']);
    const page = await board.open(rotation.path);
    assert.equal(await page.locator('main .tag').first().innerText(), 'Đã kết thúc');
    await look(page, 'rotation-whole');
  },
});

story('What was decided is traced, and stays with those who may know it', {
  async 'the auditor comes from the number of the decision to the reason in three clicks, and every link fits the log'() {
    const page = await auditor.open('/');
    await page.getByLabel('Số quyết định, mã hồ sơ, tên (không cần dấu)').fill(rotation.number);
    await follow(page.getByRole('button', { name: 'Tìm' }));
    await follow(page.getByRole('row').filter({ hasText: rotation.code }).getByRole('link'));
    const links = page.locator('ol.log > li'), fits = links.getByText('Khớp', { exact: true });
    assert.ok(await links.count() > 10);
    assert.equal(await fits.count(), await links.count());
    assert.equal(await page.getByText('Không khớp').count(), 0);
    const told = await page.locator('main').innerText();
    for (const ground of [reason, objection, rotation.number]) assert.ok(told.includes(ground), ground);
    await look(page, 'trace-whole');
  },
  async 'the auditor reads everything and is offered no act'() {
    const page = await auditor.open(rotation.path);
    assert.equal(page.document.status(), 200);
    assert.equal(await page.locator('main form').count(), 0);
    assert.equal(await page.locator('main a[href*="/buoc/"], main a[href*="/thao-tac/"], nav a[href="/de-cu"]').count(), 0);
    assert.equal((await auditor.open('/de-cu')).document.status(), 403);
    assert.equal((await auditor.open(`${rotation.path}/thao-tac/suspend`)).document.status(), 403);  // what he may not, before what it is too late for
  },
  async 'the administrator is refused the content of cases, and finds no way to it'() {
    const administrator = world.as('administrator'), page = await administrator.open('/');
    assert.equal(new URL(page.url()).pathname, '/quan-tri');
    assert.equal(await page.locator('a[href^="/ho-so"], a[href^="/truy-vet"], a[href^="/can-bo"]').count(), 0);
    for (const path of [rotation.path, `${rotation.path}/buoc/conclusion`, `/truy-vet${rotation.path.slice('/ho-so'.length)}`, '/truy-vet', '/de-cu']) {
      const refused = await administrator.open(path);
      assert.ok([403, 404].includes(refused.document.status()), `${path}: ${refused.document.status()}`);
      assert.ok(!(await refused.locator('body').innerText()).includes(rotation.name), path);
    }
    await look(page, 'refused-administrator');
    assert.ok(!(await (await administrator.open('/ho-so')).locator('body').innerText()).includes(rotation.name));
  },
});
testEnd(world);
