import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startEngine, type StartedEngine } from '../../../electron/start-engine.ts';

/** The least of a mail catcher: takes every mail, keeps its text. */
class Catcher {
  readonly mails: string[] = [];
  readonly #server: Server;
  constructor() {
    this.#server = createServer((socket) => this.#talk(socket));
  }
  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }
  stop(): Promise<void> {
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }
  #talk(socket: Socket): void {
    let inMail = false;
    let text = '';
    socket.write('220 catcher\r\n');
    socket.on('data', (data) => {
      text += data.toString();
      if (inMail) {
        if (!text.includes('\r\n.\r\n')) return;
        this.mails.push(text);
        text = '';
        inMail = false;
        socket.write('250 kept\r\n');
        return;
      }
      for (let end = text.indexOf('\r\n'); end >= 0; end = text.indexOf('\r\n')) {
        const line = text.slice(0, end).toUpperCase();
        text = text.slice(end + 2);
        inMail = line === 'DATA';
        socket.write(inMail ? '354 go on\r\n' : '250 catcher\r\n');
        if (line === 'QUIT') socket.end();
      }
    });
    socket.on('error', () => undefined);
  }
}

let started: StartedEngine;
let catcher: Catcher;
const warnings: unknown[] = [];
beforeEach(async () => {
  warnings.length = 0;
  catcher = new Catcher();
  started = await startEngine({
    data: ':memory:',
    host: '127.0.0.1',
    port: 0,
    allowedHosts: [],
    settings: {},
    sample: true,
    log: { info: () => undefined, warn: (fields) => warnings.push(fields), error: (fields) => warnings.push(fields) },
  });
});
afterEach(async () => {
  await started.stop();
  await catcher.stop().catch(() => undefined);
});

const name = async (smtp: string) => started.engine.call('poolkeeper', 'UpdateWorkspaceSettings', { smtp });
const signUp = (Username: string) =>
  started.engine.call('cognito-idp', 'SignUp', {
    ClientId: 'streamingplatformwebclient',
    Username,
    Password: 'Streaming-2026',
    UserAttributes: [{ Name: 'email', Value: `${Username}@streaming.example` }],
  });
const code = async (Username: string) => {
  const reply = await started.engine.call('poolkeeper', 'ListMessages', { Username });
  return reply.ok ? reply.output.messages[0]?.code : undefined;
};

test('a named catcher gets each new e-mail once, and none of those before', async () => {
  await signUp('before');
  await name(await catcher.start());
  await signUp('first');
  await signUp('second');
  await expect.poll(() => catcher.mails.length).toBe(2);
  expect(catcher.mails[0]).toContain('To: first@streaming.example');
  expect(catcher.mails[0]).toContain(await code('first'));
  expect(catcher.mails[1]).toContain('To: second@streaming.example');
});

test('without a catcher nothing is sent', async () => {
  const address = await catcher.start();
  await name(address);
  await name('');
  await signUp('quiet');
  await name(address);
  await signUp('heard');
  await expect.poll(() => catcher.mails.length).toBe(1);
  expect(catcher.mails[0]).toContain('To: heard@streaming.example');
});

test('a catcher that is not there costs no call: the mail stays in the outbox and the log says so', async () => {
  const address = await catcher.start();
  await catcher.stop();
  await name(address);
  expect(await signUp('unlucky')).toMatchObject({ ok: true });
  await expect.poll(() => warnings.length).toBe(1);
  expect(await code('unlucky')).toMatch(/^\d{6}$/);
});

test('an address that is none is refused', async () => {
  expect(await name('not an address')).toMatchObject({ ok: false, fault: { code: 'InvalidParameterException' } });
});
