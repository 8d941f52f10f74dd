package io.megadb.planner.statement;

/** What kind of work a statement is; decides where it runs. */
public enum Workload {
  /** One row of a live table by its key. */
  POINT,
  /** Reads nothing, or only system tables. */
  CATALOG,
  /** Few rows: not worth a job. */
  SMALL,
  /** Scans, joins and aggregates many rows. */
  OLAP
}
