// Starts a program of the staff: no inline script, so that the page's policy can forbid them. When the program cannot be
// loaded (network, an old browser, wasm forbidden) the page says so instead of staying empty.
import init from "./{{name:{{part}}.js}}";

init({ module_or_path: new URL("./{{name:{{part}}.wasm}}", import.meta.url) }).catch((error) => {
  const text = document.getElementById("boot-text");
  if (text) {
    text.setAttribute("role", "alert");
    text.textContent =
      "Không tải được chương trình. Hãy kiểm tra mạng rồi tải lại trang. / The program could not be loaded. Check the connection, then reload the page.";
  }
  throw error;
});
