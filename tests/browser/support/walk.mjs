// Walks the product by its links, as one account: what pages there are, and what forms stand on them.
import assert from 'node:assert/strict';
import { kindOf } from './reader.mjs';

const leaves = /^\/(assets|api|tep|dang-xuat|log)\b|\.(dot|csv|xlsx|ics|pdf|docx|svg)(\?|$)/;

/** [{path, kind, status, page}], each kind of page at most `each` times, breadth first from `/`. */
export async function walk(visitor, { each = 1, most = 400 } = {}) {
  const waiting = ['/'], seen = new Set(waiting), kinds = new Map(), pages = [];
  while (waiting.length && pages.length < most) {
    const path = waiting.shift(), kind = kindOf(path);
    if ((kinds.get(kind) ?? 0) >= each) continue;
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    const answer = await visitor.get(path);
    assert.ok(answer.status < 500, `${path} as ${visitor.account.role}: ${answer.status}`);
    if (!answer.page) continue;
    pages.push({ ...answer, path, kind });
    for (const link of answer.page.links) {
      const { origin, pathname, search, searchParams } = new URL(link, `${visitor.server.url}${path}`);
      if (origin !== visitor.server.url || leaves.test(pathname + search) || searchParams.has('lang') || seen.has(pathname + search)) continue;
      seen.add(pathname + search);
      waiting.push(pathname + search);
    }
  }
  return pages;
}
