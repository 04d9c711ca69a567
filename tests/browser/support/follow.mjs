// A click that leads to another page ends when that page has begun; what is counted or read at once must wait until it is
// whole. A page read half was a form without its fields.
export async function follow(locator) {
  await locator.click();
  await locator.page().waitForLoadState();
}
