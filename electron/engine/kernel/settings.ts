/** What is wrong with one setting of the workspace, in words, or nothing. */
export function settingProblem(name: string, value: unknown): string | undefined {
  switch (name) {
    case 'region':
      return typeof value === 'string' && /^[a-z]{2}(-[a-z]+)+-\d$/.test(value)
        ? undefined
        : `region is an AWS region such as us-east-1, not ${JSON.stringify(value)}.`;
    case 'account':
      return typeof value === 'string' && /^\d{12}$/.test(value)
        ? undefined
        : `account is twelve digits, not ${JSON.stringify(value)}.`;
    case 'issuer':
      return value === 'local' || value === 'aws' ? undefined : `issuer is local or aws, not ${JSON.stringify(value)}.`;
    case 'strict':
      return typeof value === 'boolean' ? undefined : `strict is true or false, not ${JSON.stringify(value)}.`;
    case 'smtp':
      return typeof value === 'string' && (value === '' || /^(\[[0-9a-f:]+\]|[\w.-]+)(:\d{1,5})?$/i.test(value))
        ? undefined
        : `smtp is host:port of a mail catcher, or empty, not ${JSON.stringify(value)}.`;
    default:
      return `There is no setting ${name}.`;
  }
}
