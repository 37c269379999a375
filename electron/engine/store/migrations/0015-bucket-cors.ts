/** What web pages of other origins may do with a bucket: its CORS rules as JSON, where it has any. */
export const bucketCors = `
ALTER TABLE buckets ADD COLUMN cors TEXT;
`;
