/**
 * zod as it is used here: without compiled code, because the window's policy headers forbid `new Function`, and so
 * that a schema behaves the same in every process. https://zod.dev/packages/core#configuration
 */
import * as z from 'zod';

z.config({ jitless: true });

export { z };
