package io.megadb.function.builtin;

import io.megadb.function.AggregateFunction;
import io.megadb.function.CastSignature;
import io.megadb.function.FunctionId;
import io.megadb.function.FunctionRegistry;
import io.megadb.function.FunctionSignature;
import io.megadb.function.OperatorSignature;
import io.megadb.function.ScalarFunction;
import io.megadb.function.ScalarKernel;
import io.megadb.function.TableFunction;
import io.megadb.function.WindowFunction;
import io.megadb.function.kernel.Binder;
import io.megadb.function.kernel.FunctionTable;
import io.megadb.type.PgType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Joins implementations with PostgreSQL's signatures; what has none is not registered. */
final class CatalogFunctionTable implements FunctionTable {
  private final PgCatalogFiles catalog = new PgCatalogFiles();
  private final Map<FunctionId, Binder> scalars = new LinkedHashMap<>();
  private final Map<FunctionId, AggregateFunction> aggregates = new LinkedHashMap<>();
  private final Map<FunctionId, TableFunction> tables = new LinkedHashMap<>();
  private final Map<FunctionId, WindowFunction> windows = new LinkedHashMap<>();

  private final List<String> unknown = new ArrayList<>();

  private record BoundFunction(FunctionSignature signature, Binder binder)
      implements ScalarFunction {
    @Override
    public ScalarKernel bind(List<PgType> arguments, PgType result) {
      return binder.bind(signature, arguments, result);
    }
  }

  @Override
  public void scalar(String id, Binder binder) {
    FunctionSignature signature = signature(id);
    if (signature != null) {
      scalars.putIfAbsent(signature.id(), binder);
    }
  }

  @Override
  public void aggregate(String id, Function<FunctionSignature, AggregateFunction> aggregate) {
    FunctionSignature signature = signature(id);
    if (signature != null) {
      aggregates.put(signature.id(), aggregate.apply(signature));
    }
  }

  @Override
  public void table(String id, Function<FunctionSignature, TableFunction> function) {
    FunctionSignature signature = signature(id);
    if (signature != null) {
      tables.put(signature.id(), function.apply(signature));
    }
  }

  @Override
  public void window(String id, Function<FunctionSignature, WindowFunction> function) {
    FunctionSignature signature = signature(id);
    if (signature != null) {
      windows.put(signature.id(), function.apply(signature));
    }
  }

  @Override
  public List<OperatorSignature> operators(String symbol) {
    return catalog.operators().stream().filter(o -> o.symbol().equals(symbol)).toList();
  }

  @Override
  public List<FunctionSignature> functions(String name) {
    return catalog.functions().values().stream().filter(f -> f.name().equals(name)).toList();
  }

  /** Null, noted for {@link #register}, if PostgreSQL does not have it. */
  private FunctionSignature signature(String id) {
    FunctionSignature signature = catalog.functions().get(new FunctionId(id));
    if (signature == null) {
      unknown.add(id);
    }
    return signature;
  }

  /** Registers all that is implemented, the operators over it, and all casts. */
  void register(FunctionRegistry.Builder registry) {
    if (!unknown.isEmpty()) {
      throw new IllegalStateException("PostgreSQL has no functions " + unknown);
    }
    for (FunctionSignature signature : catalog.functions().values()) {
      FunctionId id = signature.id();
      if (scalars.containsKey(id)) {
        registry.add(new BoundFunction(signature, scalars.get(id)));
      } else if (aggregates.containsKey(id)) {
        registry.add(aggregates.get(id));
      } else if (tables.containsKey(id)) {
        registry.add(tables.get(id));
      } else if (windows.containsKey(id)) {
        registry.add(windows.get(id));
      }
    }
    for (OperatorSignature operator : catalog.operators()) {
      if (scalars.containsKey(operator.function())) {
        registry.add(operator);
      }
    }
    for (CastSignature cast : catalog.casts()) {
      registry.add(cast);
    }
  }
}
