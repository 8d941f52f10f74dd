package io.megadb.gateway.catalog;

import java.util.List;

/** The session's prepared statements, for pg_prepared_statements; a service of its statements. */
public interface NamedStatements {
  /**
   * @param text the client's whole text that it came in
   * @param micros when it was prepared, µs from 2000-01-01 UTC
   * @param parameterTypes oids
   * @param fromSql by PREPARE; else by the protocol
   * @param runs how often it has been started
   */
  record Statement(
      String name,
      String text,
      long micros,
      List<Integer> parameterTypes,
      boolean fromSql,
      long runs) {}

  /** All that have a name, in any order. */
  List<Statement> list();
}
