// Files are sent in parts as soon as they are chosen, with progress, and go on where the line broke. What is sent stands as a ticked
// line, as after a POST without script. Without script: the form carries its files itself.
const vi = document.documentElement.lang === 'vi', part = 1 << 20, tries = 5;
const lost = vi ? 'Mất kết nối, chưa gửi được tệp. Đề nghị chọn lại tệp.' : 'Connection lost, the file was not sent. Choose it again.';
const wait = ms => new Promise(done => setTimeout(done, ms));

async function ask(token, method, path, body, more) {
  const answer = await fetch('/api/v1/uploads' + path, { method, body, headers: { 'X-CSRF-Token': token, 'Accept-Language': document.documentElement.lang, ...more } });
  const said = await answer.json().catch(() => ({}));
  if (answer.ok || answer.status === 409 && said.code === 'upload_offset') return { ...said, offset: Number(answer.headers.get('Upload-Offset') ?? said.offset) };
  throw Object.assign(new Error(said.errors?.[0]?.detail ?? said.detail ?? lost), { final: answer.status < 500 });
}

async function send(token, file, told) {
  const begun = await ask(token, 'POST', '', JSON.stringify({ name: file.name, size: file.size }), { 'Content-Type': 'application/json' });
  let offset = 0, failed = 0;
  while (offset < file.size) {
    try {
      const type = 'application/offset+octet-stream';
      ({ offset } = await ask(token, 'PATCH', '/' + begun.id, file.slice(offset, offset + part), { 'Upload-Offset': String(offset), 'Content-Type': type }));
      failed = 0;
      told(offset);
    } catch (error) {
      if (error.final || ++failed > tries) throw error.final ? error : new Error(lost);
      await wait(500 * 2 ** failed);
    }
  }
  return begun.id;
}

function element(name, members, ...inside) {
  const made = Object.assign(document.createElement(name), members);
  made.append(...inside);
  return made;
}

async function take(input, file) {
  const bar = element('progress', { max: file.size, value: 0 }), line = element('p', { className: 'small' }, file.name + ' ', bar);
  line.setAttribute('role', 'status');
  input.before(line);
  try {
    const id = await send(input.form.elements.csrf.value, file, offset => { bar.value = offset; });
    const box = element('input', { type: 'checkbox', name: input.dataset.upload, value: id, id: input.id + '-' + id, checked: true });
    line.replaceWith(element('div', { className: 'pick' }, box, element('label', { htmlFor: box.id }, file.name)));
  } catch (error) {
    line.replaceWith(element('p', { className: 'error', role: 'alert' }, file.name + ': ' + error.message));
  }
}

for (const input of document.querySelectorAll('input[data-upload]')) input.addEventListener('change', async () => {
  const chosen = [...input.files], buttons = input.form.querySelectorAll('button:not([type=button])');
  input.value = '';                                                 // sent from here: not once more with the form
  for (const earlier of input.parentElement.querySelectorAll(':scope > .error[role=alert]')) earlier.remove();
  for (const b of buttons) b.disabled = true;
  for (const file of chosen) await take(input, file);
  for (const b of buttons) b.disabled = false;
});
