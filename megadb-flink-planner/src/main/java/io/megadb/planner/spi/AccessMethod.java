package io.megadb.planner.spi;

/**
 * Names a tier that CREATE TABLE … USING can choose. How the tier stores rows is between its plugin
 * and the plugin that provides the database, which refines this interface.
 */
public interface AccessMethod {
  /** Lower-case, such as "olap". */
  String name();

  /** pg_am.oid. */
  int oid();

  /** One line for pg_am and SHOW megadb.plugins. */
  String description();
}
