/**
 * PostgreSQL's frontend/backend protocol, version 3.0: messages as records, pure decoding and
 * encoding over buffers. No sockets, no session state. Read {@link
 * io.megadb.gateway.protocol.FrontendMessage} first.
 *
 * @see <a href="https://www.postgresql.org/docs/15/protocol-message-formats.html">Message
 *     formats</a>
 */
package io.megadb.gateway.protocol;
