/* Goes to the end of the widget's glue: the texts of a language are fetched beside the module, by a name and an integrity
   of their own, and given to it once both are here. Asked again, what is here is not fetched again. */
const TEXTS = {
  vi: ["{{name:widget-vi.txt}}", "{{integrity:widget-vi.txt}}"],
  en: ["{{name:widget-en.txt}}", "{{integrity:widget-en.txt}}"],
};
const told = {};
const texts = (lang) => {
  const asked = (told[lang] ||= fetch(new URL(TEXTS[lang][0], import.meta.url), { integrity: TEXTS[lang][1] }).then((file) => file.text()));
  asked.catch(() => (told[lang] = 0));
  return asked;
};
export const begin = async (lang, wasm) => {
  const words = texts(lang);
  await __wbg_init({ module_or_path: wasm });
  learn(lang, await words, begin);
  return { begin, css, mount };
};
