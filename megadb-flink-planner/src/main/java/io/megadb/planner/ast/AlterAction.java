package io.megadb.planner.ast;

import java.util.List;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;

/** One change of ALTER TABLE. */
public sealed interface AlterAction {
  record AddColumn(boolean ifNotExists, ColumnDefinition column) implements AlterAction {}

  record DropColumn(boolean ifExists, SqlIdentifier name, boolean cascade) implements AlterAction {}

  /**
   * @param using the expression that converts, or null
   */
  record AlterColumnType(
      SqlIdentifier column, SqlDataTypeSpec type, SqlIdentifier collation, SqlNode using)
      implements AlterAction {}

  /**
   * @param value null for DROP DEFAULT
   */
  record SetDefault(SqlIdentifier column, SqlNode value, String valueText) implements AlterAction {}

  /**
   * @param notNull false for DROP NOT NULL
   */
  record SetNotNull(SqlIdentifier column, boolean notNull) implements AlterAction {}

  record AddConstraint(Constraint constraint, boolean notValid) implements AlterAction {}

  record DropConstraint(boolean ifExists, SqlIdentifier name, boolean cascade)
      implements AlterAction {}

  record ValidateConstraint(SqlIdentifier name) implements AlterAction {}

  /** SET ACCESS METHOD: moves the table to another tier. */
  record SetAccessMethod(SqlIdentifier method) implements AlterAction {}

  record RenameTo(SqlIdentifier name) implements AlterAction {}

  record RenameColumn(SqlIdentifier from, SqlIdentifier to) implements AlterAction {}

  record RenameConstraint(SqlIdentifier from, SqlIdentifier to) implements AlterAction {}

  record OwnerTo(SqlIdentifier role) implements AlterAction {}

  record SetSchema(SqlIdentifier schema) implements AlterAction {}

  record SetOptions(List<Option> options) implements AlterAction {}

  record ResetOptions(List<Option> options) implements AlterAction {}

  /** Options of ALTER SEQUENCE. */
  record SequenceOptions(List<Option> options) implements AlterAction {}
}
