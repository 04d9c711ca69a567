// ./dev test --all: every screen as every role, wide and narrow, light and dark, in both languages. What a role may not open is a
// refusal, and that is a page like any other. Skipped without --all: it takes half an hour on two cores. Roles are gone through side
// by side, each in a browser of its own. A page is judged where its frame or its content was on no page before: what two roles are shown
// alike is judged once.
import assert from 'node:assert/strict';
import { availableParallelism } from 'node:os';
import { test } from 'node:test';
import { atNarrowest, darkOtherwise, inAllModes, markup, modes, zoomedIn } from './support/look.mjs';
import { find, inLanguage } from './support/open.mjs';
import { parts } from './support/same.mjs';
import { screens } from './support/screens.mjs';
import { World, testEnd } from './support/world.mjs';

const roles = ['organisation_board', 'chair', 'member', 'sending_unit', 'party_committee', 'government', 'official', 'auditor', 'administrator'];

if (process.env.LUAN_ALL) {
  const world = await World.start(), found = new Map(), frames = new Set(), contents = new Set();
  const wanted = screens.filter(one => one.role && (!process.env.LUAN_ONLY || new RegExp(process.env.LUAN_ONLY).test(one.name)));
  let opened = 0, judged = 0;

  test('where every screen is', async () => {
    for (const screen of wanted) found.set(screen, await find(screen, world));
    for (const role of roles) await world.as(role).open('/');
  });

  test('in the dark nothing but colours is other', async () => assert.deepEqual(await darkOtherwise(await world.as('chair').page()), []));

  async function see(screen, role) {
    const { person, address } = found.get(screen), own = role === screen.role, usual = screen.status ?? 200;
    const page = await (own ? person : world.as(role)).page(), faults = [];
    for (const language of ['vi', 'en']) {
      await page.goto(inLanguage(address, language));
      assert.ok((own ? [usual] : [200, 403, 404, 409, usual]).includes(page.document.status()), `${page.document.status()}`);
      const { frame, content } = parts(await page.document.text());
      ++opened;
      if (frames.has(frame) && contents.has(content)) continue;
      frames.add(frame), contents.add(content), ++judged;
      faults.push(...await markup(page), ...await atNarrowest(page), ...await zoomedIn(page), ...await inAllModes(page));
    }
    assert.deepEqual(faults, [], `${screen.name} as ${role} (${page.url()})`);
  }

  test('every screen as every role', { concurrency: availableParallelism() + 1 }, every =>
    Promise.all(roles.map(role => every.test(role, async one => {
      for (const screen of wanted) await one.test(screen.name, () => see(screen, role));
    }))));

  test('how many pages that was', () => console.log(`${opened} pages opened, ${judged} that differ judged in ${modes.length} modes`));
  testEnd(world);
} else test('every screen as every role in every mode', { skip: 'only with ./dev test --all' }, () => {});
