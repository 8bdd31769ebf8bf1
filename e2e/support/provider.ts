// An identity provider on another origin: a page with two buttons in front of discovery, keys (RS256), and tokens for a public
// client with PKCE. What it says of a person is what the test wants.
import { createHash, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Who signs in there next: the claims of the token, `sub` among them. */
export type Provider = { issuer: string; person: Record<string, unknown>; close: () => Promise<void> };

/** The name of the installation there. */
export const CLIENT = 'hoiam-e2e';

/** A provider at a free port. */
export async function provider(): Promise<Provider> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const jwk = { ...publicKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'one' };
  const asked = new Map<string, URLSearchParams>();
  const made: Provider = { issuer: '', person: {}, close: async () => {} };
  const base64 = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

  const token = (request: URLSearchParams): string => {
    const now = Math.floor(Date.now() / 1000);
    const claims = { iss: made.issuer, aud: CLIENT, iat: now, exp: now + 300, nonce: request.get('nonce'), ...made.person };
    const text = `${base64({ alg: 'RS256', kid: 'one', typ: 'JWT' })}.${base64(claims)}`;
    return `${text}.${sign('sha256', Buffer.from(text), privateKey).toString('base64url')}`;
  };

  const server = createServer(async (request, response) => {
    const url = new URL(request.url!, made.issuer);
    const json = (value: object, status = 200) => {
      response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(value));
    };
    if (url.pathname === '/.well-known/openid-configuration') {
      json({
        issuer: made.issuer,
        authorization_endpoint: `${made.issuer}/authorize`,
        token_endpoint: `${made.issuer}/token`,
        jwks_uri: `${made.issuer}/keys`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256'],
      });
    } else if (url.pathname === '/keys') {
      json({ keys: [jwk] });
    } else if (url.pathname === '/authorize') {
      const code = randomUUID();
      asked.set(code, url.searchParams);
      const back = (more: Record<string, string>) => {
        const to = new URL(url.searchParams.get('redirect_uri')!);
        Object.entries({ ...more, state: url.searchParams.get('state')! }).forEach(([k, v]) => to.searchParams.set(k, v));
        return to.href.replaceAll('&', '&amp;');
      };
      response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(
        `<!DOCTYPE html><title>Provider</title><h1>Provider</h1><a href="${back({ code })}">Continue</a> <a href="${back({ error: 'access_denied' })}">Cancel</a>`,
      );
    } else if (url.pathname === '/token') {
      let body = '';
      for await (const part of request) body += part;
      const sent = new URLSearchParams(body);
      const first = asked.get(sent.get('code')!);
      asked.delete(sent.get('code')!);
      const challenge = createHash('sha256').update(sent.get('code_verifier') ?? '').digest('base64url');
      if (first?.get('code_challenge') !== challenge) json({ error: 'invalid_grant' }, 400);
      else json({ access_token: 'none', token_type: 'Bearer', id_token: token(first) });
    } else {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  made.issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  made.close = () => new Promise((done) => server.close(() => done()).closeAllConnections());
  return made;
}
