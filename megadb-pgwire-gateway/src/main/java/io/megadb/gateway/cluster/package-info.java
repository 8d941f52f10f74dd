/**
 * Jobs on a Flink cluster in other processes: submitted, watched and cancelled over its REST
 * interface. Read {@link io.megadb.gateway.cluster.SessionCluster} first.
 */
package io.megadb.gateway.cluster;
