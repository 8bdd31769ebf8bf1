// What the widget is measured against: the same skeleton by plain means. A button that opens a dialog of five questions
// in two languages, with a draft on the device, checks, a list of areas while typing and a receipt; without legal tracks,
// retries, files, following, frames or policies.
import { h, render } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

const TEXTS = {
  vi: {
    title: 'Gửi phản ánh, kiến nghị', close: 'Đóng', step: 'Bước', next: 'Tiếp tục', back: 'Quay lại', optional: '(không bắt buộc)',
    kind: 'Bạn muốn gửi điều gì?', what: 'Chuyện gì đã xảy ra?', body: 'Nội dung', line: 'Tóm tắt trong một câu', where: 'Ở đâu và về việc gì?',
    area: 'Xã, phường hoặc tỉnh', address: 'Địa chỉ cụ thể', contact: 'Liên hệ với bạn thế nào?', name: 'Họ và tên', email: 'Thư điện tử', phone: 'Số điện thoại',
    review: 'Kiểm tra rồi gửi', send: 'Gửi', sent: 'Đã nhận hồ sơ của bạn', code: 'Mã hồ sơ', short: 'Hãy viết ít nhất 10 ký tự', choose: 'Hãy chọn một loại',
    kinds: { feedback: 'Phản ánh', suggestion: 'Kiến nghị', question: 'Hỏi đáp', complaint: 'Khiếu nại', denunciation: 'Tố cáo' },
  },
  en: {
    title: 'Tell the authorities', close: 'Close', step: 'Step', next: 'Continue', back: 'Back', optional: '(optional)',
    kind: 'What would you like to send?', what: 'What happened?', body: 'Details', line: 'In one sentence', where: 'Where, and what about?',
    area: 'Commune, ward or province', address: 'Exact place', contact: 'How can we reach you?', name: 'Full name', email: 'E-mail', phone: 'Phone number',
    review: 'Check and send', send: 'Send', sent: 'Your case has been received', code: 'Tracking code', short: 'Write at least 10 characters', choose: 'Choose one kind',
    kinds: { feedback: 'Feedback', suggestion: 'Suggestion', question: 'Question', complaint: 'Complaint', denunciation: 'Denunciation' },
  },
};
const STEPS = ['kind', 'what', 'where', 'contact', 'review', 'sent'];
const KEY = 'preact-form';

function Field({ label, error, children, id }) {
  return h('div', { class: 'field' }, h('label', { for: id }, label), error && h('p', { class: 'error' }, error), children);
}

function App({ base, lang, close }) {
  const t = TEXTS[lang];
  const [step, turn] = useState(0);
  const [draft, setDraft] = useState(() => JSON.parse(localStorage.getItem(KEY) || '{}'));
  const [error, setError] = useState('');
  const [areas, setAreas] = useState([]);
  const [receipt, setReceipt] = useState(null);
  const heading = useRef();
  useEffect(() => heading.current.focus(), [step]);
  const set = (name) => (event) => {
    const next = { ...draft, [name]: event.target.value };
    setDraft(next);
    localStorage.setItem(KEY, JSON.stringify(next));
    if (name === 'area' && event.target.value.length > 1) {
      fetch(`${base}api/v1/areas?q=${encodeURIComponent(event.target.value)}`).then((r) => r.json()).then(setAreas);
    }
  };
  const go = (by) => () => {
    const page = STEPS[step];
    const wrong = page === 'kind' && !draft.kind ? t.choose : page === 'what' && (draft.body || '').trim().length < 10 ? t.short : '';
    setError(by > 0 ? wrong : '');
    if (by < 0 || !wrong) turn(step + by);
  };
  const send = async () => {
    const { kind, body, title = '', address } = draft;
    const call = { method: 'POST', headers: { 'Content-Type': 'application/json', 'Idempotency-Key': crypto.randomUUID() }, body: JSON.stringify({ kind, body, title, address }) };
    const answer = await fetch(`${base}api/v1/sites/demo/cases`, call);
    if (!answer.ok) return setError((await answer.json()).detail);
    setReceipt(await answer.json());
    localStorage.removeItem(KEY);
    turn(5);
  };
  const line = (name, label, type = 'text') =>
    h(Field, { id: name, label: `${label} ${t.optional}` }, h('input', { id: name, type, value: draft[name] || '', onInput: set(name), list: name === 'area' ? 'areas' : undefined }));
  const pages = {
    kind: () => Object.entries(t.kinds).map(([code, name]) =>
      h('label', { class: 'choice' }, h('input', { type: 'radio', name: 'kind', value: code, checked: draft.kind === code, onChange: set('kind') }), name)),
    what: () => [
      h(Field, { id: 'body', label: t.body }, h('textarea', { id: 'body', rows: 7, value: draft.body || '', onInput: set('body') })),
      h('p', { class: 'count' }, `${(draft.body || '').length} / 20000`),
      line('title', t.line),
    ],
    where: () => [line('area', t.area), h('datalist', { id: 'areas' }, areas.map((a) => h('option', { value: a.name }))), line('address', t.address)],
    contact: () => [line('name', t.name), line('phone', t.phone, 'tel'), line('email', t.email, 'email')],
    review: () => h('dl', {}, ['kind', 'body', 'title', 'area', 'address', 'name', 'phone', 'email'].map((name) => [h('dt', {}, t[name] || name), h('dd', {}, draft[name] || '')])),
    sent: () => receipt && h('p', {}, `${t.code}: `, h('b', {}, receipt.code)),
  };
  const page = STEPS[step];
  return h('div', { class: 'frame' },
    h('header', {}, h('h2', {}, t.title), h('button', { type: 'button', onClick: close }, t.close)),
    h('div', { class: 'page' },
      step < 5 && h('p', {}, `${t.step} ${step + 1}/5`),
      h('h3', { tabIndex: -1, ref: heading, class: 'heading' }, t[page]),
      error && h('p', { class: 'error', role: 'alert' }, error),
      pages[page](),
      h('div', { class: 'actions' },
        step > 0 && step < 5 && h('button', { type: 'button', onClick: go(-1) }, t.back),
        step < 4 && h('button', { type: 'button', onClick: go(1) }, t.next),
        step === 4 && h('button', { type: 'button', onClick: send }, t.send))));
}

const CSS = `.frame{font:16px/1.5 system-ui;padding:20px;max-width:540px}.field{margin:0 0 16px}.field label{display:block;font-weight:600}
input:not([type=radio]),textarea{width:100%;box-sizing:border-box;font:inherit;padding:10px;border:1px solid #777;border-radius:8px}
.choice{display:block;padding:12px;border:1px solid #ccc;border-radius:8px;margin:0 0 8px}.error{color:#b00020;font-weight:600}
.actions{display:flex;gap:12px;justify-content:flex-end}button{font:inherit;padding:10px 20px;border-radius:8px;border:1px solid #777}header{display:flex;justify-content:space-between}`;

/** Opens the form in a dialog. */
export function open(base, lang) {
  const host = document.createElement('div');
  const root = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(CSS);
  root.adoptedStyleSheets = [sheet];
  const dialog = document.createElement('dialog');
  root.append(dialog);
  document.body.append(host);
  render(h(App, { base, lang, close: () => dialog.close() }), dialog);
  dialog.showModal();
  return root;
}
