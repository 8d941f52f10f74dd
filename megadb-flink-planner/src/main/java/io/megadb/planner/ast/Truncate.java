package io.megadb.planner.ast;

import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;

/** TRUNCATE. */
public record Truncate(List<SqlIdentifier> tables, boolean restartIdentity, boolean cascade)
    implements Command {}
