package io.megadb.planner.ast;

import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;

/** ALTER TABLE, and the same actions on views, materialized views, indexes and sequences. */
public record AlterTable(
    ObjectKind kind, boolean ifExists, SqlIdentifier name, List<AlterAction> actions)
    implements Command {}
