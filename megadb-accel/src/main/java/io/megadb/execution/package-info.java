/**
 * What surrounds operators while one statement runs: budget, cancellation, metrics, the local run.
 * Read {@link io.megadb.execution.ExecutionContext} first.
 */
package io.megadb.execution;
