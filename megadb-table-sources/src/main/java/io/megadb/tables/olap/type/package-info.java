/**
 * PostgreSQL's types in Iceberg's terms: which column type each becomes, and how its values are
 * stored. Read {@link io.megadb.tables.olap.type.Storage} first.
 */
package io.megadb.tables.olap.type;
