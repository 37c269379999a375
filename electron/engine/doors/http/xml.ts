export { element, escaped, XML_HEAD } from '../../kernel/xml.ts';
