import type { PasswordHashingAlgorithmType } from '../aws/types/cognito-idp.ts';
import { z } from '../zod.ts';
import { changes, reads } from './declare.ts';
import { anyName, byteStream, listed, MAX_TEXT, name, text, whole, type Of } from './schemas.ts';

/** What came of one row of an import's file. */
const importOutcome = () => z.enum(['SUCCEEDED', 'SKIPPED', 'FAILED']);
export type ImportOutcome = Of<typeof importOutcome>;

const ALGORITHMS = [
  'BCRYPT',
  'SCRYPT',
  'ARGON2ID',
  'PBKDF2_SHA256',
] as const satisfies readonly PasswordHashingAlgorithmType[];

/** CSV import jobs: the file and its log. */
export const importOperations = {
  /**
   * Takes the CSV file of an import job that came to its PreSignedUrl. `Body` is a stream of bytes, so only the
   * listener of that address calls it.
   */
  ReceiveImportFile: changes({
    input: () => ({
      PoolId: anyName(),
      JobId: anyName(),
      Signature: text(65_536),
      Encryption: text(65_536).optional(),
      Body: byteStream(),
    }),
    output: () => z.strictObject({ size: z.number() }),
    faults: ['SignatureDoesNotMatch', 'AccessDenied', 'EntityTooLarge', 'IncompleteBody'],
  }),
  /** Takes the CSV file of an import job as text, in place of its PreSignedUrl. */
  UploadImportFile: changes({
    input: () => ({ JobId: name(), Text: text(MAX_TEXT) }),
    output: () => z.strictObject({ size: z.number(), lines: z.number() }),
    faults: ['ResourceNotFoundException', 'AccessDenied', 'EntityTooLarge'],
  }),
  /** What would come of the first fifty rows of a CSV file. */
  PreviewImportFile: reads({
    input: () => ({
      PoolId: name(),
      Text: text(MAX_TEXT),
      PasswordHashingAlgorithm: z.enum(ALGORITHMS).optional(),
    }),
    output: () =>
      z.strictObject({
        columns: listed(z.string()),
        /** What is wrong with the header, so that the job would fail. */
        header: z.string().optional(),
        rows: listed(
          z.strictObject({
            line: z.number(),
            fields: listed(z.string()),
            outcome: importOutcome(),
            text: z.string(),
          }),
        ),
      }),
    faults: ['ResourceNotFoundException'],
  }),
  /** The log of an import job behind a line, all of it or one outcome; and how far its file is read. */
  GetImportLog: reads({
    input: () => ({
      JobId: name(),
      Outcome: importOutcome().optional(),
      After: whole(0, Number.MAX_SAFE_INTEGER).optional(),
      /** 100 unless given. */
      Limit: whole(1, 1000).optional(),
    }),
    output: () =>
      z.strictObject({
        /** Where AWS would keep it. */
        logGroup: z.string(),
        /** `written` is the line as AWS writes it. */
        lines: listed(
          z.strictObject({ line: z.number(), outcome: importOutcome(), text: z.string(), written: z.string() }),
        ),
        more: z.boolean(),
        /** Bytes; lines with the header; lines read so far. */
        file: z.strictObject({ size: z.number(), lines: z.number(), read: z.number() }).optional(),
      }),
    faults: ['ResourceNotFoundException'],
  }),
};
