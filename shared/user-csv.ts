/**
 * The CSV of user imports: a comma within a value is escaped with a backslash, nothing is quoted, and a value
 * holds no line break. Amazon Cognito developer guide, "Importing users into user pools from a CSV file".
 */

/** The longest row that is taken, in characters. */
export const MAX_ROW_CHARACTERS = 16_000;

/**
 * The values of one row.
 *
 * `\,` is a comma and `\\` a backslash; before anything else a backslash is itself. Quotation marks have no
 * meaning.
 */
export function fieldsOf(row: string): string[] {
  const fields: string[] = [];
  let field = '';
  for (let at = 0; at < row.length; at++) {
    const character = row.charAt(at);
    const next = row.charAt(at + 1);
    if (character === '\\' && (next === ',' || next === '\\')) {
      field += next;
      at++;
    } else if (character === ',') {
      fields.push(field);
      field = '';
    } else field += character;
  }
  fields.push(field);
  return fields;
}

/** One row of values, without its end. Line breaks, which a row cannot hold, become spaces. */
export const rowOf = (fields: readonly string[]): string =>
  fields.map((field) => field.replace(/\r\n|[\r\n]/g, ' ').replace(/[\\,]/g, '\\$&')).join(',');

/** A date as imports have it, `mm/dd/yyyy`, from the `YYYY-MM-DD` in which users have it; anything else as it is. */
export const importedDate = (date: string): string => date.replace(/^(\d{4})-(\d{2})-(\d{2})$/, '$2/$3/$1');
