/** Where the shipped content lies, whatever the working directory. */
import { fileURLToPath } from 'node:url'

export const contentDir = fileURLToPath(new URL('../content', import.meta.url))
