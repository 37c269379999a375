import type { PageDefinition } from '../page.ts';

export const pages: readonly PageDefinition[] = [];
