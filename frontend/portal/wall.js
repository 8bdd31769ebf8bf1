/* Hồi Âm: the screen on a wall. By hand and small: it runs for months on whatever hangs there. The token stands behind the
   # of the address, which browsers send to nobody, so that a screen that starts again shows the board again. */
const TEXTS = { vi: {{texts:vi}}, en: {{texts:en}} };
const asked = new URLSearchParams(location.search).get("lang") || navigator.language;
const lang = /^en/i.test(asked) ? "en" : "vi";
const t = TEXTS[lang];
const doc = document;
doc.documentElement.lang = lang;
doc.title = t.Title + " – Hồi Âm";

/* A page stays this long; the server speaks twice a minute at least. */
const TURN = 15e3;
const SILENCE = 75e3;
const LONGEST_WAIT = 60e3;

const make = (tag, attributes = {}, ...inside) => {
  const node = tag === "svg" || tag === "rect" || tag === "text" ? doc.createElementNS("http://www.w3.org/2000/svg", tag) : doc.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...inside);
  return node;
};
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const number = new Intl.NumberFormat(lang);
const one = new Intl.NumberFormat(lang, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const share = (part, of) => (of ? one.format((part * 100) / of) + "%" : t.None);
const time = new Intl.DateTimeFormat(lang, { hour: "2-digit", minute: "2-digit", day: "numeric", month: "numeric" });
const monthOf = (text) => {
  const [year, month] = text.split("-").map(Number);
  return new Intl.DateTimeFormat(lang, { month: "numeric", year: "numeric", timeZone: "UTC" }).format(Date.UTC(year, month - 1, 15));
};

/* A number and what it is, for those who hear it in this order, too. */
const fact = (name, value, mood) => make("div", { class: mood || "" }, make("dt", {}, name), make("dd", {}, value));
const page = (title, ...inside) => make("section", { "aria-label": title }, make("h2", {}, title), ...inside);

const today = ({ today: d }) =>
  page(t.Today, make("dl", { class: "facts" },
    fact(t.Received, number.format(d.received)),
    fact(t.Answered, number.format(d.answered), "good"),
    fact(t.Due, number.format(d.due), "warn"),
    fact(t.Late, number.format(d.late), d.late ? "bad" : ""),
    fact(t.Open, number.format(d.open))));

const month = ({ month: m }) =>
  page(fill(t.Month, { month: monthOf(m.month) }), make("dl", { class: "facts" },
    fact(t.Received, number.format(m.received)),
    fact(t.Resolved, share(m.resolved, m.received)),
    fact(t.OnTime, share(m.on_time, m.on_time_of)),
    fact(t.Satisfaction, m.satisfaction_centi == null ? t.None : one.format(m.satisfaction_centi / 100))));

const most = ({ late }) => {
  if (!late.length) return page(t.Most, make("p", { class: "none" }, t.NoneLate));
  const head = make("tr", {}, ...[t.Agency, t.Late, t.Open].map((name) => make("th", { scope: "col" }, name)));
  const row = (a) => make("tr", {}, make("th", { scope: "row" }, a.name), make("td", { class: "bad" }, number.format(a.late)), make("td", {}, number.format(a.open)));
  return page(t.Most, make("table", {}, make("thead", {}, head), make("tbody", {}, ...late.map(row))));
};

const year = ({ months }) => {
  const top = Math.max(1, ...months.map((m) => m.received));
  const svg = make("svg", { viewBox: `0 0 ${months.length * 80} 330`, role: "img", "aria-label": months.map((m) => `${monthOf(m.month)}: ${m.received}, ${m.resolved}`).join("; ") });
  months.forEach((m, n) => {
    const bar = (value, x, mark) => {
      const high = Math.round((value * 260) / top);
      svg.append(make("rect", { class: mark, x: n * 80 + x, y: 290 - high, width: 30, height: high }));
    };
    bar(m.received, 6, "received");
    bar(m.resolved, 40, "resolved");
    svg.append(make("text", { x: n * 80 + 38, y: 318, "text-anchor": "middle" }, monthOf(m.month).replace(/\/20/, "/")));
    svg.append(make("text", { x: n * 80 + 38, y: 280 - Math.round((m.received * 260) / top), "text-anchor": "middle" }, number.format(m.received)));
  });
  const key = (mark, name) => make("li", { class: mark }, name);
  return page(t.Year, svg, make("ul", { class: "key" }, key("received", t.Received), key("resolved", t.Resolved)));
};

const PAGES = [today, month, most, year];
let [view, shown, paused, lost] = [null, 0, false, false];
const head = make("header");
const main = make("main");
const said = make("p", { role: "status", class: "said" });
const button = (text, act) => {
  const made = make("button", { type: "button" }, text);
  made.addEventListener("click", act);
  return made;
};
const pause = button(t.Pause, () => {
  paused = !paused;
  pause.textContent = paused ? t.Go : t.Pause;
});
const next = button(t.Next, () => turn());
const full = button(t.Full, () => doc.documentElement.requestFullscreen().catch(() => {}));
const dots = make("span", { class: "dots", "aria-hidden": "true" });
const foot = make("footer", {}, dots, pause, next);
if (doc.fullscreenEnabled) foot.append(full);

const draw = () => {
  if (!view) return;
  const at = time.format(new Date(view.at));
  head.replaceChildren(make("h1", {}, view.agency), make("p", { class: "at" }, fill(t.At, { at })));
  said.textContent = lost ? fill(t.Lost, { at }) : "";
  doc.body.classList.toggle("lost", lost);
  main.replaceChildren(PAGES[shown](view));
  dots.replaceChildren(...PAGES.map((_, n) => make("i", n === shown ? { class: "here" } : {})));
};
const turn = () => {
  shown = (shown + 1) % PAGES.length;
  draw();
};
setInterval(() => paused || turn(), TURN);
addEventListener("keydown", (event) => {
  if (event.target.tagName === "INPUT" || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.key === "ArrowRight") turn();
});

/* Asks for the token; `why` says what became of the one before. */
const ask = (why) => {
  view = null;
  const field = make("input", { id: "token", required: "", autocomplete: "off", spellcheck: "false", "aria-describedby": "token-help" });
  const form = make("form", {}, make("label", { for: "token" }, t.TokenLabel), field, make("p", { id: "token-help" }, t.TokenHelp), make("button", {}, t.Show));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    location.hash = field.value.trim();
  });
  said.textContent = why || "";
  head.replaceChildren(make("h1", {}, t.Title));
  main.replaceChildren(form);
  foot.hidden = true;
  field.focus();
};

