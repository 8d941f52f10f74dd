package io.megadb.gateway.server;

import io.megadb.function.EvaluationContext;
import io.megadb.function.FunctionRegistry;
import io.megadb.gateway.catalog.CatalogNames;
import io.megadb.gateway.catalog.RelationSizes;
import io.megadb.planner.catalog.CatalogSnapshot;
import io.megadb.planner.catalog.RelationKind;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.planner.storage.Database;
import io.megadb.planner.storage.DatabaseTransaction;
import io.megadb.planner.storage.IsolationLevel;
import io.megadb.type.text.ObjectNames;

/** What functions may ask of the gateway: the catalog and all types. Never shipped to tasks. */
@SuppressWarnings("serial") // stays in the gateway: see writeReplace
final class FunctionServices implements EvaluationContext.Services {
  private static final long serialVersionUID = 1L;

  private final transient Database database;

  private final transient FunctionRegistry functions;

  FunctionServices(Database database, FunctionRegistry functions) {
    this.database = database;
    this.functions = functions;
  }

  @Override
  public <T> T find(Class<T> service) {
    if (service == CatalogSnapshot.class) {
      return service.cast(database.catalog());
    }
    if (service == FunctionRegistry.class) {
      return service.cast(functions);
    }
    if (service == ObjectNames.class) {
      return service.cast(new CatalogNames(database.catalog(), functions));
    }
    if (service == RelationSizes.class) {
      RelationSizes sizes = this::bytes;
      return service.cast(sizes);
    }
    return null;
  }

  private long bytes(TableDefinition table) {
    if (table.kind() == RelationKind.VIEW || table.accessMethod().equals("catalog")) {
      return 0;
    }
    try (DatabaseTransaction transaction = database.begin(IsolationLevel.READ_COMMITTED, true)) {
      return (long) transaction.statistics(table.reference()).bytes();
    }
  }

  private Object writeReplace() {
    return EvaluationContext.NONE;
  }
}
