// A signed-in account that asks the server without showing pages, with the cookies of its browser: quick, and able to send what
// no browser sends.

export class Visitor {
  /** `person`: signed in already; `reader`: a Reader. */
  constructor(person, reader) { Object.assign(this, { account: person.account, server: person.server, reader, person }); }

  static async of(person, reader) {
    await person.open('/');
    const visitor = new Visitor(person, reader), page = await person.page();
    visitor.request = page.request;
    // Chromium sends a Secure cookie to the loopback address; what asks here beside it must be told to.
    visitor.cookie = (await page.context().cookies()).map(one => `${one.name}=${one.value}`).join('; ');
    return visitor;
  }

  #headers(more) { return { Origin: this.server.url, Cookie: this.cookie, ...more }; }

  /** `path` is local. {status, path, html, page}; page is what the reader sees, where the answer is one. */
  async get(path) { return this.#answer(await this.request.get(path, { headers: this.#headers(), maxRedirects: 5 })); }

  /** `fields`: [[name, value], …]. The answer itself, without going on to where it leads. */
  async post(path, fields, { multipart = false, ...more } = {}) {
    const body = multipart ? this.#parts(fields) : Buffer.from(fields.map(pair => pair.map(encode).join('=')).join('&'));
    const type = multipart ? 'multipart/form-data; boundary=luan-boundary' : 'application/x-www-form-urlencoded';
    return this.#answer(await this.request.post(path, { data: body, maxRedirects: 0, headers: this.#headers({ 'Content-Type': type }), ...more }));
  }

  /** JSON as the bytes of `text`: it may be broken on purpose. */
  async json(method, path, text, headers = {}) {
    this.token ??= (await (await this.request.get('/api/v1/session', { headers: this.#headers() })).json()).csrf_token;
    const answer = await this.request.fetch(path, {
      method, data: Buffer.from(text), maxRedirects: 0,
      headers: this.#headers({ 'Content-Type': 'application/json', 'X-CSRF-Token': this.token, 'Accept-Language': 'vi', ...headers }),
    });
    return { status: answer.status(), text: await answer.text() };
  }

  /** How many entries the log has. */
  async logged() { return Number((await (await this.request.get('/log/checkpoint')).text()).split('\n')[1]); }

  #parts(fields) {
    const part = ([name, value]) => `--luan-boundary\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${unescape(encode(value))}\r\n`;
    return Buffer.from(`${fields.map(part).join('')}--luan-boundary--\r\n`, 'latin1');  // each unit is a byte
  }

  async #answer(answer) {
    const html = (answer.headers()['content-type'] ?? '').startsWith('text/html') ? await answer.text() : '';
    const { pathname, search } = new URL(answer.url());
    return { status: answer.status(), path: pathname + search, location: answer.headers().location, html, page: html ? await this.reader.read(html) : undefined };
  }
}

/** A lone surrogate has no UTF-8 of its own: it goes as the three bytes that programs wrote before they knew. */
function encode(text) {
  return [...String(text)].map(one => {
    const code = one.codePointAt(0);
    if (code < 0xd800 || code > 0xdfff) return encodeURIComponent(one);
    return [0xe0 | code >> 12, 0x80 | code >> 6 & 63, 0x80 | code & 63].map(byte => `%${byte.toString(16)}`).join('');
  }).join('');
}
