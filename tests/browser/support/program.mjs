// Somebody who acts through the API while others have their pages open.
import assert from 'node:assert/strict';

/** A value the schema allows, knowing nothing else: const, the first of enum, default, else the least. */
function firstChoices(schema) {
  if ('const' in schema) return schema.const;
  if ('enum' in schema) return schema.enum[0];
  if ('default' in schema) return schema.default;
  if (schema.type === 'integer') return schema.minimum ?? 1;
  if (schema.type === 'string') return schema.format === 'date' ? new Date().toISOString().slice(0, 10) : 'Nội dung';
  if (schema.type === 'array') {
    const count = Math.max(schema.minItems ?? 0, Math.min(1, schema.maxItems ?? 1));
    return schema.uniqueItems && schema.items.enum ? schema.items.enum.slice(0, count) : Array.from({ length: count }, () => firstChoices(schema.items));
  }
  return Object.fromEntries(Object.entries(schema.properties).map(([name, part]) => [name, firstChoices(part)]));
}

export class Program {
  #server;
  #cookie;
  #token;

  static async signIn(server, account) {
    const program = new Program();
    program.#server = server;
    const answer = await fetch(`${server.url}/api/v1/session`, {
      method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ username: account.username, password: account.password }),
    });
    assert.equal(answer.status, 200);
    program.#cookie = answer.headers.get('set-cookie').split(';')[0];
    program.#token = (await answer.json()).csrf_token;
    return program;
  }

  async get(path) {
    const answer = await fetch(this.#server.url + path, { headers: { Cookie: this.#cookie } });
    assert.equal(answer.status, 200, path);
    return answer.json();
  }

  async post(path, body) {
    const answer = await fetch(this.#server.url + path, {
      method: 'POST', body: JSON.stringify(body),
      headers: { Cookie: this.#cookie, 'X-CSRF-Token': this.#token, Origin: this.#server.url, 'Content-Type': 'application/json' },
    });
    const said = await answer.json();
    assert.ok(answer.ok, `${path}: ${JSON.stringify(said)}`);
    return said;
  }

  /** A new rotation of the first official and to the first post that may be chosen; its id. */
  async nominate() {
    const { start_schema } = await this.get('/api/v1/workflows/rotation');
    return (await this.post('/api/v1/rotations', firstChoices(start_schema))).id;
  }
}
