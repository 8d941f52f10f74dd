/**
 * Measures short statements against PostgreSQL with PostgreSQL's own pgbench, in turn on the same
 * machine and file system. Not for analytics. Read {@link io.megadb.gateway.bench.PointBench}
 * first.
 */
package io.megadb.gateway.bench;
