/**
 * A client's session: the protocol's state machine, the two query protocols and COPY, prepared
 * statements, portals, the transaction block, and the statements that concern only the session.
 * Read {@link io.megadb.gateway.session.Session} first.
 */
package io.megadb.gateway.session;
