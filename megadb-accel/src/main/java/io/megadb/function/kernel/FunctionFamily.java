package io.megadb.function.kernel;

/** Some related functions. */
@FunctionalInterface
public interface FunctionFamily {
  void define(FunctionTable table);
}
