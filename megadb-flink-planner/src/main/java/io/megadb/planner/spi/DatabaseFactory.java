package io.megadb.planner.spi;

import io.megadb.planner.storage.Database;
import io.megadb.type.BaseType;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** Opens the database of a data directory; exactly one plugin provides it. */
@FunctionalInterface
public interface DatabaseFactory {
  /**
   * Opens or creates.
   *
   * @param directory exists or is created
   * @param options keys "megadb.…"
   * @param accessMethods of all enabled plugins
   * @param systemTables of all enabled plugins, visible in every catalog snapshot
   * @param types the type of an oid, plugins' included; null for one whose plugin is not here
   */
  Database open(
      Path directory,
      Map<String, String> options,
      List<AccessMethod> accessMethods,
      List<SystemTable> systemTables,
      IntFunction<BaseType> types);
}
