// ./dev shots: pictures of every screen, wide and narrow, light and dark, in a folder to be looked at; and a contact sheet of the
// best, docs/images/screens.jpg, which README shows.
import { readFileSync } from 'node:fs';
import { inMode, modes, picture } from './support/look.mjs';
import { narrow, wide } from './support/browser.mjs';
import { find } from './support/open.mjs';
import { screens } from './support/screens.mjs';
import { World } from './support/world.mjs';

const folder = process.env.LUAN_SCREENS;
/** Name and mode of those on the sheet. */
const best = [
  ['tasks-board', 'wide'], ['rotation-term', 'wide'], ['statistics', 'wide-dark'], ['units', 'wide'], ['trace', 'wide'], ['step-government-opinion', 'wide'],
  ['tasks-chair', 'narrow'], ['rotation-review', 'narrow-dark'], ['agenda', 'narrow'], ['correction', 'narrow'], ['statistics', 'narrow'], ['comparison', 'narrow-dark'],
];

const world = await World.start();
const failed = [];
for (const screen of [...screens, { name: 'gallery', role: 'organisation_board', path: '/trung-bay' }]) {
  try {
    const { person, address } = screen.role ? await find(screen, world) : { address: screen.path };
    const page = person ? await person.open(address) : await world.browser.page(world.server);
    await inMode(page, modes[0]);
    await page.goto(address);
    await picture(page, screen.name);
  } catch (error) {
    failed.push(`${screen.name}: ${error.message.split('\n')[0]}`);
  }
}

const sheet = await world.browser.blank();
const image = ([name, mode]) => `<img class="${mode.split('-')[0]}" src="data:image/png;base64,${readFileSync(`${folder}/${name}-${mode}.png`).toString('base64')}" alt="">`;
await sheet.setViewportSize({ width: 1500, height: 800 });
await sheet.setContent(`<style>body { margin: 0; padding: 18px; background: #d9d2c5; display: grid; grid-template-columns: repeat(6, 1fr); gap: 18px }
img { width: 100%; object-fit: cover; object-position: top; border-radius: 4px }
.wide { grid-column: span 2; aspect-ratio: ${wide.width} / ${wide.height * 1.1} } .narrow { aspect-ratio: ${narrow.width} / ${narrow.height} }</style>${best.map(image).join('')}`);
await sheet.screenshot({ path: new URL('../../docs/images/screens.jpg', import.meta.url).pathname, type: 'jpeg', quality: 62, fullPage: true });
await world.close();
console.log(`${screens.length + 1 - failed.length} screens in ${folder}${failed.length ? `; not shown:\n${failed.join('\n')}` : ''}`);
process.exit(failed.length ? 1 : 0);
