package io.megadb.planner.ast;

import org.apache.calcite.sql.SqlIdentifier;

/** ALTER of a schema, type, database and the like: rename, owner or schema. */
public record AlterObject(ObjectKind kind, SqlIdentifier name, AlterAction action)
    implements Command {}
