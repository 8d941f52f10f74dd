package io.megadb.spi;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.execution.ExecutionContext;
import io.megadb.function.FunctionRegistry;
import io.megadb.plan.PlanNode;
import io.megadb.plan.TableScan;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeSet;
import java.util.function.Supplier;

/** All task plugins of this process, by what they bring. Immutable. */
public final class TaskExtensions {
  private final FunctionRegistry functions;
  private final Map<String, TableReader> readers = new HashMap<>();
  private final Map<Class<? extends PlanNode>, OperatorFactory> operators = new HashMap<>();
  private final GatewayRows gateway;

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
    gateway = null;
  }

  private TaskExtensions(TaskExtensions known, GatewayRows gateway) {
    this.functions = known.functions;
    this.readers.putAll(known.readers);
    this.operators.putAll(known.operators);
    this.gateway = gateway;
  }

  /** The same plugins, for tasks that read some splits through the gateway. */
  public TaskExtensions withGateway(GatewayRows rows) {
    return new TaskExtensions(this, rows);
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
    return gateway == null
        ? ownReader(accessMethod)
        : new EitherReader(accessMethod, gateway, () -> ownReader(accessMethod));
  }

  private TableReader ownReader(String accessMethod) {
    TableReader reader = readers.get(accessMethod);
    if (reader == null) {
      throw new MegaDbException(
              SqlState.FEATURE_NOT_SUPPORTED,
              "no plugin reads tables of access method \"" + accessMethod + "\"")
          .withDetail("Access methods here: " + new TreeSet<>(readers.keySet()) + ".");
    }
    return reader;
  }

  /** Reads what it can by itself, the rest through the gateway. */
  private record EitherReader(String accessMethod, GatewayRows gateway, Supplier<TableReader> own)
      implements TableReader {
    @Override
    public BatchReader open(TableScan scan, Split split, ExecutionContext context) {
      return split instanceof GatewaySplit there
          ? gateway.read(scan, there)
          : own.get().open(scan, split, context);
    }
  }

  /** The factory of a plugin's own node, or null. */
  public OperatorFactory operator(Class<? extends PlanNode> nodeType) {
    return operators.get(nodeType);
  }
}
