/**
 * What SQL means, judged by PostgreSQL 15: the files of {@code src/test/resources/sql} run through
 * the gateway with a real driver, and random expressions compared with a PostgreSQL beside it. Read
 * {@link io.megadb.gateway.sql.SltFile} first.
 */
package io.megadb.gateway.sql;
