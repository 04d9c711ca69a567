// Hostile and odd text in every field of every form that is found by walking the product: it is shown as text, or refused with
// the field named; no script runs, nothing is recorded of what was refused.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { broken, filled, free, huge, kept, kindOfForm, odd, typedFields } from './support/hostile.mjs';
import { Reader } from './support/reader.mjs';
import { Visitor } from './support/visitor.mjs';
import { walk } from './support/walk.mjs';
import { written } from './support/forms.mjs';
import { World, testEnd } from './support/world.mjs';

const roles = ['organisation_board', 'chair', 'member', 'sending_unit', 'party_committee', 'government', 'official', 'auditor', 'administrator'];
const world = await World.start(), reader = await Reader.start(world.browser), today = written(world.server.today());

/** Every form once: {visitor, form, path} by its kind. */
const forms = new Map();
const visitors = [];
for (const role of roles) {
  const visitor = await Visitor.of(world.as(role), reader);
  visitors.push(visitor);
  for (const { path, page } of await walk(visitor, { each: 3 }))
    for (const form of page.forms)
      if (typedFields(form).length && !forms.has(kindOfForm(form))) forms.set(kindOfForm(form), { visitor, path, form: { ...form, action: form.action || path } });
}

/** The form as it stands on its page now: with a token and a version that are valid. */
async function fresh({ visitor, path, form }) {
  const { page } = await visitor.get(path);
  const found = page?.forms.find(one => kindOfForm(one) === kindOfForm(form) && (one.action || path) === form.action);
  return found && { ...found, action: found.action || path };
}

async function send(entry, form, fields) {
  if (form.method === 'get') return entry.visitor.get(`${form.action.split('?')[0]}?${new URLSearchParams(fields)}`);
  return entry.visitor.post(form.action, fields, { multipart: form.enctype === 'multipart/form-data' });
}

/** By itself, or by the group of rows in which it stands. */
const named = (answer, field) => answer.page.named.some(id => id === field.id || id === field.name || field.name.startsWith(`${id}.`));
const shown = (answer, text) => answer.page.values.some(value => kept(value) === kept(text)) || kept(answer.page.text).includes(kept(text));

/** Faults of an answer to a form whose `fields` held `text`. */
function faultsOf(answer, fields, text, { must_refuse }) {
  const out = [];
  if (answer.status >= 500) return [`${answer.status}`];
  if (answer.page?.active.length) out.push(`could run: ${answer.page.active.slice(0, 2)}`);
  if (answer.status === 303) return must_refuse ? [...out, `recorded, leads to ${answer.location}`] : out;
  if (!answer.page) return [...out, `no page, ${answer.status}`];
  if (answer.status === 400) return fields.some(field => named(answer, field)) ? out : [...out, '400, and no field is named'];
  for (const field of fields) {
    if (must_refuse && field.type !== 'password' && !named(answer, field)) out.push(`${field.name} is not named`);
    if (!must_refuse && !named(answer, field) && !shown(answer, text.slice(0, field.most))) out.push(`${field.name} is neither shown nor named`);
  }
  return out;
}

/** `run(entry, form)` for each form; fails with what it returns, by form. */
async function eachForm(run, only = () => true) {
  const faults = [], gone = [];
  let tried = 0;
  for (const [kind, entry] of forms) {
    if (!only(entry.form)) continue;
    const form = await fresh(entry);
    if (!form) {
      gone.push(kind);  // somebody's answer has closed it since
      continue;
    }
    ++tried;
    faults.push(...(await run(entry, form)).map(fault => `${kind.slice(0, 90)} as ${entry.visitor.account.role}: ${fault}`));
  }
  assert.ok(tried > 4 * gone.length, `${tried} forms tried, but these stand on their pages no longer:\n${gone.join('\n')}`);
  assert.equal(faults.length, 0, `${faults.length} faults:\n${faults.join('\n')}`);
}

test('the walk finds the forms of every subject', () => {
  const found = [...forms.keys()].join('\n');
  for (const action of ['/de-cu', '/buoc/', '/thao-tac/', '/dinh-chinh/', '/xung-dot', '/ho-so-nhan-su/', '/phien-hop/', '/ke-hoach/', '/can-bo/', '/don-vi/', '/lich-lam-viec/', '/uy-quyen',
    '/thong-bao', '/tam-dung', '/quy-trinh/', '/so-van-ban', '/quan-tri/', '/kien-nghi/', '/thong-ke', '/truy-vet'])
    assert.ok(found.includes(action), `no form at ${action}:\n${found}`);
});

for (const [what, text] of Object.entries(broken))
  test(`${what} in every field is refused and each field named; nothing is recorded`, async () => {
    const before = await visitors[0].logged();
    await eachForm(async (entry, form) => {
      const fields = typedFields(form);
      return faultsOf(await send(entry, form, filled(form, () => text, today)), fields, text, { must_refuse: true });
    }, form => form.method === 'post');
    assert.equal(await visitors[0].logged(), before);
  });

for (const [what, text] of Object.entries(odd))
  test(`${what} in every field that takes free text is shown as text, or the field is named`, async () => {
    await eachForm(async (entry, form) => {
      const fields = typedFields(form).filter(free);
      // What is searched for stands in the address, and a browser lets nobody type more of it than its field takes.
      const short = field => form.method === 'get' ? text.slice(0, field.most) : text;
      return faultsOf(await send(entry, form, filled(form, field => free(field) ? short(field) : undefined, today)), fields, text, { must_refuse: false });
    });
  });

test('more than 10 MB in a field is refused, and nothing is recorded', async () => {
  const before = await visitors[0].logged(), tried = new Set();
  await eachForm(async (entry, form) => {
    const long = form.fields.find(field => field.tag === 'TEXTAREA');
    tried.add(form.enctype);
    const answer = await send(entry, form, filled(form, field => field.name === long.name ? huge : undefined, today));
    return [413, 415, 422].includes(answer.status) ? [] : [`${answer.status}`];
  }, form => form.method === 'post' && form.fields.some(field => field.tag === 'TEXTAREA') && (!form.action.includes('/ho-so/') || form.action.includes('/buoc/')));
  assert.equal(tried.size, 2, 'with files and without');
  assert.equal(await visitors[0].logged(), before);
});

test('what was taken is text on every page that shows it', async () => {
  let shows = 0;
  // To check a form records nothing: one is taken to its end.
  const entry = [...forms.values()].find(one => one.form.action === '/quan-tri/them-tai-khoan'), form = await fresh(entry);
  const typed = { name: odd.markup, username: 'ten.la' };
  const checked = await send(entry, form, filled(form, field => typed[field.name], today));
  const last = checked.page.forms.find(one => one.action === form.action), done = await send(entry, last, filled(last, () => undefined, today));
  assert.equal(done.status, 303, done.page?.text);
  const { page } = await entry.visitor.get(done.location);
  assert.deepEqual(page.active, []);
  assert.ok(kept(page.text).includes(kept(odd.markup)), page.text);
  for (const visitor of visitors) {
    for (const { path, page } of await walk(visitor, { each: 3 })) {
      assert.deepEqual(page.active, [], `${path} as ${visitor.account.role}`);
      if (kept(page.text).includes(kept(odd.markup))) ++shows;
    }
  }
  assert.ok(shows > 0, 'no page shows the markup that was taken');
});

testEnd(world);
