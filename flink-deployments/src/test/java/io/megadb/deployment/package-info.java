/**
 * Statements on a Flink cluster of real processes that have the runtime jars and nothing else of
 * MegaDB. Read {@link io.megadb.deployment.RemoteClusterITCase} first.
 */
package io.megadb.deployment;
