import type { UserPoolType, UserType } from '../../../../shared/aws/types/cognito-idp.ts';
import { importedDate, rowOf } from '../../../../shared/user-csv.ts';
import { call } from '../../../client/client.ts';
import { asFault } from '../../../lib/fault.ts';
import { saveFile } from '../../../lib/save-file.ts';
import { startProgress } from '../../../state/flash.ts';

/** How much of a file is looked at before it is imported, in characters. */
const PREVIEWED = 200_000;

const save = (name: string, text: string): void => saveFile(name, text, 'text/csv');

async function headerOf(poolId: string): Promise<string[]> {
  const { CSVHeader = [] } = await call('cognito-idp', 'GetCSVHeader', { UserPoolId: poolId });
  return CSVHeader;
}

/** Saves a file with the pool's columns and no rows. */
export async function saveTemplate(pool: UserPoolType): Promise<void> {
  save(`${pool.Name ?? 'users'}-template.csv`, `${rowOf(await headerOf(pool.Id ?? ''))}\n`);
}

/** Saves all users of a pool in the form in which they can be imported; passwords are nowhere to be had. */
export async function saveUsers(pool: UserPoolType): Promise<void> {
  const UserPoolId = pool.Id ?? '';
  const progress = startProgress('Saving users as CSV', pool.EstimatedNumberOfUsers ?? 0);
  try {
    const columns = await headerOf(UserPoolId);
    const rows = [rowOf(columns)];
    for (let token: string | undefined; !progress.signal.aborted;) {
      const page = await call('cognito-idp', 'ListUsers', {
        UserPoolId,
        Limit: 60,
        ...(token === undefined ? {} : { PaginationToken: token }),
      });
      for (const user of page.Users ?? []) rows.push(rowOf(fieldsOfUser(pool, columns, user)));
      progress.step(rows.length - 1);
      token = page.PaginationToken;
      if (token === undefined) break;
    }
    if (progress.signal.aborted) return progress.succeed('Saving users was cancelled.');
    save(`${pool.Name ?? 'users'}.csv`, `${rows.join('\n')}\n`);
    progress.succeed(`${rows.length - 1} users were saved as CSV.`);
  } catch (error) {
    progress.fail(asFault(error));
  }
}

/** A user as the values of a row. */
function fieldsOfUser(pool: UserPoolType, columns: readonly string[], user: UserType): string[] {
  const attributes = Object.fromEntries((user.Attributes ?? []).map(({ Name, Value = '' }) => [Name, Value]));
  // Where users are named by an address, their username is a UUID that no other pool would give them.
  const name = pool.UsernameAttributes?.map((one) => attributes[one]).find((value) => value !== undefined);
  return columns.map((column) => {
    const value = attributes[column] ?? '';
    switch (column) {
      case 'cognito:username':
        return name ?? user.Username ?? '';
      case 'cognito:mfa_enabled':
        return (user.MFAOptions ?? []).length > 0 ? 'TRUE' : 'FALSE';
      case 'email_verified':
      case 'phone_number_verified':
        return value.toUpperCase();
      case 'birthdate':
        return importedDate(value);
      default:
        return value;
    }
  });
}

/** The whole lines at the beginning of a file, for the preview. */
export async function beginningOf(file: File): Promise<string> {
  const text = await file.slice(0, PREVIEWED).text();
  return file.size <= PREVIEWED ? text : text.slice(0, text.lastIndexOf('\n') + 1);
}
