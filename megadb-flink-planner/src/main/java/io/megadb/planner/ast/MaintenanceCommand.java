package io.megadb.planner.ast;

import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;

/** What an operator asks for. */
public sealed interface MaintenanceCommand extends Command {
  /**
   * @param tables empty for all
   */
  record Vacuum(List<Option> options, List<Target> tables) implements MaintenanceCommand {}

  /**
   * @param tables empty for all
   */
  record Analyze(List<Option> options, List<Target> tables) implements MaintenanceCommand {}

  record Checkpoint() implements MaintenanceCommand {}

  /**
   * @param columns empty for all
   */
  record Target(SqlIdentifier table, List<SqlIdentifier> columns) {
    public QualifiedName tableName() {
      return QualifiedName.of(table);
    }

    public List<QualifiedName> columnNames() {
      return columns.stream().map(QualifiedName::of).toList();
    }
  }
}
