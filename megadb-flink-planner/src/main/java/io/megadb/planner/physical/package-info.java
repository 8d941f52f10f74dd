/**
 * From the logical plan to plan records: algorithms, cost, classification, where it runs and where
 * it is cut. Read {@link io.megadb.planner.physical.PhysicalPlanner} first.
 */
package io.megadb.planner.physical;
