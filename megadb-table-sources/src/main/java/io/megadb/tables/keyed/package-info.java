/**
 * What the tiers with keys and row locks share: how a table is laid out, and how INSERT, UPDATE and
 * DELETE treat duplicates and concurrent changes. Read {@link io.megadb.tables.keyed.KeyedWriter}
 * first; a tier supplies {@link io.megadb.tables.keyed.KeyedRows}.
 */
package io.megadb.tables.keyed;