/* Listens until the connection ends; throws whatever ended it. */
const listen = async (token) => {
  const stop = new AbortController();
  let timer;
  const heard = () => {
    clearTimeout(timer);
    timer = setTimeout(() => stop.abort(), SILENCE);
  };
  heard();
  try {
    const answer = await fetch("/api/v1/wall/stream?lang=" + lang, { headers: { authorization: "Bearer " + token }, signal: stop.signal, cache: "no-store" });
    if (answer.status === 401 || answer.status === 403) return "refused";
    if (!answer.ok) throw new Error(answer.status);
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let kept = ""; ; ) {
      const { value, done } = await reader.read();
      if (done) throw new Error("ended");
      heard();
      const events = (kept + value).split("\n\n");
      kept = events.pop();
      for (const event of events) {
        const data = /^data: ?(.*)$/m.exec(event);
        if (!/^event: ?wall$/m.test(event) || !data) continue;
        [view, lost] = [JSON.parse(data[1]), false];
        foot.hidden = false;
        draw();
      }
    }
  } finally {
    clearTimeout(timer);
    stop.abort();
  }
};

let run = 0;
const start = async () => {
  const [mine, token] = [++run, decodeURIComponent(location.hash.slice(1))];
  if (!token) return ask();
  if (!view) {
    main.replaceChildren();
    said.textContent = t.Waiting;
    foot.hidden = true;
  }
  for (let wait = 1e3; mine === run; wait = Math.min(wait * 2, LONGEST_WAIT)) {
    const before = view;
    const refused = await listen(token).catch(() => {});
    if (mine !== run) return;
    if (refused) return ask(t.Refused);
    if (view !== before) wait = 1e3;
    lost = true;
    draw();
    await new Promise((done) => setTimeout(done, wait));
  }
};
addEventListener("hashchange", start);
doc.body.append(head, said, main, foot);
start();
