// What a test file starts with: a server on the sample district, a browser, and people by role.
import { test } from 'node:test';
import { Browser } from './browser.mjs';
import { Person } from './person.mjs';
import { Server } from './server.mjs';

export class World {
  #people = new Map();

  /** `options` as for Browser.page, for everybody in it. */
  static async start(options = {}) {
    const world = new World();
    world.options = options;
    world.server = await Server.start();
    world.browser = await Browser.start();
    return world;
  }

  /** The person of an account as `luan demo` lists it; the same one each time. */
  person(account) {
    if (!this.#people.has(account.username)) this.#people.set(account.username, new Person(this.server, this.browser, account, this.options));
    return this.#people.get(account.username);
  }

  /** The first person of a role, at a unit where one is named. */
  as(role, unit) { return this.person(this.server.having(role, unit)[0]); }

  /** Everybody of a role. */
  all(role) { return this.server.having(role).map(account => this.person(account)); }

  /** Who of a role is asked this now: the person, the page of his tasks, the form's path, the rotation's code. */
  async asked(role, title) {
    for (const person of this.all(role)) {
      const page = await person.open('/');
      const task = page.getByRole('listitem').filter({ has: page.getByRole('link', { name: title, exact: true }) }).first();
      if (!await task.count()) continue;
      return { person, page, path: await task.getByRole('link').first().getAttribute('href'), code: /LC-\d{4}-\d+/.exec(await task.innerText())[0] };
    }
    throw new Error(`nobody who is ${role} is asked «${title}»`);
  }

  async close() {
    await this.browser.close();
    await this.server.close();
  }
}

/** The last test of a file: what ran in the background of all the others was clean, and the server ends well. `expected` as for Browser.assertQuiet. */
export function testEnd(world, { expected } = {}) {
  test('no page reported an error or asked another origin, and the server ends on SIGTERM', async () => {
    world.browser.assertQuiet(expected);
    await world.close();
  });
}

/** Chapters in order, each a test; after the first that fails the rest would mean nothing and is left out. */
export function story(title, chapters) {
  test(title, async context => {
    for (const [chapter, tell] of Object.entries(chapters)) {
      let told = false;
      await context.test(chapter, async () => { await tell(); told = true; });
      if (!told) return;
    }
  });
}
