package io.megadb.gateway.catalog;

import io.megadb.function.FunctionProvider;
import io.megadb.function.builtin.PostgresFunctions;
import io.megadb.spi.TaskPlugin;
import java.util.List;

/**
 * Brings the functions over the catalog that clients such as psql call. They need the catalog,
 * which tasks do not have: there they answer 0A000.
 */
public final class PgCatalogTaskPlugin implements TaskPlugin {
  @Override
  public String name() {
    return "pg_catalog";
  }

  @Override
  public List<FunctionProvider> functions() {
    return List.of(
        PostgresFunctions.provider(
            List.of(
                new NameFunctions(),
                new DefinitionFunctions(),
                new DescriptionFunctions(),
                new PrivilegeFunctions(),
                new SizeFunctions())),
        ExpressionTextFunction::register);
  }
}
