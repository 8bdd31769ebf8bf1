/* The logo of a site, drawn above the form when it opens. On a canvas: a page's policy on pictures has no say in what is
   drawn from bytes that came over `connect-src`, which the form needs anyway. Stands behind the few words about a site
   in the loader of those sites that have a logo; without it nothing else is missing. */
document.addEventListener("hoiam:open", async (event) => {
  try {
    const host = event.composedPath()[0];
    const frame = host.shadowRoot.getElementById("frame");
    const { logo } = window.hoiam.looks[host.site];
    if (!logo || !frame || frame.querySelector("canvas")) return;
    const canvas = document.createElement("canvas");
    canvas.width = logo.width;
    canvas.height = logo.height;
    /* Whose form it is stands in words beside it. */
    canvas.setAttribute("aria-hidden", "true");
    const looks = { flex: "none", alignSelf: "start", height: "40px", maxWidth: "calc(100% - 48px)", margin: "16px 24px 0", objectFit: "contain", objectPosition: "left" };
    for (const name of Object.keys(looks)) canvas.style[name] = looks[name];
    frame.prepend(canvas);
    try {
      const picture = await createImageBitmap(await (await fetch(logo.href)).blob());
      canvas.getContext("2d").drawImage(picture, 0, 0);
    } catch {
      canvas.remove();
    }
  } catch {}
});
