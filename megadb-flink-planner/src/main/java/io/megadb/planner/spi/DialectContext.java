package io.megadb.planner.spi;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.planner.statement.OutputColumn;
import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;

/** The statement being analysed, as a plugin's dialect sees it. Confined to one thread. */
public interface DialectContext {
  /** The table or view of a name; 42P01 at its position if there is none. */
  TableDefinition relation(SqlIdentifier name);

  /** The schema in which a new object of this name is made. */
  String creationSchema(SqlIdentifier name);

  /** Who runs the statement. */
  String user();

  /** Names and types that a query would give. */
  List<OutputColumn> columns(SqlNode query);

  /** An error at the place of a node; null for no place. */
  MegaDbException error(SqlState state, String message, SqlNode place);

  /** 0A000 naming the construct. */
  MegaDbException notSupported(String construct, SqlNode place);
}
