/**
 * Arrow Flight between the gateway and the tasks of a cluster in other processes.
 *
 * <pre>
 *   task                                        gateway
 *   GatewayConnection ── DoGet split ─────────▶ FlightGateway ─▶ OpenQuery ─▶ SplitStream
 *                     ── DoPut result ────────▶                            ─▶ ResultStream
 *                     ── DoAction failure ────▶                            ─▶ ResultChannel
 * </pre>
 *
 * <p>A query has a ticket of its own, which says nothing about what is read: the gateway knows the
 * query's plan and splits, so that whoever holds the ticket reaches the rows of that query and
 * nothing else. Read {@link io.megadb.flink.flight.FlightGateway} first.
 */
package io.megadb.flink.flight;
