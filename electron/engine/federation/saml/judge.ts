import type { Verified } from './signature.ts';
import { attribute, child, children, NS, textOf } from './xml.ts';

/** A SAML assertion that was verified. */
export type SamlAssertion = {
  readonly issuer: string;
  readonly subject: string;
  /** `persistent`, `transient`, or the format's whole name. */
  readonly subjectType: string;
  readonly nameQualifier?: string;
  /** Where the response was meant to be sent. */
  readonly recipient: string;
  /** Whom every restriction names. */
  readonly audiences: readonly string[];
  readonly attributes: Readonly<Record<string, readonly string[]>>;
  /** Epoch milliseconds at which the provider ends the session, where it says so. */
  readonly sessionUntil?: number;
  /** How it was signed: `rsa-sha256`. */
  readonly algorithm: string;
};

/** Why a response is not trusted. */
export type SamlRejection = {
  readonly why: 'malformed' | 'signature' | 'issuer' | 'expired' | 'claims';
  readonly reason: string;
};

/** Milliseconds by which the provider's clock may differ. */
const CLOCK_SKEW_MS = 3 * 60 * 1000;
/** Milliseconds within which STS wants an assertion redeemed. */
const REDEEM_WITHIN_MS = 5 * 60 * 1000;
const BEARER = 'urn:oasis:names:tc:SAML:2.0:cm:bearer';
/** What an assertion for AWS names as its audience. */
const AUDIENCE =
  /^(?:urn:amazon:webservices(?:[:-][a-z-]+)*|https:\/\/(?:[a-z0-9-]+\.)?signin\.(?:aws\.amazon\.com|amazonaws\.cn|amazonaws-us-gov\.com)\/saml)$/;

/**
 * Whether a verified assertion holds now and is meant for AWS; gives what it says.
 *
 * Who may take which role by it is not decided here: `Recipient` is the condition key `SAML:aud` of trust
 * policies. `response` is the document around the assertion: it may be unsigned, so it can only refuse.
 * SAML 2.0 Core section 2.5, Profiles sections 4.1.4.2 and 4.1.4.3.
 *
 * @param now epoch milliseconds
 */
export function judge(
  { element: assertion, algorithm }: Verified,
  response: Element,
  entityId: string,
  now: number,
): SamlAssertion | SamlRejection {
  const issuer = textOf(child(assertion, NS.assertion, 'Issuer'));
  if (issuer !== entityId) return { why: 'issuer', reason: `Issuer is ${issuer}; the provider is ${entityId}.` };
  const conditions = child(assertion, NS.assertion, 'Conditions');
  const subject = child(assertion, NS.assertion, 'Subject');
  const name = child(subject, NS.assertion, 'NameID');
  const confirmation = (subject === undefined ? [] : children(subject, NS.assertion, 'SubjectConfirmation')).find(
    (element) => attribute(element, 'Method') === BEARER,
  );
  const data = child(confirmation, NS.assertion, 'SubjectConfirmationData');
  const recipient = attribute(data, 'Recipient');
  if (name === undefined || textOf(name) === '' || data === undefined || recipient === undefined)
    return { why: 'claims', reason: 'The assertion has no NameID, or no bearer confirmation with a recipient.' };
  const untimely = timeProblem(assertion, [conditions, data], now);
  if (untimely !== undefined) return untimely;
  const misplaced = addressProblem(response, data, recipient);
  if (misplaced !== undefined) return { why: 'claims', reason: misplaced };
  const nameQualifier = attribute(name, 'NameQualifier');
  const sessionUntil = Date.parse(
    attribute(child(assertion, NS.assertion, 'AuthnStatement'), 'SessionNotOnOrAfter') ?? '',
  );
  return {
    issuer,
    subject: textOf(name),
    subjectType: (attribute(name, 'Format') ?? 'persistent').replace(
      /^urn:oasis:names:tc:SAML:2\.0:nameid-format:/,
      '',
    ),
    ...(nameQualifier === undefined ? {} : { nameQualifier }),
    recipient,
    audiences: conditions === undefined ? [] : audiencesOf(conditions),
    attributes: attributesOf(assertion),
    ...(Number.isNaN(sessionUntil) ? {} : { sessionUntil }),
    algorithm,
  };
}

