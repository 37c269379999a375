import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { alphanumerics, clientId, clientSecret, poolIdFor, uuid } from '../../../electron/engine/kernel/ids.ts';

const random = (bytes: number): Uint8Array => randomBytes(bytes);

test('ids look like AWS’s', () => {
  for (let times = 0; times < 200; times += 1) {
    expect(uuid(random)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(poolIdFor('eu-west-1', random)).toMatch(/^eu-west-1_[0-9A-Za-z]{9}$/);
    expect(clientId(random)).toMatch(/^[0-9a-z]{26}$/);
    expect(clientSecret(random)).toMatch(/^[0-9a-z]{51}$/);
  }
});

test('no character is likelier than another: bytes beyond the last whole multiple are thrown away', () => {
  const bytes = [255, 254, 253, 252, 251, 250, 249, 0, 9];
  const source = (count: number): Uint8Array => Uint8Array.from(bytes.splice(0, count));
  // 250 is the largest multiple of ten up to 256: 249 counts, 250 to 255 do not.
  expect(alphanumerics(source, 3, '0123456789')).toBe('909');
});
