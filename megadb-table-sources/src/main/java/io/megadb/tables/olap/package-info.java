/**
 * The analytical tier: Iceberg tables whose current metadata is a row of the log. Read {@link
 * io.megadb.tables.olap.OlapTier}, then {@link io.megadb.tables.olap.OlapSession}.
 */
package io.megadb.tables.olap;
