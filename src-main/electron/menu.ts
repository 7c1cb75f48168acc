import { Menu, type MenuItemConstructorOptions } from 'electron';

const mac = process.platform === 'darwin';
const items = (...roles: readonly NonNullable<MenuItemConstructorOptions['role']>[]): MenuItemConstructorOptions[] => roles.map((role) => ({ role }));

/** Only what works without a network and without developer tools; every accelerator is the one that its role brings. */
export function appMenu(): Menu {
  return Menu.buildFromTemplate([
    ...(mac ? [{ label: 'Bilocate', submenu: items('about', 'hide', 'hideOthers', 'unhide', 'quit') }] : []),
    { label: 'File', submenu: items(mac ? 'close' : 'quit') },
    { label: 'Edit', submenu: items('undo', 'redo', 'cut', 'copy', 'paste', 'selectAll') },
    { label: 'View', submenu: items('resetZoom', 'zoomIn', 'zoomOut', 'togglefullscreen') },
    { label: 'Window', submenu: items('minimize', 'close') },
  ]);
}
