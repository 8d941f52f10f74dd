/**
 * Puts a server together: plugins, database, planner, runs, sessions, listener. Read {@link
 * io.megadb.gateway.server.MegaDbServer} first.
 */
package io.megadb.gateway.server;
