// Forms as a person fills them: by the words of their labels.

const escaped = text => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
/** A label by its words, whether or not «(không bắt buộc)» stands behind them. */
const labelled = words => new RegExp(`^${escaped(words)}( \\((không bắt buộc|optional)\\))?$`);

async function fillOne(scope, label, value) {
  const choices = scope.getByRole('group', { name: label, exact: true });
  if (await choices.count()) {
    await choices.getByLabel(value, { exact: true }).check();
    return;
  }
  const control = scope.getByLabel(labelled(label));
  if (await control.evaluate(element => element.tagName === 'SELECT')) await control.selectOption({ label: value });
  else await control.fill(String(value));
}

/** Adds rows until there is one for each, and fills them. */
async function fillRows(page, label, rows) {
  const group = page.getByRole('group', { name: label, exact: true });
  const lines = group.locator('ol.rows > li');
  while (await lines.count() < rows.length) await group.getByRole('button').click();
  for (const [i, row] of rows.entries())
    for (const [column, value] of Object.entries(row)) await fillOne(lines.nth(i), column, value);
}

/** `values`: label → text, or the label of a choice, or a list of such objects for rows. */
export async function fill(page, values) {
  for (const [label, value] of Object.entries(values)) await (Array.isArray(value) ? fillRows(page, label, value) : fillOne(page, label, value));
}

/** A day as people write it: 05/03/2026. */
export const written = day => day.toISOString().slice(0, 10).split('-').reverse().join('/');
