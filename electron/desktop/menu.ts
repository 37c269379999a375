/** The application's menu: what a system expects, and nothing that only developers of ours need. */
import { app, Menu, shell, type MenuItemConstructorOptions } from 'electron';

const GUIDE = 'https://docs.aws.amazon.com/cognito/latest/developerguide/';

/** Sets the menu. `openData` shows the folder that holds the workspace. */
export function setMenu(openData: () => void): void {
  const help: MenuItemConstructorOptions = {
    role: 'help',
    submenu: [
      { label: 'Amazon Cognito Developer Guide', click: () => void shell.openExternal(GUIDE) },
      { label: 'Show the Data Folder', click: openData },
    ],
  };
  const view: MenuItemConstructorOptions = {
    label: 'View',
    submenu: [
      { role: 'reload' },
      { role: 'toggleDevTools' },
      { type: 'separator' },
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      { type: 'separator' },
      { role: 'togglefullscreen' },
    ],
  };
  const template: MenuItemConstructorOptions[] = [
    process.platform === 'darwin' ? { role: 'appMenu' } : { role: 'fileMenu' },
    { role: 'editMenu' },
    view,
    { role: 'windowMenu' },
    help,
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
  app.setAboutPanelOptions({ applicationName: 'Poolkeeper', applicationVersion: app.getVersion() });
}
