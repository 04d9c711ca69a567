// The real server, on a sample district of its own in a temporary directory.
import { execFile, spawn } from 'node:child_process';
import { openSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

const program = process.env.LUAN ?? new URL('../../../build/release/luan', import.meta.url).pathname;
const day_ms = 86_400_000;

export class Server {
  #process;
  #offset_days = 0;
  #address = '127.0.0.1:0';

  static async start({ seed = 7 } = {}) {
    const server = new Server();
    process.on('exit', () => server.#process?.kill('SIGKILL'));  // where a test failed before close()
    server.data = await mkdtemp(join(tmpdir(), 'luan_browser_'));
    const made = await promisify(execFile)(program, ['demo', '--data', server.data, '--seed', String(seed), '--json'], { maxBuffer: 1 << 24 });
    server.accounts = JSON.parse(made.stdout).accounts;
    await server.#serve();
    return server;
  }

  async #serve() {
    const ahead = this.#offset_days ? ['--clock-offset', String(this.#offset_days)] : [];
    const log = openSync(join(this.data, 'serve.log'), 'a');
    this.#process = spawn(program, ['serve', '--data', this.data, '--listen', this.#address, ...ahead], { stdio: ['ignore', 'pipe', log] });
    const [line] = await Promise.race([once(createInterface({ input: this.#process.stdout }), 'line'), once(this.#process, 'exit')]);
    this.url = /http:\/\/\S+[^/\s]/.exec(String(line))?.[0];
    if (!this.url) throw new Error(`luan serve did not start: ${line}\n${this.log()}`);
    this.#address = new URL(this.url).host;  // the same after a restart, so that open pages stay valid
  }

  async #stop() {
    const ended = once(this.#process, 'exit');
    this.#process.kill('SIGTERM');
    const [status] = await ended;
    if (status !== 0) throw new Error(`luan serve ended with ${status} on SIGTERM\n${this.log()}`);
  }

  /** Ends and starts again, at the same address and on the same data. */
  async restart(meanwhile = async () => {}) {
    await this.#stop();
    await meanwhile();
    await this.#serve();
  }

  log() { return readFileSync(join(this.data, 'serve.log'), 'utf8'); }

  /** The server's own day in Vietnam, at UTC midnight. */
  today() { return new Date(Math.floor((Date.now() + 7 * 3_600_000) / day_ms) * day_ms + this.#offset_days * day_ms); }

  /** Restarts with the clock moved on to `day` (at UTC midnight); does nothing where it is that late already. */
  async moveClockTo(day) {
    const days = Math.round((day - this.today()) / day_ms);
    if (days <= 0) return;
    await this.#stop();
    this.#offset_days += days;
    await this.#serve();
  }

  /** The accounts of a role, at a unit where one is named. */
  having(role, unit) {
    const found = this.accounts.filter(account => account.role === role && (!unit || account.unit === unit));
    if (!found.length) throw new Error(`the sample has no ${role} at ${unit ?? 'any unit'}`);
    return found;
  }

  async close() {
    await this.#stop();
    await rm(this.data, { recursive: true });
  }
}
