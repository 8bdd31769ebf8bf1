// What a telephone does that shows codes for signing in (RFC 6238), written from the standard.
import { createHmac } from 'node:crypto';

const STEP_S = 30;

/** The time step that it is now. */
export function step(): number {
  return Math.floor(Date.now() / 1000 / STEP_S);
}

/** The code of a time step. */
export function code(secret: string, at: number): string {
  const bits = [...secret].map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g)!.map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(at));
  const digest = createHmac('sha1', key).update(counter).digest();
  const number = digest.readUInt32BE(digest[19]! & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, '0');
}
