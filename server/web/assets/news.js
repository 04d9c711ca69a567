// What changed since the page was drawn: counters with data-live change in place, a bar offers to reload. Nothing else is touched, so
// nobody who types loses anything. One event stream for all tabs of a browser, since HTTP/1.1 gives six connections an origin: the tab
// that holds the lock listens, and tells the others. Events hold ids and counts only. Without script: «Dữ liệu lúc …» in the foot.
const vi = document.documentElement.lang === 'vi';
const words = vi ? { changed: 'Nội dung vừa có thay đổi – ', ended: 'Trang này không còn tự cập nhật – ', reload: 'Tải lại để xem',
  lost: 'Mất kết nối, đang nối lại. Những gì đã nhập vẫn ở trang này.' }
  : { changed: 'There is news on this page – ', ended: 'This page is no longer kept up to date – ', reload: 'Reload to see',
    lost: 'Connection lost, reconnecting. What you typed is still here.' };
const calm = 5000, least = 1000, most = 60_000;                      // ms: before a loss is told; between two tries

export function listenForNews(root) {
  const { news: account, seen: drawn } = root.body.dataset;
  if (!account || !navigator.locks || !window.BroadcastChannel || !window.EventSource) return;
  const name = `luan-news-${account}`, url = '/api/v1/stream', seen = Number(drawn), bar = root.getElementById('news'), lines = {};
  let last = seen, wait = least, channel, source, retry, losing, resign;

  // What the page is about: itself, what it links to, and what it says of itself.
  const isAbout = about => {
    const places = [location, ...root.querySelectorAll('main a[href]')].flatMap(place => place.pathname.match(/[0-9a-f]{32}/g) ?? []);
    for (const spot of root.querySelectorAll('[data-about]')) places.push(...spot.dataset.about.split(' '));
    return about.some(id => places.includes(id));
  };
  const show = (kind, ...inside) => {
    if (lines[kind]) return;
    const line = lines[kind] = root.createElement('p');
    line.className = kind;
    line.append(...inside);
    bar.append(line);
  };
  const hide = kind => { lines[kind]?.remove(); delete lines[kind]; };
  const offerReload = why => {
    const link = root.createElement('a');
    link.href = location.href.split('#')[0];
    link.textContent = words.reload;
    show(why, words[why], link);
  };

  const count = counts => {
    for (const [what, value] of Object.entries(counts)) for (const spot of root.querySelectorAll(`[data-live="${CSS.escape(what)}"]`)) {
      spot.textContent = String(value);
      const badge = spot.closest('.count');
      if (badge) badge.hidden = value === 0;
    }
  };
  const hear = said => {
    if (said.kind === 'lost') show('lost', words.lost);
    if (said.kind === 'back') hide('lost');
    if (said.kind === 'bye') {
      stop();
      hide('changed');
      offerReload('ended');
    }
    const reset = said.kind === 'reset';                             // also where the log is shorter than it was
    if (!reset && !(said.at >= last)) return;
    last = said.at;
    count(said.counts);
    if (reset || said.at > seen && isAbout(said.about)) offerReload('changed');
  };
  const tell = said => { channel.postMessage(said); hear(said); };

  const connect = () => {
    source = new EventSource(`${url}?after=${last}`);
    source.onopen = () => {
      clearTimeout(losing);
      losing = undefined;
      wait = least;
      tell({ kind: 'back' });
    };
    for (const kind of ['news', 'reset', 'bye']) source.addEventListener(kind, event => tell({ kind, ...JSON.parse(event.data) }));
    source.onerror = () => {
      losing ??= setTimeout(() => tell({ kind: 'lost' }), calm);
      if (source.readyState === EventSource.CLOSED) retry = setTimeout(again, wait * (0.7 + Math.random() * 0.6));
    };
  };
  const again = async () => {                                        // the browser gives up on any answer but 200, and does not say which
    wait = Math.min(wait * 2, most);
    const mine = source, answer = await fetch(url, { method: 'HEAD' }).catch(() => undefined);
    if (source !== mine) return;
    if (answer?.status === 401) tell({ kind: 'bye' }); else connect();
  };

  const start = () => {
    channel = new BroadcastChannel(name);
    channel.onmessage = event => hear(event.data);
    const waiting = new AbortController();
    const held = new Promise(done => { resign = () => { waiting.abort(); done(); }; });
    navigator.locks.request(name, { signal: waiting.signal }, () => { connect(); return held; }).catch(() => {});
  };
  const stop = () => {                                               // a page that holds a lock or a stream is not kept for Back
    resign();
    clearTimeout(retry);
    clearTimeout(losing);
    losing = undefined;
    source?.close();
    source = undefined;
    channel.close();
    hide('lost');
  };
  start();
  addEventListener('pagehide', stop);
  addEventListener('pageshow', event => { if (event.persisted) start(); });
}
