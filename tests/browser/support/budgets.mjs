// What a page weighs on the line, compressed (frontend.md §9): HTML, styles, scripts, fonts.
const kib = 1024;
const most = { html: 30 * kib, css: 8 * kib, js: 12 * kib, woff2: 40 * kib };

/** Sentences where a page is over; `spent` takes what each kind weighs at most. */
export async function overBudget(page, spent = {}) {
  const weights = await page.evaluate(() => {
    const out = { html: performance.getEntriesByType('navigation')[0].encodedBodySize, css: 0, js: 0, woff2: 0 };
    for (const one of performance.getEntriesByType('resource')) {
      const kind = new URL(one.name).pathname.split('.').pop();
      if (kind in out) out[kind] += one.encodedBodySize;
    }
    return out;
  });
  for (const kind of Object.keys(most)) spent[kind] = Math.max(spent[kind] ?? 0, weights[kind]);
  return Object.keys(most).filter(kind => weights[kind] > most[kind]).map(kind => `${kind}: ${weights[kind]} bytes compressed, ${most[kind]} at most`);
}
