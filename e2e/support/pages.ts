// Pages of other people, made from a few lines each and served from an origin of their own: the worst that a widget
// meets. Nothing here knows the product but the snippet that a webmaster pastes.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A page: what stands in it, and the headers it is served with. `HOST` stands for the origin of the widget. */
export type Made = {
  html: string;
  headers?: Record<string, string>;
};

/** Serves pages by name until it is closed. */
export type Pages = { origin: string; put: (name: string, page: Made) => string; close: () => Promise<void> };

/** A server of pages at a free port. */
export async function pages(host: string): Promise<Pages> {
  const all = new Map<string, Made>();
  const server: Server = createServer((request, response) => {
    const page = all.get(new URL(request.url ?? '/', 'http://x').pathname.slice(1));
    if (!page) {
      response.writeHead(204).end();
      return;
    }
    const fill = (text: string) => text.replaceAll('HOST', host);
    const headers: Record<string, string> = { 'content-type': 'text/html; charset=utf-8' };
    for (const [name, value] of Object.entries(page.headers ?? {})) headers[name] = fill(value);
    response.writeHead(200, headers).end(fill(page.html));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    put: (name, page) => {
      all.set(name, page);
      return `${origin}/${name}`;
    },
    close: () => new Promise((done) => server.close(() => done())),
  };
}

/** The four policies of the design: none, strict with our host, strict without wasm, nonce and strict-dynamic. */
export const POLICIES: Record<string, string | undefined> = {
  none: undefined,
  strict:
    "default-src 'none'; script-src 'nonce-n' HOST 'wasm-unsafe-eval'; style-src 'nonce-n'; connect-src HOST; frame-src HOST; img-src 'self'",
  'no-wasm':
    "default-src 'none'; script-src 'nonce-n' HOST; style-src 'nonce-n'; connect-src HOST; frame-src HOST; img-src 'self'",
  dynamic:
    "default-src 'none'; script-src 'nonce-n' 'strict-dynamic'; style-src 'nonce-n'; connect-src HOST; frame-src HOST; object-src 'none'; base-uri 'none'",
};

/** The snippet as it is pasted. */
export const SNIPPET = '<script async nonce="n" src="HOST/embed.js" data-site="demo"></script>';

/** A whole document. */
export function document(body: string, head = '', doctype = '<!doctype html>'): string {
  return `${doctype}<html lang="vi"><head><meta charset="utf-8"><title>Trang của người khác</title>${head}</head><body>${body}</body></html>`;
}
