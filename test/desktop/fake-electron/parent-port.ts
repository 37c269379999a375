/** Preloaded in a utility process: `process.parentPort` over Node's own channel to the parent. */
type Listener = (event: { data: unknown; ports: [] }) => void;

Object.defineProperty(process, 'parentPort', {
  value: {
    postMessage: (message: unknown) => process.send?.(message),
    on: (_event: 'message', listener: Listener) => process.on('message', (data) => listener({ data, ports: [] })),
  },
});
// Electron's utility processes never outlive the application.
process.on('disconnect', () => process.exit(0));
