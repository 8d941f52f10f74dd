package io.megadb.planner.ast;

import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * FOR UPDATE and its weaker forms.
 *
 * @param strength how much is locked
 * @param tables of OF, empty for all
 * @param waiting what happens when another holds the lock
 */
public record Locking(
    Strength strength, List<SqlIdentifier> tables, Wait waiting, SqlParserPos pos) {
  public enum Strength {
    KEY_SHARE,
    SHARE,
    NO_KEY_UPDATE,
    UPDATE
  }

  public enum Wait {
    BLOCK,
    SKIP_LOCKED,
    NO_WAIT
  }
}
