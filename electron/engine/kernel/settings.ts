import { ISSUER_FORMS, SETTING_FORMS } from '../../../shared/poolkeeper/settings.ts';

/** What is wrong with one setting of the workspace, in words, or nothing. */
export function settingProblem(name: string, value: unknown): string | undefined {
  switch (name) {
    case 'region':
    case 'account':
      return typeof value === 'string' && SETTING_FORMS[name].pattern.test(value)
        ? undefined
        : `${name} is ${SETTING_FORMS[name].words}, not ${JSON.stringify(value)}.`;
    case 'issuer':
      return ISSUER_FORMS.some((form) => form === value)
        ? undefined
        : `issuer is local or aws, not ${JSON.stringify(value)}.`;
    case 'strict':
      return typeof value === 'boolean' ? undefined : `strict is true or false, not ${JSON.stringify(value)}.`;
    case 'smtp':
      return typeof value === 'string' && (value === '' || SETTING_FORMS.smtp.pattern.test(value))
        ? undefined
        : `smtp is ${SETTING_FORMS.smtp.words}, or empty, not ${JSON.stringify(value)}.`;
    default:
      return `There is no setting ${name}.`;
  }
}
