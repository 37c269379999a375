import type { PasswordHashingAlgorithmType } from '../aws/types/cognito-idp.ts';
import type { Call } from './call.ts';

/** What came of one row of an import's file. */
export type ImportOutcome = 'SUCCEEDED' | 'SKIPPED' | 'FAILED';

/** CSV import jobs: the file and its log. */
export interface ImportsOperations {
  /**
   * Takes the CSV file of an import job that came to its PreSignedUrl. `Body` is a stream of bytes, so only the
   * door of that address calls it.
   */
  ReceiveImportFile: Call<
    { PoolId: string; JobId: string; Signature: string; Encryption?: string; Body: AsyncIterable<Uint8Array> },
    { size: number },
    'SignatureDoesNotMatch' | 'AccessDenied' | 'EntityTooLarge' | 'IncompleteBody'
  >;
  /** Takes the CSV file of an import job as text, in place of its PreSignedUrl. */
  UploadImportFile: Call<
    { JobId: string; Text: string },
    { size: number; lines: number },
    'ResourceNotFoundException' | 'AccessDenied' | 'EntityTooLarge'
  >;
  /** What would come of the first fifty rows of a CSV file. */
  PreviewImportFile: Call<
    { PoolId: string; Text: string; PasswordHashingAlgorithm?: PasswordHashingAlgorithmType },
    {
      columns: string[];
      /** What is wrong with the header, so that the job would fail. */
      header?: string;
      rows: { line: number; fields: string[]; outcome: ImportOutcome; text: string }[];
    },
    'ResourceNotFoundException'
  >;
  /** The log of an import job behind a line, all of it or one outcome; and how far its file is read. */
  GetImportLog: Call<
    { JobId: string; Outcome?: ImportOutcome; After?: number; Limit?: number },
    {
      /** Where AWS would keep it. */
      logGroup: string;
      /** `written` is the line as AWS writes it. */
      lines: { line: number; outcome: ImportOutcome; text: string; written: string }[];
      more: boolean;
      /** Bytes; lines with the header; lines read so far. */
      file?: { size: number; lines: number; read: number };
    },
    'ResourceNotFoundException'
  >;
}

/** Their names. */
export const importsOperations = [
  'ReceiveImportFile',
  'UploadImportFile',
  'PreviewImportFile',
  'GetImportLog',
] as const satisfies readonly (keyof ImportsOperations)[];
