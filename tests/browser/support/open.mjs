// Where a screen of the list is, and for whom.
import assert from 'node:assert/strict';

/** The address of a screen and who of its role it is for. */
export async function find(screen, world) {
  const person = world.as(screen.role);
  const found = typeof screen.path === 'string' ? screen.path : await screen.path(person, world);
  assert.ok(found, `the sample has nothing to show as ${screen.name}`);
  return typeof found === 'string' ? { person, address: found } : found;
}

/** The same address in that language. */
export function inLanguage(address, language) {
  const [path, fragment] = address.split('#');
  return `${path}${path.includes('?') ? '&' : '?'}lang=${language}${fragment ? `#${fragment}` : ''}`;
}
