/** Style sheets are bundled; importing one has no value. */
declare module '*.css';
declare module '@cloudscape-design/components/i18n/messages/all.en.json';
