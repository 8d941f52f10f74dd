package io.megadb.planner.analyze;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.planner.spi.MegaDbExtensions.Injection;
import java.util.List;
import java.util.function.Supplier;
import org.apache.calcite.sql.SqlNode;

/** What of the plugins' injections this session has switched off, and the errors that say so. */
final class Switches {
  private final Analysis analysis;

  Switches(Analysis analysis) {
    this.analysis = analysis;
  }

  /** Refuses a tier that is switched off: 55000. */
  void checkAccessMethod(String method, SqlNode written) {
    Injection<?> off = off(analysis.context().extensions().accessMethods(), method);
    if (off != null) {
      throw analysis
          .error(
              SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
              "access method \"" + method + "\" is switched off",
              written)
          .withHint(hint(off));
    }
  }

  /** Refuses a system table that is switched off, as if it were not there: 42P01. */
  void checkSystemTable(TableDefinition table, Supplier<MegaDbException> missing) {
    String name = table.schema() + "." + table.name();
    Injection<?> off = off(analysis.context().extensions().systemTables(), name);
    if (off != null) {
      throw missing.get().withHint(hint(off));
    }
  }

  /** Refuses what a dialect that is switched off would mean: 55000. */
  void checkDialect(Injection<?> injection, String construct, SqlNode written) {
    if (analysis.context().evaluation().setting(injection.switchName(), "on").equals("off")) {
      throw analysis
          .error(SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE, construct + " is switched off", written)
          .withHint(hint(injection));
    }
  }

  private <T> Injection<T> off(List<Injection<T>> injections, String thing) {
    for (Injection<T> injection : injections) {
      if (injection.thing().equals(thing)
          && analysis.context().evaluation().setting(injection.switchName(), "on").equals("off")) {
        return injection;
      }
    }
    return null;
  }

  private static String hint(Injection<?> off) {
    return "SET " + off.switchName() + " = on switches it on again.";
  }
}
