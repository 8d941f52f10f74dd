package io.megadb.planner.analyze;

import io.megadb.planner.statement.OutputColumn;
import java.util.List;
import org.apache.calcite.rel.RelNode;

/** A query's logical plan and its columns, one for each field of the plan. */
public record AnalyzedQuery(RelNode rel, List<OutputColumn> columns) {}
