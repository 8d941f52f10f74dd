package io.megadb.function;

/** Adds functions, operators and casts to a registry; one per family or plugin. */
@FunctionalInterface
public interface FunctionProvider {
  void register(FunctionRegistry.Builder registry);
}
