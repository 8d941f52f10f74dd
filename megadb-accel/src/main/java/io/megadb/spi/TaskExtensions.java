package io.megadb.spi;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.function.FunctionRegistry;
import io.megadb.plan.PlanNode;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeSet;

/** All task plugins of this process, by what they bring. Immutable. */
public final class TaskExtensions {
  private final FunctionRegistry functions;
  private final Map<String, TableReader> readers = new HashMap<>();
  private final Map<Class<? extends PlanNode>, OperatorFactory> operators = new HashMap<>();

  public TaskExtensions(Collection<TaskPlugin> plugins) {
    FunctionRegistry.Builder builder = new FunctionRegistry.Builder();
    for (TaskPlugin plugin : plugins) {
      plugin.functions().forEach(provider -> provider.register(builder));
      for (TableReader reader : plugin.tableReaders()) {
        if (readers.put(reader.accessMethod(), reader) != null) {
          throw new IllegalStateException(
              "two readers for access method "
                  + reader.accessMethod()
                  + ", one from plugin "
                  + plugin.name());
        }
      }
      for (OperatorFactory factory : plugin.operators()) {
        if (operators.put(factory.nodeType(), factory) != null) {
          throw new IllegalStateException(
              "two operators for "
                  + factory.nodeType().getSimpleName()
                  + ", one from plugin "
                  + plugin.name());
        }
      }
    }
    functions = builder.build();
  }

  /** Everything that ServiceLoader finds with this loader. */
  public static TaskExtensions discover(ClassLoader loader) {
    return new TaskExtensions(
        ServiceLoader.load(TaskPlugin.class, loader).stream()
            .map(ServiceLoader.Provider::get)
            .toList());
  }

  public FunctionRegistry functions() {
    return functions;
  }

  /** The reader of a tier; an unknown one is 0A000 naming the tiers there are. */
  public TableReader reader(String accessMethod) {
    TableReader reader = readers.get(accessMethod);
    if (reader == null) {
      throw new MegaDbException(
              SqlState.FEATURE_NOT_SUPPORTED,
              "no plugin reads tables of access method \"" + accessMethod + "\"")
          .withDetail("Access methods here: " + new TreeSet<>(readers.keySet()) + ".");
    }
    return reader;
  }

  /** The factory of a plugin's own node, or null. */
  public OperatorFactory operator(Class<? extends PlanNode> nodeType) {
    return operators.get(nodeType);
  }
}
