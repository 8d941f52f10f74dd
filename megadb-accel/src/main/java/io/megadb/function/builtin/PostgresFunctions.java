package io.megadb.function.builtin;

import io.megadb.function.FunctionProvider;
import io.megadb.function.kernel.FunctionFamily;
import java.util.List;

/** Lets plugins implement functions of PostgreSQL without repeating their signatures. */
public final class PostgresFunctions {
  private PostgresFunctions() {}

  /**
   * Registers what the families define, with PostgreSQL's oids and signatures.
   *
   * @throws IllegalStateException on registering, if a family names a function that PostgreSQL does
   *     not have
   */
  public static FunctionProvider provider(List<FunctionFamily> families) {
    return registry -> {
      CatalogFunctionTable table = new CatalogFunctionTable();
      families.forEach(family -> family.define(table));
      table.register(registry);
    };
  }
}
