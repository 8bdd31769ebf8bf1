/* Goes to the end of the widget's glue: the texts of a language are fetched beside the module, by a name and an integrity
   of their own, and given to it once both are here. Asked again, what is here is not fetched again. */
const TEXTS = {
  vi: ["{{name:widget-vi.txt}}", "{{integrity:widget-vi.txt}}", "{{name:widget-later-vi.txt}}", "{{integrity:widget-later-vi.txt}}"],
  en: ["{{name:widget-en.txt}}", "{{integrity:widget-en.txt}}", "{{name:widget-later-en.txt}}", "{{integrity:widget-later-en.txt}}"],
};
const here = {};
/* What was asked for before is not asked for again, unless it did not come. */
const once = (name, ask) => {
  const asked = (here[name] ||= ask());
  asked.catch(() => (here[name] = 0));
  return asked;
};
const texts = (lang, at) =>
  once(lang + at, () => fetch(new URL(TEXTS[lang][at], import.meta.url), { integrity: TEXTS[lang][at + 1] }).then((file) => file.text()));
const more = async (lang) => learn(lang, await texts(lang, 2));
/* What is seldom needed is a module of its own that works on the memory of the first; and the scripts for files and for
   work. Each is fetched once, when it is asked for; a module script by a link, since its address would need a policy of a page
   with trusted types. */
const parts = {
  later: async () => {
    const words = Object.keys(TEXTS).filter((lang) => here[lang + 0]).map(more);
    /* All in one: what fails while another is waited for would be a fault of the page around. */
    const [file] = await Promise.all([fetch(new URL("{{later:name}}", import.meta.url), { integrity: "{{later:integrity}}" }), ...words]);
    await WebAssembly.instantiate(await file.arrayBuffer(), { ...__wbg_get_imports(), p: wasm });
  },
  files: () => script("{{name:files.js}}", "{{integrity:files.js}}"),
  work: () => script("{{name:work.js}}", "{{integrity:work.js}}"),
};
const script = (name, integrity) =>
  new Promise((yes, no) => {
    const link = document.createElement("link");
    link.onload = () => import(link.href).then(yes, no);
    link.onerror = no;
    link.integrity = integrity;
    link.crossOrigin = "";
    link.rel = "modulepreload";
    link.href = new URL(name, import.meta.url);
    if (link.relList.supports(link.rel)) document.head.append(link);
    else link.onload();
  });
export const begin = async (lang, module) => {
  /* A part; and for work what it is to be done for. */
  if (parts[lang]) return once(lang, parts[lang]).then((part) => module && part.work(module));
  const words = texts(lang, 0);
  await __wbg_init({ module_or_path: module });
  learn(lang, await words, begin);
  if (here.later) await more(lang);
  return { begin, css, mount };
};
