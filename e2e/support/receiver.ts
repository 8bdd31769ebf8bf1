// A system of somebody else's, over real HTTP.
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What it was sent. */
export type Post = { headers: IncomingHttpHeaders; body: string };

/** Keeps what it is sent and answers as it is told to. */
export async function receiver(): Promise<{ url: string; posts: Post[]; answer: (status: number) => void; close: () => void }> {
  const posts: Post[] = [];
  let status = 204;
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => (body += part));
    request.on('end', () => {
      posts.push({ headers: request.headers, body });
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/hook`, posts, answer: (next) => (status = next), close: () => server.close() };
}
