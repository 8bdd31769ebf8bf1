// Files that people send, made here: pictures as a camera makes them, with place and time in them, and files that
// should not be taken.
import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';

export type Payload = { name: string; mimeType: string; buffer: Buffer };

/** What a camera writes into a picture: a tag, and where and when it was taken (a made-up block that says so). */
const CAMERA = Buffer.from('Exif\0\0MM\0*\0\0\0\x08\0\0 GPSLatitude 10.77653 HoiAmPhone 2026:11:20', 'latin1');

/** A photograph of this size, encoded by the browser, with what a camera writes put into it. */
export async function photo(page: Page, name: string, width: number, height: number): Promise<Payload> {
  const base64 = await page.evaluate(async ([w, h]) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: w, height: h });
    const context = canvas.getContext('2d')!;
    const image = context.createImageData(w!, h!);
    // Noise, so that it weighs what a photograph weighs.
    for (let at = 0, seed = 1; at < image.data.length; at += 1) {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      image.data[at] = at % 4 === 3 ? 255 : seed >> 16;
    }
    context.putImageData(image, 0, 0);
    return canvas.toDataURL('image/jpeg', 0.9).split(',')[1]!;
  }, [width, height]);
  const plain = Buffer.from(base64, 'base64');
  const length = Buffer.alloc(2);
  length.writeUInt16BE(CAMERA.length + 2);
  const buffer = Buffer.concat([plain.subarray(0, 2), Buffer.from([0xff, 0xe1]), length, CAMERA, plain.subarray(2)]);
  return { name, mimeType: 'image/jpeg', buffer };
}

/** A small picture in each of the formats that cameras and telephones write, with a place in it. */
export async function told(page: Page): Promise<Payload[]> {
  const data = await page.evaluate(() => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 60, height: 40 });
    canvas.getContext('2d')!.fillRect(5, 5, 20, 20);
    return ['image/png', 'image/webp'].map((type) => canvas.toDataURL(type).split(',')[1]!);
  });
  const [png, webp] = data.map((base64) => Buffer.from(base64, 'base64'));
  const words = Buffer.from('Comment\0GPSLatitude 10.77653', 'latin1');
  const [length, little] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(words.length);
  // In front of the end of the picture; the check sum of a chunk that nobody needs is read by nobody.
  const comment = Buffer.concat([length, Buffer.from('tEXt'), words, Buffer.alloc(4)]);
  const end = png!.length - 12;
  little.writeUInt32LE(words.length);
  const chunk = Buffer.concat([Buffer.from('EXIF'), little, words, Buffer.alloc(words.length % 2)]);
  const whole = Buffer.concat([webp!, chunk]);
  whole.writeUInt32LE(whole.length - 8, 4);
  return [
    await photo(page, 'nhỏ.jpg', 80, 60),
    { name: 'nhỏ.png', mimeType: 'image/png', buffer: Buffer.concat([png!.subarray(0, end), comment, png!.subarray(end)]) },
    { name: 'nhỏ.webp', mimeType: 'image/webp', buffer: whole },
  ];
}

/** Whether there is anything of the camera's in these bytes. */
export const tells = (bytes: Buffer) => bytes.includes('Exif') || bytes.includes('GPSLatitude');

/** A file with these words in it. */
export const words = (name: string, content: string, mimeType = 'text/plain'): Payload => ({ name, mimeType, buffer: Buffer.from(content) });

/** A file of this many bytes that takes no room on the disk. */
export function hollow(name: string, bytes: number): string {
  const path = join(tmpdir(), name);
  const file = openSync(path, 'w');
  writeSync(file, Buffer.from([0, 0, 0, 0x18, 0x66, 0x74, 0x79, 0x70, 0x6d, 0x70, 0x34, 0x32]));
  ftruncateSync(file, bytes);
  closeSync(file);
  return path;
}
