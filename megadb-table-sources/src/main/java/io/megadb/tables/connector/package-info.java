/**
 * The door for plain Flink: the catalog "megadb" and its tables for Flink's Table API, without any
 * part of the gateway. Tables are read and written in the process that has the data directory open.
 * Read {@link io.megadb.tables.connector.MegaDbCatalog} first.
 */
package io.megadb.tables.connector;
