/**
 * The transaction engine's front door: a durable, multi-version, ordered key-value store with
 * PostgreSQL's isolation levels. Everything that must survive a crash (rows, catalog entries,
 * pointers to OLAP metadata) is a key of some table id, and one commit record of the log covers
 * them all.
 *
 * <p>It knows no SQL and no row format: keys and rows are bytes, keys order as unsigned bytes.
 * Every failure is an {@link io.megadb.oltp.OltpException} whose {@link io.megadb.oltp.Reason} is a
 * closed set. Read {@link io.megadb.oltp.OltpStore} first.
 */
package io.megadb.oltp;
