/**
 * COPY: text and CSV formats both ways. Read {@link io.megadb.gateway.copy.CopyIn} first.
 *
 * @see <a href="https://www.postgresql.org/docs/15/sql-copy.html">COPY in PostgreSQL</a>
 */
package io.megadb.gateway.copy;
