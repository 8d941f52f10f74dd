/**
 * Sockets: Netty's pipeline from bytes to messages and the serial hand-over of a connection's
 * messages to its session. Read {@link io.megadb.gateway.net.PgListener} first.
 */
package io.megadb.gateway.net;
