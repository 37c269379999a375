export const resources = `
`;