function timeProblem(
  assertion: Element,
  windows: readonly (Element | undefined)[],
  now: number,
): SamlRejection | undefined {
  if (attribute(assertion, 'Version') !== '2.0') return { why: 'claims', reason: 'The assertion is not of SAML 2.0.' };
  const issued = Date.parse(attribute(assertion, 'IssueInstant') ?? '');
  if (Number.isNaN(issued)) return { why: 'claims', reason: 'The assertion has no IssueInstant.' };
  if (issued > now + CLOCK_SKEW_MS)
    return {
      why: 'claims',
      reason: `The assertion was issued at ${new Date(issued).toISOString()}, ahead of the clock.`,
    };
  if (issued + REDEEM_WITHIN_MS <= now)
    return { why: 'expired', reason: `The assertion was issued at ${new Date(issued).toISOString()}.` };
  const passed = windows.map((element) => windowProblem(element, now)).find((problem) => problem !== undefined);
  if (passed !== undefined) return { why: 'expired', reason: passed };
  return attribute(windows.at(-1), 'NotOnOrAfter') === undefined
    ? { why: 'claims', reason: 'SubjectConfirmationData has no NotOnOrAfter.' }
    : undefined;
}

function windowProblem(element: Element | undefined, now: number): string | undefined {
  const from = attribute(element, 'NotBefore');
  const until = attribute(element, 'NotOnOrAfter');
  if (from !== undefined && !(Date.parse(from) <= now + CLOCK_SKEW_MS)) return `It holds from ${from} on.`;
  if (until !== undefined && !(Date.parse(until) > now - CLOCK_SKEW_MS)) return `It held until ${until}.`;
  return undefined;
}

/** Whether response and assertion were meant for two places or two requests. */
function addressProblem(response: Element, data: Element, recipient: string): string | undefined {
  const destination = attribute(response, 'Destination');
  if (destination !== undefined && destination !== recipient)
    return `The response was sent to ${destination}, its assertion is for ${recipient}.`;
  const [asked, confirmed] = [attribute(response, 'InResponseTo'), attribute(data, 'InResponseTo')];
  // Who sent the request is the app, which STS does not know: all it can see is whether the two agree.
  return asked !== undefined && confirmed !== undefined && asked !== confirmed
    ? `The response answers the request ${asked}, its assertion ${confirmed}.`
    : undefined;
}

/** An assertion with several restrictions is meant for those whom all of them name. */
function audiencesOf(conditions: Element): string[] {
  const [first = [], ...further] = children(conditions, NS.assertion, 'AudienceRestriction').map((restriction) =>
    children(restriction, NS.assertion, 'Audience').map(textOf),
  );
  return first.filter((audience) => further.every((audiences) => audiences.includes(audience)));
}

/** Why an assertion is not meant for AWS, or nothing where it is. */
export function audienceProblem({ audiences }: SamlAssertion): string | undefined {
  if (audiences.some((audience) => AUDIENCE.test(audience))) return undefined;
  return `The assertion is for ${audiences.join(', ') || 'nobody'}; for AWS it must name urn:amazon:webservices.`;
}

function attributesOf(assertion: Element): Record<string, readonly string[]> {
  const listed = children(assertion, NS.assertion, 'AttributeStatement').flatMap((statement) =>
    children(statement, NS.assertion, 'Attribute'),
  );
  return Object.fromEntries(
    listed.map((element) => [
      attribute(element, 'Name') ?? '',
      children(element, NS.assertion, 'AttributeValue').map(textOf),
    ]),
  );
}
