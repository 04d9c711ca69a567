// Keeps what is typed: saved a moment after the last key, and when the page is left. Without script: the button «Lưu nháp»,
// to the same address; and every page of a form saves what was sent to it.
const vi = document.documentElement.lang === 'vi';
const words = vi ? { ended: 'Phiên đăng nhập đã hết, chưa lưu được nháp. Những gì đã nhập vẫn ở trang này: bấm nút gửi, đăng nhập lại, rồi gửi tiếp.',
  lost: 'Mất kết nối, chưa lưu được nháp. Những gì đã nhập vẫn ở trang này.',
  large: 'Nội dung quá lớn, chưa lưu được nháp. Những gì đã nhập vẫn ở trang này: đề nghị rút gọn.',
  failed: 'Máy chủ chưa lưu được nháp. Những gì đã nhập vẫn ở trang này.' }
  : { ended: 'Your session has ended and the draft is not saved. What you typed is still here: press the button, sign in again and go on.',
    lost: 'Connection lost; the draft is not saved. What you typed is still here.',
  large: 'Too large, the draft is not saved. What you typed is still here: shorten it.',
  failed: 'The server did not save the draft. What you typed is still here.' };
/** What a page instead of a line means: nobody is signed in, or the form is of an earlier session; or the server takes no more. */
const why = status => ({ 401: words.ended, 403: words.ended, 413: words.large })[status] ?? words.failed;

for (const form of document.querySelectorAll('form[data-draft]')) {
  const line = form.querySelector('[data-saved]');
  let timer, dirty = false, busy = false;
  const says = (text, failed) => {                                   // read out only where something is wrong
    line.role = failed ? 'alert' : null;
    line.textContent = text;
  };
  const save = async leaving => {
    clearTimeout(timer);
    if (!dirty || form.dataset.sent || (busy && !leaving)) return;
    dirty = false;
    busy = true;
    try {
      const body = new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === 'string'));  // files go with the form
      const keepalive = body.toString().length < 60_000;             // a browser lets no more than 64 KiB outlive its page
      const answer = await fetch('/nhap', { method: 'POST', body, keepalive });
      dirty ||= !answer.ok;
      const told = (answer.headers.get('content-type') ?? '').startsWith('text/plain');
      says(told ? await answer.text() : why(answer.status), !answer.ok);
    } catch {
      dirty = true;
      says(words.lost, true);
    }
    busy = false;
  };
  const soon = () => { clearTimeout(timer); timer = setTimeout(async () => { await save(); if (busy) soon(); }, 1500); };
  form.addEventListener('input', () => { dirty = true; soon(); });
  form.addEventListener('submit', () => clearTimeout(timer));
  addEventListener('pagehide', () => save(true));
  addEventListener('visibilitychange', () => { if (document.visibilityState === 'hidden') save(true); });
  addEventListener('online', () => save());
}
