/** Which call made a change, so that the one is found from the other. */
export const historyCalls = `
ALTER TABLE changes ADD COLUMN trace_id TEXT;
CREATE INDEX changes_by_trace ON changes (trace_id);
`;
