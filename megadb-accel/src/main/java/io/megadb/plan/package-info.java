/**
 * The physical plan: serialisable records that know neither Flink's planner nor Calcite.
 *
 * <p>{@code local} turns them into operators in the gateway, {@code flink} cuts them at {@link
 * io.megadb.plan.ExchangeNode exchanges} and ships the pieces. Read {@link io.megadb.plan.PlanNode}
 * first.
 */
package io.megadb.plan;
