// Pages that differ in nothing that a judge of markup or looks could tell apart: most refusals are one page.

/** The page without what is another each time: tokens, keys, when it was drawn; ids by their place among the ids. */
export function essence(html) {
  const ids = new Map(), place = id => ids.get(id) ?? ids.set(id, `#${ids.size}`).get(id);
  return html
    .replace(/(name="(?:csrf|key)" value=")[^"]*/g, '$1')
    .replace(/(data-news="|data-seen=")[^"]*/g, '$1')
    .replace(/(<footer class="foot"><span>[^<\d]*)[^<]*/, '$1')
    .replace(/\b[0-9a-f]{32}\b/g, place);
}
