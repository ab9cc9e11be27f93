/** The state of an update or a reply that is still to be seen to, as statements name it. */
import { sql } from 'kysely'

// Written into the statement: bound, SQLite would plan anew at every run to see whether the index of pending rows fits.
export const pending = sql.lit<'pending'>('pending')
