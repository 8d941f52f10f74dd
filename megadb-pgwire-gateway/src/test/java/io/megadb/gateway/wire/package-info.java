/**
 * PostgreSQL's protocol, byte for byte: a client that can also send what no driver would, and the
 * tests that drive the server with it. Read {@link io.megadb.gateway.wire.RawClient} first.
 */
package io.megadb.gateway.wire;
