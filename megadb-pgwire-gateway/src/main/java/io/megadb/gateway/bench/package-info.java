/**
 * Measures MegaDB beside named peers, in turn on the same machine and file system: short statements
 * by PostgreSQL's own pgbench, COPY, the smallest Flink job, planning. Not for the speed of
 * analytics. Read {@link io.megadb.gateway.bench.PointBench} first.
 */
package io.megadb.gateway.bench;
