export { element, escaped, XML_HEAD } from '../../xml.ts';
