import { createTransport } from 'nodemailer';
import type { SendMail } from './engine/kernel/ports.ts';

/** Seconds within which a catcher on this machine has to answer, in milliseconds. */
const SMTP_TIMEOUT_MS = 5000;

/** Sends one mail by SMTP, as a mail catcher takes it: without a login and without TLS. */
export const sendMail: SendMail = async ({ host, port }, mail) => {
  const transport = createTransport({
    host,
    port,
    secure: false,
    ignoreTLS: true,
    connectionTimeout: SMTP_TIMEOUT_MS,
    greetingTimeout: SMTP_TIMEOUT_MS,
    socketTimeout: SMTP_TIMEOUT_MS,
    // Bodies are the pool's own templates: nothing in them may name a file or an address to be fetched.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    await transport.sendMail(mail);
  } finally {
    transport.close();
  }
};
