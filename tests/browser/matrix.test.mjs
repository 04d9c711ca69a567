// ./dev test --all: every screen as every role, wide and narrow, light and dark, in both languages. What a role may not open is a
// refusal, and that is a page like any other. Skipped without --all: it takes most of an hour.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accessibility, atNarrowest, markup, modes, zoomedIn } from './support/look.mjs';
import { find, inLanguage } from './support/open.mjs';
import { screens } from './support/screens.mjs';
import { World, testEnd } from './support/world.mjs';

const roles = ['organisation_board', 'chair', 'member', 'sending_unit', 'party_committee', 'government', 'official', 'auditor', 'administrator'];

if (process.env.LUAN_ALL) {
  const world = await World.start();
  for (const screen of screens.filter(one => one.role))
    for (const role of roles)
      test(`${screen.name}, as ${role}`, async () => {
        const { person, address } = await find(screen, world), own = role === screen.role;
        const faults = [], page = await (own ? person : world.as(role)).open(address), usual = screen.status ?? 200;
        for (const language of ['vi', 'en']) {
          await page.goto(inLanguage(address, language));
          assert.ok((own ? [usual] : [200, 403, 404, 409, usual]).includes(page.document.status()), `${page.document.status()}`);
          faults.push(...await markup(page), ...await atNarrowest(page), ...await zoomedIn(page));
          for (const mode of modes) faults.push(...await accessibility(page, mode));
        }
        assert.deepEqual(faults, [], `${screen.name} as ${role} (${page.url()})`);
      });
  testEnd(world);
} else test('every screen as every role in every mode', { skip: 'only with ./dev test --all' }, () => {});
