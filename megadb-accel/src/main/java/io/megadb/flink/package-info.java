/**
 * Runs plans as Flink jobs: a plan is cut at its exchanges and each fragment becomes one operator
 * with the same columnar operators inside that the local run uses.
 *
 * <p>{@code exchange} moves batches between tasks, {@code task} drives fragments inside tasks,
 * {@code result} brings rows back. No planner and no Calcite here: this is what TaskManagers load.
 * Read {@link io.megadb.flink.FlinkRun} first.
 */
package io.megadb.flink;
