/** Where the user's workspace lives: the folder that Electron calls `userData`, computed for plain Node. */
import { homedir } from 'node:os';
import { join } from 'node:path';

/** The folder of Poolkeeper's data on this system; the desktop window and the browser console share it. */
export function dataFolder(
  platform: NodeJS.Platform = process.platform,
  env: Readonly<Record<string, string | undefined>> = process.env,
): string {
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Poolkeeper');
  if (platform === 'win32') return join(env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), 'Poolkeeper');
  return join(env['XDG_CONFIG_HOME'] || join(homedir(), '.config'), 'Poolkeeper');
}
