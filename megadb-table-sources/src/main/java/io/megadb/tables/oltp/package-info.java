/**
 * The transactional tier: rows by key in the engine's state. {@link io.megadb.tables.oltp.OltpTier}
 * ties it to the database.
 */
package io.megadb.tables.oltp;
