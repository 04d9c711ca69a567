// Judging a page as it stands where no script runs, by tools that are scripts themselves.

const switches = new WeakMap();  // of a page: the session that lets scripts run and stops them

/**
 * `act` with scripts allowed to run in a page that was built without: axe-core waits for timers, and where scripts are off none of them
 * comes. What the browser built while they were off stays as it is: scripts that it left out then are not taken up again.
 */
export async function withScript(page, act) {
  if (page.script !== false) return act();
  if (!switches.has(page)) switches.set(page, await page.context().newCDPSession(page));
  const set = disabled => switches.get(page).send('Emulation.setScriptExecutionDisabled', { value: disabled });
  await set(true);  // Chromium takes «allowed» only from a session that has forbidden
  await set(false);
  try { return await act(); } finally { await set(true); }
}

/** Sentences where the page is not what one sees without script, or has what this way of looking would miss. */
export async function unlikeWithoutScript(page) {
  return page.evaluate(() => [
    ...[...document.querySelectorAll('[data-needs-script]:not([hidden])')].map(e => `is shown and needs script: ${e.textContent.trim()}`),
    // Both stand in no page of the product; they would look otherwise as soon as scripts may run.
    ...[...document.querySelectorAll('noscript')].map(e => `a noscript that is not judged: ${e.textContent.trim()}`),
    ...[...document.styleSheets].flatMap(sheet => [...sheet.cssRules]).filter(rule => /scripting/.test(rule.media?.mediaText)).map(rule => `a style that is not judged: ${rule.media.mediaText}`),
  ]);
}
