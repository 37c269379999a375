import { MESSAGES } from '../../../shared/aws/defaults.ts';
import type { CodePurpose } from '../store/codes.ts';
import type { Pool } from '../store/pools.ts';

export type Medium = 'EMAIL' | 'SMS';
/** A text as it goes out; an SMS has no subject. */
export type Text = { readonly subject?: string; readonly body: string };

/** The text with which a pool sends a code: its VerificationMessageTemplate, the older settings, AWS's default. */
export function codeText(
  pool: Pool,
  purpose: CodePurpose,
  medium: Medium,
  values: { code: string; username: string },
): Text {
  const {
    VerificationMessageTemplate: template = {},
    EmailVerificationMessage,
    EmailVerificationSubject,
    SmsVerificationMessage,
  } = pool.settings;
  const standard = purpose === 'ForgotPassword' ? MESSAGES.passwordReset : MESSAGES.verification;
  return medium === 'SMS'
    ? { body: filled(template.SmsMessage ?? SmsVerificationMessage ?? standard.body, values) }
    : {
        subject: filled(template.EmailSubject ?? EmailVerificationSubject ?? standard.subject, values),
        body: filled(template.EmailMessage ?? EmailVerificationMessage ?? standard.body, values),
      };
}

/** The text that confirms by a link: the template's EmailSubjectByLink and EmailMessageByLink, AWS's default. */
export function linkText(pool: Pool, values: { code: string; username: string; link: string }): Text {
  const { VerificationMessageTemplate: template = {} } = pool.settings;
  return {
    subject: filled(template.EmailSubjectByLink ?? MESSAGES.link.subject, values),
    body: linked(filled(template.EmailMessageByLink ?? MESSAGES.link.body, values), values.link),
  };
}

/** The place of a link in a text, with the words that lead to it: `{##Click here##}`. */
export const LINK_PLACE = /\{##(.+?)##\}/gu;

/** The text with its links put in. */
export const linked = (text: string, link: string): string =>
  text.replaceAll(LINK_PLACE, (_place, words: string) => `<a href="${link.replaceAll('&', '&amp;')}">${words}</a>`);

/** The text with a code that signs in: EmailMfaConfiguration, SmsAuthenticationMessage, AWS's default. */
export function signInText(pool: Pool, medium: Medium, values: { code: string; username: string }): Text {
  const { EmailMfaConfiguration: email = {}, SmsAuthenticationMessage } = pool.settings;
  return medium === 'SMS'
    ? { body: filled(SmsAuthenticationMessage ?? MESSAGES.signIn.body, values) }
    : {
        subject: filled(email.Subject ?? MESSAGES.signIn.subject, values),
        body: filled(email.Message ?? MESSAGES.signIn.body, values),
      };
}

/** The text that invites a user whom an administrator made: AdminCreateUserConfig.InviteMessageTemplate. */
export function invitationText(pool: Pool, medium: Medium, values: { code: string; username: string }): Text {
  const template = pool.settings.AdminCreateUserConfig?.InviteMessageTemplate ?? {};
  return medium === 'SMS'
    ? { body: filled(template.SMSMessage ?? MESSAGES.invitation.body, values) }
    : {
        subject: filled(template.EmailSubject ?? MESSAGES.invitation.subject, values),
        body: filled(template.EmailMessage ?? MESSAGES.invitation.body, values),
      };
}

/** Both placeholders at once, so that a username which looks like the other one stays as it is. */
export function filled(template: string, { code, username }: { code: string; username: string }): string {
  return template.replaceAll(/\{####\}|\{username\}/gu, (placeholder) => (placeholder === '{####}' ? code : username));
}

/** A destination as AWS shows it: `j***@e***`, `+*******1234`. */
export function maskedDestination(medium: Medium, destination: string): string {
  if (medium === 'SMS') return `+${'*'.repeat(Math.max(destination.length - 5, 0))}${destination.slice(-4)}`;
  const at = destination.lastIndexOf('@');
  return `${first(destination)}***@${first(destination.slice(at + 1))}***`;
}

const first = (text: string): string => Array.from(text)[0] ?? '';
