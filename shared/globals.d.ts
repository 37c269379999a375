/**
 * What Node and browsers both have and the language's own library does not name. Everything else of either side is
 * unknown in `shared/`.
 */
declare function atob(base64: string): string;
declare function btoa(binary: string): string;
