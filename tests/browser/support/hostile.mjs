// Text that somebody could paste or send, by mistake or on purpose, and what a form is to be filled with beside it.
import { kindOf } from './reader.mjs';

const mark = 'xss-luan';
/** What is legal text, whatever it looks like: taken and shown as it was typed, or refused with the field named. */
export const odd = {
  markup: `"'><img src=/${mark} onerror="window.hostile=1"></textarea></title><script>window.hostile=1</script><svg/onload=window.hostile=1>{{title}}<a href="javascript:hostile=1">`,
  'bidi marks': 'Uỷ ban \u202e\u2066phường\u2069\u202c \u200f(mới)\u200e',
  emoji: 'Gia đình 👨‍👩‍👧‍👦 và cờ 🏳️‍🌈',
  'decomposed Vietnamese': 'Uỷ ban nhân dân phường Hoà Uyên, đồng chí Nguyễn Ngọc Quỳnh'.normalize('NFD'),
  'a word of 5,000 letters': 'khuyếch'.repeat(715).slice(0, 5000),
};
/** What is no text at all: refused, with the field named. */
export const broken = { NUL: 'Uỷ ban\u0000phường', 'a bell': 'Uỷ ban\u0007phường', 'an escape': '\u001b[31mđỏ', 'a lone surrogate': 'Uỷ ban \ud83d phường' };
export const huge = 'Đề nghị xem xét. '.repeat(600_000);  // over 10 MB

const typed = field => field.tag === 'TEXTAREA' || field.tag === 'INPUT' && ['text', 'search', 'email', 'tel', 'url', 'password', 'time'].includes(field.type);
const dated = field => /(^|[._-])(date|on|from|until|born|due|effective|starts|day|tu|den|party_full|party_probationary|health_certificate|discipline_on)$/.test(field.name);
export const free = field => typed(field) && field.type !== 'time' && field.type !== 'email' && field.type !== 'password' && !field.digits && !dated(field);
/** Fields that somebody types into. */
export const typedFields = form => form.fields.filter(typed);

function plausible(field, today) {
  if (field.type === 'time') return '22:00';
  if (field.type === 'email') return 'can.bo@example.vn';
  if (field.type === 'password') return 'nui-song-bien-ruong-41';
  if (field.digits && !dated(field)) return '24';
  if (dated(field)) return today;
  return 'Theo văn bản đã gửi';
}

/** [[name, value], …] of a form: `text(field)` where somebody types, else what stands there or could be chosen. */
export function filled(form, text, today) {
  const out = [], ticked = new Set();
  for (const field of form.fields) {
    if (typed(field)) out.push([field.name, text(field) ?? plausible(field, today)]);
    else if (field.type === 'hidden') out.push([field.name, field.value]);
    else if (field.tag === 'SELECT') out.push([field.name, field.value || (field.options.find(Boolean) ?? '')]);
    else if (field.type === 'radio' && !field.disabled && !ticked.has(field.name)) ticked.add(field.name), out.push([field.name, field.value]);
    else if (field.type === 'checkbox' && (field.checked || !ticked.has(field.name))) ticked.add(field.name), out.push([field.name, field.value]);
  }
  const button = form.buttons.find(one => one.value === 'check') ?? form.buttons.find(one => !one.action);
  if (button?.name) out.push([button.name, button.value]);
  return out;
}

/** The same form on another rotation is not another form. */
export const kindOfForm = form => `${form.method} ${kindOf(form.action).replace(/\/(cv|submission|minutes|self_review|comments|residence|political_standard|assets|diplomas|health)\//, '/{item}/')} ${[...new Set(form.fields.map(one => one.name.replace(/[0-9a-f]{32}/g, '')))].join()}`;

/** What the server keeps of a text: composed, its lines ended as in Unix, without what surrounds it. */
export const kept = text => text.normalize('NFC').replace(/\r\n?/g, '\n').trim();
