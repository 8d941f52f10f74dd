/**
 * Real servers that tests start beside the gateway as judges of its answers. Read {@link
 * io.megadb.gateway.testing.TemporaryPostgres} first.
 */
package io.megadb.gateway.testing;
