package io.megadb.function;

/** pg_proc.provolatile: what the planner may assume. */
public enum Volatility {
  /** Same arguments, same result, for ever: may be folded. */
  IMMUTABLE,
  /** Same result within one statement: evaluated at execution, never folded into a cached plan. */
  STABLE,
  /** Evaluated for every row. */
  VOLATILE
}
