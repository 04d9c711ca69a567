// Small helps: focus the error summary or the news, reveal tools that need script, count characters, copy, print.
const vi = document.documentElement.lang === 'vi', grouped = n => String(n).replace(/\B(?=(\d{3})+$)/g, vi ? '.' : ',');  // 1.842
const words = vi ? { left: n => `Còn ${grouped(n)} ký tự`, over: n => `Quá ${grouped(n)} ký tự`, copied: 'Đã sao chép' }
  : { left: n => `${grouped(n)} characters left`, over: n => `${grouped(n)} characters too many`, copied: 'Copied' };

export function pageTools(root) {
  for (const tool of root.querySelectorAll('[data-needs-script]')) tool.hidden = false;
  root.querySelector('[data-focus]:not(.example *)')?.focus();        // error summary, confirmation panel; not of an example
  for (const b of root.querySelectorAll('[data-print]')) b.addEventListener('click', () => print());
  for (const b of root.querySelectorAll('[data-copy]')) b.addEventListener('click', async () => {
    await navigator.clipboard?.writeText(root.querySelector(b.dataset.copy).textContent.trim());
    b.textContent = words.copied;
  });
  for (const area of root.querySelectorAll('textarea[data-limit]')) {
    const says = root.getElementById(area.id + '-left'), limit = Number(area.dataset.limit);
    let timer;
    const count = () => {                                            // code points, as the server counts, after NFC
      const left = limit - [...area.value.normalize('NFC')].length;
      if (says) says.textContent = left < 0 ? words.over(-left) : words.left(left);
    };
    area.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(count, 600); });
    count();
  }
  const open = () => {                                               // a link to something folded away unfolds it
    for (let e = location.hash.length > 1 && root.getElementById(decodeURIComponent(location.hash.slice(1))); e; e = e.parentElement)
      if (e.tagName === 'DETAILS') e.open = true;
  };
  addEventListener('hashchange', open);
  open();
}
