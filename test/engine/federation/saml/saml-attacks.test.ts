import { beforeAll, expect, test } from 'vitest';
import { verifyResponse } from '../../../../electron/engine/federation/saml/assertion.ts';
import { audienceProblem } from '../../../../electron/engine/federation/saml/judge.ts';
import { samlResponse } from '../../../support/saml.ts';
import {
  assertion,
  assertionIn,
  evil,
  good,
  judged,
  metadata,
  MORE,
  NOW,
  SHA1,
  signatureIn,
  signed,
  foreign,
  takeKeys,
  whole,
} from './saml-stage.ts';

/** What somebody who holds no key of the provider may do to a response, and what must come of it. */

beforeAll(takeKeys);

test.each<[string, () => string]>([
  ['its assertion is signed', good],
  ['the response is signed', () => whole()],
  ['both are signed', () => whole(good())],
  ['SHA-1, as old providers sign', () => signed(samlResponse(assertion()), { signature: `${SHA1}rsa-sha1` })],
  ['SHA-1 as digest', () => signed(samlResponse(assertion()), { digest: `${SHA1}sha1` })],
  [
    'SHA-384 throughout',
    () => signed(samlResponse(assertion()), { signature: `${MORE}rsa-sha384`, digest: `${MORE}sha384` }),
  ],
  ['SHA-512', () => signed(samlResponse(assertion()), { signature: `${MORE}rsa-sha512` })],
  [
    'inclusive canonical form',
    () => signed(samlResponse(assertion()), { canonical: 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315' }),
  ],
  ['white space and a declaration before it', () => `<?xml version="1.0"?>\n${good()}`],
])('believed: %s', (_name, made) => {
  expect(judged(made())).toMatchObject({ subject: 'ada', attributes: { role: ['viewer'] } });
});

/** Name of the attack, the document, why it is refused, and in which words. */
const attacks: readonly [string, () => string, string, string | RegExp][] = [
  // Signatures that are not there, not theirs or not whole.
  [
    'nothing is signed',
    () => samlResponse(assertion()),
    'signature',
    'Neither the response nor its assertion is signed.',
  ],
  ['signed by another key', () => signed(samlResponse(assertion()), {}, foreign), 'signature', /cannot be verified/],
  ['the signature is taken out', () => good().replace(signatureIn(good()), ''), 'signature', /is signed/],
  ['the subject is changed', () => good().replace('>ada<', '>eve<'), 'signature', /does not belong/],
  ['an attribute is changed', () => good().replace('>viewer<', '>admin<'), 'signature', /does not belong/],
  [
    'the response is changed around its signature',
    () => whole().replace('Value="urn:oasis', 'A="1" Value="urn:oasis'),
    'signature',
    /does not belong/,
  ],
  [
    'the signature value is emptied',
    () => good().replace(/<SignatureValue>[^<]*/, '<SignatureValue>'),
    'signature',
    /does not belong|cannot be verified/,
  ],
  [
    'the digest is cut by a comment',
    () => good().replace(/<DigestValue>(....)/, '<DigestValue>AAAA<!--$1-->'),
    'signature',
    /.+/,
  ],
  [
    'a second SignedInfo stands before the true one',
    () => good().replace('<SignedInfo', '<SignedInfo><Reference URI="#a1"/></SignedInfo><SignedInfo'),
    'signature',
    /SignedInfo/,
  ],
  [
    'only the response’s signature fails',
    () => whole(good()).replace(/(<Response [^>]*>)/, '$1 '),
    'signature',
    /does not belong/,
  ],
  [
    'two signatures in the assertion',
    () => good().replace(signatureIn(good()), signatureIn(good()).repeat(2)),
    'signature',
    /2 signatures/,
  ],
  // Signature wrapping: the signed assertion is kept somewhere, another is put in its place.
  [
    'an unsigned assertion before the signed one',
    () => good().replace('</Status>', `</Status>${evil()}`),
    'malformed',
    'The response has 2 assertions; one is wanted.',
  ],
  [
    'an unsigned assertion after the signed one',
    () => good().replace('</Response>', `${evil()}</Response>`),
    'malformed',
    /2 assertions/,
  ],
  [
    'the signed one inside Extensions',
    () => samlResponse(evil()).replace('<Status>', `<Extensions>${assertionIn(good())}</Extensions><Status>`),
    'signature',
    /is signed/,
  ],
  [
    'the signed one inside the other’s Advice',
    () => samlResponse(evil().replace('</Conditions>', `</Conditions><Advice>${assertionIn(good())}</Advice>`)),
    'signature',
    /is signed/,
  ],
  [
    'the other takes over the signature and holds the signed one in its Object',
    () => {
      const signature = signatureIn(good()).replace(
        '</Signature>',
        `<Object>${assertionIn(good()).replace(signatureIn(good()), '')}</Object></Signature>`,
      );
      return samlResponse(evil().replace('</Issuer>', `</Issuer>${signature}`));
    },
    'signature',
    /covers another element|does not belong|cannot be verified/,
  ],
  [
    'the response takes the assertion’s signature',
    () =>
      samlResponse(evil()).replace(
        '<Status>',
        `${signatureIn(good())}<Extensions>${assertionIn(good()).replace(signatureIn(good()), '')}</Extensions><Status>`,
      ),
    'signature',
    /covers another element, Assertion/,
  ],
  [
    'the same ID twice',
    () => good().replace('</Status>', `</Status><Extensions>${assertion({ name: 'eve' })}</Extensions>`),
    'signature',
    /same value for the ID/,
  ],
  [
    'the signed response inside another',
    () =>
      samlResponse(evil())
        .replace('<Status>', `<Extensions>${whole()}</Extensions><Status>`)
        .replace('ID="r1"', 'ID="r2"'),
    'signature',
    /is signed/,
  ],
  ['no assertion at all', () => samlResponse(''), 'malformed', /0 assertions/],
  [
    'an assertion alone, without a response',
    () => assertionIn(good()),
    'malformed',
    'The document is no SAML response.',
  ],
  [
    'the elements in another namespace',
    () => good().replaceAll('SAML:2.0:assertion', 'SAML:2.0:other'),
    'malformed',
    /0 assertions/,
  ],
  // Downgrades.
  [
    'the certificate as an HMAC secret',
    () => good().replace(`${MORE}rsa-sha256`, `${SHA1}hmac-sha1`),
    'signature',
    /hmac-sha1, which is not taken/,
  ],
  ['no algorithm', () => good().replace(`${MORE}rsa-sha256`, ''), 'signature', /not taken|cannot be verified/],
  ['MD5', () => good().replace(`${MORE}rsa-sha256`, `${MORE}rsa-md5`), 'signature', /rsa-md5, which is not taken/],
  [
    'a transform that leaves things out',
    () =>
      good().replace(
        'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
        'http://www.w3.org/TR/1999/REC-xpath-19991116',
      ),
    'signature',
    /cannot be verified/,
  ],
  // XML itself.
  [
    'an entity',
    () => `<!DOCTYPE r [<!ENTITY e "eve">]>${good().replace('>ada<', '>&e;<')}`,
    'malformed',
    'The document has a document type declaration.',
  ],
  [
    'an external entity',
    () => `<!DOCTYPE r [<!ENTITY e SYSTEM "file:///etc/passwd">]>${good()}`,
    'malformed',
    /document type/,
  ],
  ['a declaration in small letters', () => `<!doctype r>${good()}`, 'malformed', /document type/],
  ['not XML', () => 'ada', 'malformed', /well-formed|no element/],
  ['cut off', () => good().slice(0, -20), 'malformed', /well-formed/],
  [
    'nested without end',
    () => samlResponse(`${'<a>'.repeat(5000)}${'</a>'.repeat(5000)}`),
    'malformed',
    /nests deeper/,
  ],
  // What it says.
  [
    'another issuer',
    () => signed(samlResponse(assertion({ issuer: 'https://other.example' }))),
    'issuer',
    /https:\/\/other\.example/,
  ],
  ['no subject', () => signed(samlResponse(assertion().replace(/<NameID.*<\/NameID>/, ''))), 'claims', /NameID/],
  ['an empty subject', () => signed(samlResponse(assertion({ name: '<!-- ada -->' }))), 'claims', /NameID/],
  ['no recipient', () => signed(samlResponse(assertion().replace(/ Recipient="[^"]*"/, ''))), 'claims', /recipient/],
  [
    'holder of key in place of bearer',
    () => signed(samlResponse(assertion().replace('cm:bearer', 'cm:holder-of-key'))),
    'claims',
    /bearer/,
  ],
  [
    'no end',
    () =>
      signed(
        samlResponse(assertion().replace(/<SubjectConfirmationData NotOnOrAfter="[^"]*"/, '<SubjectConfirmationData')),
      ),
    'claims',
    /NotOnOrAfter/,
  ],
  [
    'its end is no time',
    () => signed(samlResponse(assertion().replace(/(<SubjectConfirmationData NotOnOrAfter=")[^"]*/, '$1always'))),
    'expired',
    /always/,
  ],
  ['too late', () => signed(samlResponse(assertion({ until: -200 }))), 'expired', /held until/],
  [
    'too early',
    () => signed(samlResponse(assertion().replace(/NotBefore="[^"]*"/, 'NotBefore="2027-01-01T00:00:00Z"'))),
    'expired',
    /holds from 2027/,
  ],
  [
    'issued more than five minutes ago',
    () => signed(samlResponse(assertion({ now: NOW - 300_000, until: 600 }))),
    'expired',
    /was issued at/,
  ],
  [
    'issued ahead of the clock',
    () => signed(samlResponse(assertion().replace(/IssueInstant="[^"]*"/, 'IssueInstant="2026-11-24T00:00:00Z"'))),
    'claims',
    /ahead of the clock/,
  ],
  [
    'not issued at any time',
    () => signed(samlResponse(assertion().replace(/ IssueInstant="[^"]*"/, ''))),
    'claims',
    /IssueInstant/,
  ],
  [
    'of SAML 1.1',
    () => signed(samlResponse(assertion().replace('Version="2.0"', 'Version="1.1"'))),
    'claims',
    /SAML 2\.0/,
  ],
  [
    'sent to another place than it is for',
    () => signed(samlResponse(assertion())).replace('ID="r1"', 'ID="r1" Destination="https://evil.example/acs"'),
    'claims',
    /was sent to https:\/\/evil\.example/,
  ],
  [
    'an answer to another request',
    () =>
      signed(
        samlResponse(assertion().replace('<SubjectConfirmationData', '<SubjectConfirmationData InResponseTo="_1"')),
      ).replace('ID="r1"', 'ID="r1" InResponseTo="_2"'),
    'claims',
    /answers the request _2, its assertion _1/,
  ],
  [
    'a sign-in that failed',
    () => signed(samlResponse(assertion())).replace('status:Success', 'status:Responder'),
    'malformed',
    /status:Responder/,
  ],
];
test.each(attacks)('refused: %s', (_name, made, why, reason) => {
  expect(judged(made())).toEqual({
    why,
    reason: typeof reason === 'string' ? reason : expect.stringMatching(reason),
  });
});

test('what is not base64 or not UTF-8 is refused', () => {
  expect(verifyResponse('<Response/>', metadata(), NOW)).toEqual({
    why: 'malformed',
    reason: 'The response is not base64.',
  });
  expect(verifyResponse(Buffer.from([0xff, 0xfe, 0x3c]).toString('base64'), metadata(), NOW)).toEqual({
    why: 'malformed',
    reason: 'The response is not UTF-8.',
  });
});

test('a comment cuts no name short, in whichever canonical form it was signed', () => {
  const named = samlResponse(assertion({ name: 'ada<!-- -->.admin' }));
  expect(judged(signed(named))).toMatchObject({ subject: 'ada.admin' });
  expect(judged(signed(named, { canonical: 'http://www.w3.org/2001/10/xml-exc-c14n#WithComments' }))).toMatchObject({
    subject: 'ada.admin',
  });
  // A comment that is put in afterwards is not signed and changes nothing.
  expect(judged(good().replace('>ada<', '>a<!-- x -->da<'))).toMatchObject({ subject: 'ada' });
});

test('of several audience restrictions all must name AWS', () => {
  const restricted = (...audiences: string[]) => {
    const two = audiences.map((one) => `<AudienceRestriction><Audience>${one}</Audience></AudienceRestriction>`);
    const made = judged(
      signed(samlResponse(assertion().replace(/<AudienceRestriction>.*<\/AudienceRestriction>/, two.join('')))),
    );
    if ('why' in made) throw new Error(made.reason);
    return audienceProblem(made);
  };
  expect(restricted('urn:amazon:webservices')).toBeUndefined();
  expect(restricted('https://signin.aws.amazon.com/saml')).toBeUndefined();
  expect(restricted('urn:amazon:webservices', 'urn:amazon:webservices')).toBeUndefined();
  expect(restricted('urn:amazon:webservices', 'urn:other')).toContain('is for nobody');
  expect(restricted('urn:amazon:webservices.evil.example')).toContain('is for urn:amazon');
  expect(restricted('https://evil.example/https://signin.aws.amazon.com/saml')).toContain('must name');
  expect(restricted()).toContain('is for nobody');
});
