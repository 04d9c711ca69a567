// One account at a browser of its own: signs in when asked, finds its task, answers it in three pages.
import assert from 'node:assert/strict';
import { fill } from './forms.mjs';
import { follow } from './follow.mjs';

const words = {
  vi: { account: 'Tài khoản', password: 'Mật khẩu', sign_in: 'Đăng nhập', check: 'Tiếp tục: xem lại trước khi gửi', checking: 'Xem lại trước khi gửi', sent: 'Đã gửi' },
  en: { account: 'Account', password: 'Password', sign_in: 'Sign in', check: 'Continue: check before sending', checking: 'Check before sending', sent: 'Sent' },
};

export class Person {
  /** `account` as `luan demo --json` lists it; `options` as for Browser.page. */
  constructor(server, browser, account, options = {}) {
    Object.assign(this, { server, browser, account, options, words: words[options.language ?? 'vi'] });
  }

  async page() { return this.opened ??= await this.browser.page(this.server, this.options); }

  async signIn() {
    const page = await this.page();
    await page.getByLabel(this.words.account, { exact: true }).fill(this.account.username);
    await page.getByLabel(this.words.password, { exact: true }).fill(this.account.password);
    await follow(page.getByRole('button', { name: this.words.sign_in }));
  }

  /** Opens a path, through the sign-in page where the session has not begun or has ended. */
  async open(path) {
    const page = await this.page();
    await page.goto(path);
    if (new URL(page.url()).pathname === '/dang-nhap') await this.signIn();
    return page;
  }

  /** The links of «Việc của tôi» that belong to the rotation of this code. */
  async tasks(code) {
    const page = await this.open('/');
    return page.getByRole('listitem').filter({ hasText: code }).locator('h3 a[href*="/buoc/"]').allInnerTexts();
  }

  /** Opens the task of this title; what time opens may take the server a moment after its start. */
  async openTask(code, title, seconds = 15) {
    const deadline = Date.now() + seconds * 1000;
    for (;;) {
      const page = await this.open('/');
      const link = page.getByRole('listitem').filter({ hasText: code }).getByRole('link', { name: title, exact: true });
      if (await link.count()) {
        await follow(link.first());
        return page;
      }
      assert.ok(Date.now() < deadline, `${this.account.username} is not asked «${title}» in ${code}: ${await page.locator('main').innerText()}`);
    }
  }

  /** Form → check page → confirmation, from the form that is open. `button` names the effect, `look` is called on each page. */
  async send(values, button, look = async () => {}) {
    const page = await this.page();
    await look(page, 'form');
    await fill(page, values);
    await follow(page.getByRole('button', { name: this.words.check }));
    assert.equal(await page.locator('h1').innerText(), this.words.checking, await page.locator('main').innerText());
    await look(page, 'check');
    await follow(page.getByRole('button', { name: button, exact: true }));
    assert.equal(await page.locator('h1').innerText(), this.words.sent, await page.locator('main').innerText());
    await look(page, 'sent');
    return this.confirmation();
  }

  async answer(code, title, values, button, look) {
    await this.openTask(code, title);
    return this.send(values, button, look);
  }

  /** What the confirmation says. */
  async confirmation() {
    const page = await this.page();
    const [happened, next] = await Promise.all([0, 1].map(i => page.locator('main ul').nth(i).getByRole('listitem').allInnerTexts()));
    return { what: await page.locator('.panel p').first().innerText(), happened, next };
  }
}
