/** `npm run format`: writes every file in the project's format. */
import { runTool } from './run.ts';

process.exitCode = await runTool('oxfmt', ['.']);
