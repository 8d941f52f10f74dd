/**
 * Runs planned statements: picks local or Flink, decides splits, writes, explains, changes the
 * catalog. Read {@link io.megadb.gateway.execute.StatementRunner} first.
 */
package io.megadb.gateway.execute;
