// Reads pages as markup, without showing them: what links, forms and texts are there, and whether anything in them could run.
// Chromium's own parser does it, in an empty page whose policy is nobody's; documents parsed so run no script.

/** The kind of page an address is: ids and numbers taken out, and of what it asks for only the names. */
export function kindOf(address) {
  const { pathname, searchParams } = new URL(address, 'http://x');
  const path = pathname.replace(/[0-9a-f]{32}/g, '{id}').replace(/\/\d[\d-]*(?=\/|$)/g, '/{n}');
  const names = [...searchParams.keys()].filter(name => name !== 'lang').sort();
  return names.length ? `${path}?${names.join('&')}` : path;
}

export class Reader {
  #page;

  /** `chromium`: a Browser. */
  static async start(browser) {
    const reader = new Reader();
    reader.#page = await browser.blank();
    return reader;
  }

  /** {title, text, links, forms, named, values, active}; `named`: fields that an error summary links to; `active`: what could run. */
  async read(html) {
    return this.#page.evaluate(source => {
      const page = new DOMParser().parseFromString(source, 'text/html'), all = selector => [...page.querySelectorAll(selector)];
      const field = e => ({
        name: e.name, tag: e.tagName, type: e.type, id: e.id, value: e.value, most: e.maxLength > 0 ? e.maxLength : Infinity, digits: e.inputMode === 'numeric', checked: e.checked, disabled: e.disabled,
        options: e.tagName === 'SELECT' ? [...e.options].map(o => o.value) : undefined,
      });
      const form = e => ({
        action: e.getAttribute('action') ?? '', method: e.method, enctype: e.enctype, within: e.closest('main') ? 'main' : 'frame',
        fields: [...e.elements].filter(one => one.name && one.tagName !== 'BUTTON' && one.tagName !== 'FIELDSET').map(field),
        buttons: [...e.elements].filter(one => one.tagName === 'BUTTON' && one.type === 'submit')
          .map(one => ({ name: one.name, value: one.value, action: one.getAttribute('formaction'), text: one.textContent.trim() })),
      });
      return {
        title: page.title,
        text: page.body.textContent,
        links: all('a[href]').map(e => e.getAttribute('href')),
        forms: all('form').map(form),
        named: all('.errors a[href^="#"]').map(e => e.getAttribute('href').slice(1)),
        values: all('input, textarea').map(e => e.value),
        active: [
          ...all('script').filter(e => !e.src || e.textContent.trim()), ...all('iframe, object, embed, base, meta[http-equiv], style, link[rel=import]'),
          ...all('*').filter(e => [...e.attributes].some(a => a.name.startsWith('on') || a.name === 'style' || /^\s*(javascript|data|vbscript):/i.test(a.value))),
          ...all('img, svg [href], svg image, svg foreignObject'),
        ].map(e => e.outerHTML.slice(0, 160)),
      };
    }, html);
  }
}
