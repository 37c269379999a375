export const identities = `
`;
