/**
 * Flink SQL as a peer: a process of its own with Flink's TableEnvironment on a MiniCluster, and the
 * handle by which a benchmark sends it statements. Read {@link
 * io.megadb.gateway.bench.flink.FlinkSqlPeer} first.
 */
package io.megadb.gateway.bench.flink;
