package io.megadb.function;

import io.megadb.type.BaseType;
import io.megadb.type.PgTypes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All types, functions, operators and casts, by name for the planner and by id for tasks. Immutable
 * after {@link Builder#build}.
 */
public final class FunctionRegistry {
  private final Map<FunctionId, ScalarFunction> scalars;
  private final Map<FunctionId, AggregateFunction> aggregates;
  private final Map<FunctionId, TableFunction> tables;
  private final Map<FunctionId, WindowFunction> windows;
  private final Map<String, List<FunctionSignature>> byName;
  private final Map<String, List<OperatorSignature>> operators;
  private final Map<CastKey, CastSignature> casts;
  private final Map<Integer, BaseType> types;
  private final Map<String, BaseType> typeNames;

  private record CastKey(int source, int target) {}

  private FunctionRegistry(Builder builder) {
    scalars = Map.copyOf(builder.scalars);
    aggregates = Map.copyOf(builder.aggregates);
    tables = Map.copyOf(builder.tables);
    windows = Map.copyOf(builder.windows);
    byName = copy(builder.byName);
    operators = copy(builder.operators);
    casts = Map.copyOf(builder.casts);
    types = Collections.unmodifiableMap(new LinkedHashMap<>(builder.types));
    Map<String, BaseType> names = new HashMap<>();
    types.values().forEach(type -> names.put(type.name(), type));
    typeNames = Map.copyOf(names);
  }

  private static <T> Map<String, List<T>> copy(Map<String, List<T>> lists) {
    Map<String, List<T>> copy = new HashMap<>();
    lists.forEach((name, list) -> copy.put(name, List.copyOf(list)));
    return Map.copyOf(copy);
  }

  /** The built-in or a plugin's type with this pg_type.typname, or null. */
  public BaseType type(String name) {
    return typeNames.get(name);
  }

  /** The built-in or a plugin's type with this oid, or null. */
  public BaseType type(int oid) {
    return types.get(oid);
  }

  /** All types, the built-in ones first. */
  public Collection<BaseType> types() {
    return types.values();
  }

  /** All functions of this name: scalar, aggregate, table and window functions. */
  public List<FunctionSignature> named(String name) {
    return byName.getOrDefault(name, List.of());
  }

  /** All names, for suggestions. */
  public Set<String> names() {
    return byName.keySet();
  }

  /** All operators of this symbol, prefix ones included. */
  public List<OperatorSignature> operators(String symbol) {
    return operators.getOrDefault(symbol, List.of());
  }

  public Collection<List<OperatorSignature>> allOperators() {
    return operators.values();
  }

  /** The cast between two types, or null if there is none of its own. */
  public CastSignature cast(BaseType source, BaseType target) {
    return casts.get(new CastKey(source.oid(), target.oid()));
  }

  public Collection<CastSignature> casts() {
    return casts.values();
  }

  /** The scalar function, or null. */
  public ScalarFunction scalar(FunctionId id) {
    return scalars.get(id);
  }

  /** The aggregate, or null. */
  public AggregateFunction aggregate(FunctionId id) {
    return aggregates.get(id);
  }

  /** The table function, or null. */
  public TableFunction table(FunctionId id) {
    return tables.get(id);
  }

  /** The window function that is no aggregate, or null. */
  public WindowFunction window(FunctionId id) {
    return windows.get(id);
  }

  /** Collects what providers bring; two functions with one id are refused. Not thread-safe. */
  public static final class Builder {
    private final Map<FunctionId, ScalarFunction> scalars = new LinkedHashMap<>();
    private final Map<FunctionId, AggregateFunction> aggregates = new LinkedHashMap<>();
    private final Map<FunctionId, TableFunction> tables = new LinkedHashMap<>();
    private final Map<FunctionId, WindowFunction> windows = new LinkedHashMap<>();
    private final Map<String, List<FunctionSignature>> byName = new LinkedHashMap<>();
    private final Map<String, List<OperatorSignature>> operators = new LinkedHashMap<>();
    private final Map<CastKey, CastSignature> casts = new LinkedHashMap<>();
    private final Map<Integer, BaseType> types = new LinkedHashMap<>();

    public Builder() {
      PgTypes.all().forEach(type -> types.put(type.oid(), type));
    }

    /** A type of a plugin; two of one oid or name are refused. */
    public Builder add(BaseType type) {
      for (BaseType other : types.values()) {
        if (other.oid() == type.oid() || other.name().equals(type.name())) {
          throw new IllegalStateException(
              "type " + type + " of oid " + type.oid() + " is registered twice");
        }
      }
      types.put(type.oid(), type);
      return this;
    }

    public Builder add(ScalarFunction function) {
      register(function.signature(), scalars, function);
      return this;
    }

    public Builder add(AggregateFunction function) {
      register(function.signature(), aggregates, function);
      return this;
    }

    public Builder add(TableFunction function) {
      register(function.signature(), tables, function);
      return this;
    }

    public Builder add(WindowFunction function) {
      register(function.signature(), windows, function);
      return this;
    }

    public Builder add(OperatorSignature operator) {
      operators.computeIfAbsent(operator.symbol(), symbol -> new ArrayList<>()).add(operator);
      return this;
    }

    public Builder add(CastSignature cast) {
      casts.put(new CastKey(cast.source().oid(), cast.target().oid()), cast);
      return this;
    }

    private <T> void register(FunctionSignature signature, Map<FunctionId, T> map, T function) {
      FunctionId id = signature.id();
      if (scalars.containsKey(id)
          || aggregates.containsKey(id)
          || tables.containsKey(id)
          || windows.containsKey(id)) {
        throw new IllegalStateException("function " + id + " is registered twice");
      }
      map.put(id, function);
      byName.computeIfAbsent(signature.name(), name -> new ArrayList<>()).add(signature);
    }

    public FunctionRegistry build() {
      return new FunctionRegistry(this);
    }
  }
}
