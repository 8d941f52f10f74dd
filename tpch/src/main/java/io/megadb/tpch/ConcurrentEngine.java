package io.megadb.tpch;

import java.io.IOException;
import java.sql.SQLException;

/** An engine that several clients can use at once. */
interface ConcurrentEngine extends Engine {
  /** Runs a workload to its end; clients' connections stay open for the next one. */
  Work work(Workload workload) throws SQLException, IOException;
}
