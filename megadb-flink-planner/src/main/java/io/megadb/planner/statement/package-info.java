/**
 * What planning a statement gives: a plan to run or changes to the catalog to make. Read {@link
 * io.megadb.planner.statement.PlannedStatement} first.
 */
package io.megadb.planner.statement;
