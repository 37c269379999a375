import { z } from 'zod';

// The window's policy allows no `new Function`, by which zod would compile its checks. Schemas ask for this when they
// are made, so it is imported before anything that makes one.
z.config({ jitless: true });
