package io.megadb.spi;

import io.megadb.function.FunctionProvider;
import java.util.List;

/**
 * The half of a plugin that tasks load; found by ServiceLoader in the gateway and on TaskManagers.
 * Only names things: no I/O, no threads.
 */
public interface TaskPlugin {
  /** Same as the planner half's name. */
  String name();

  default List<FunctionProvider> functions() {
    return List.of();
  }

  default List<TableReader> tableReaders() {
    return List.of();
  }

  default List<OperatorFactory> operators() {
    return List.of();
  }
}
