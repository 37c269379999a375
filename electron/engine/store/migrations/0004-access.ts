export const access = `
`;
