package io.megadb.planner.parser;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.planner.parser.generated.ParseException;
import io.megadb.planner.parser.generated.PgParserImpl;
import io.megadb.planner.parser.generated.PgParserImplConstants;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlNode;

/**
 * PostgreSQL's SQL, from the client's text to trees. A statement is a Calcite query or a {@link
 * io.megadb.planner.ast.CommandNode}; {@code io.megadb.planner.ast} describes both. Stateless.
 */
public final class PgParser {
  /**
   * Longest text in UTF-16 units; a longer one could not have come through the wire protocol's own
   * limit.
   */
  public static final int MAX_LENGTH = 1 << 28;

  private PgParser() {}

  /**
   * The statements of a text, in order; empty ones yield none.
   *
   * @throws MegaDbException 42601 and its kin with PostgreSQL's message and position; 54001 when
   *     nested too deeply; 54000 when the text is longer than {@link #MAX_LENGTH}
   */
  public static List<ParsedStatement> parse(String sql) {
    SourceText source = source(sql);
    PgParserImpl parser = parser(source);
    List<ParsedStatement> statements = new ArrayList<>(1);
    try {
      int begin = 0;
      boolean more = true;
      while (more) {
        SqlNode node = parser.NextStatement();
        PgToken last = (PgToken) parser.getToken(0);
        if (node != null) {
          statements.add(statement(sql, node, begin, last.begin));
        }
        begin = last.end;
        more = last.kind != PgParserImplConstants.EOF;
      }
      return statements;
    } catch (ParseException e) {
      throw syntaxError(source, (PgToken) parser.getToken(1));
    } catch (StackOverflowError e) {
      throw stackTooSmall(e);
    }
  }

  /**
   * One expression, such as a column's default that the catalog keeps as text.
   *
   * @throws MegaDbException as {@link #parse}
   */
  public static SqlNode parseExpression(String sql) {
    SourceText source = source(sql);
    PgParserImpl parser = parser(source);
    try {
      return parser.SingleExpression();
    } catch (ParseException e) {
      throw syntaxError(source, (PgToken) parser.getToken(1));
    } catch (StackOverflowError e) {
      throw stackTooSmall(e);
    }
  }

  private static SourceText source(String sql) {
    if (sql.length() > MAX_LENGTH) {
      throw new MegaDbException(
          SqlState.PROGRAM_LIMIT_EXCEEDED,
          "statement of " + sql.length() + " characters exceeds the limit of " + MAX_LENGTH);
    }
    if (sql.indexOf('\0') >= 0) {
      throw new MegaDbException(
          SqlState.CHARACTER_NOT_IN_REPERTOIRE,
          "invalid byte sequence for encoding \"UTF8\": 0x00");
    }
    return new SourceText(sql);
  }

  private static PgParserImpl parser(SourceText source) {
    PgParserImpl parser = new PgParserImpl(new PgScanner(source));
    parser.setText(source.sql());
    return parser;
  }

  private static ParsedStatement statement(String sql, SqlNode node, int from, int to) {
    int begin = from;
    int end = to;
    while (begin < end && Characters.isSpace(sql.charAt(begin))) {
      begin++;
    }
    while (end > begin && Characters.isSpace(sql.charAt(end - 1))) {
      end--;
    }
    return new ParsedStatement(node, sql.substring(begin, end), sql.codePointCount(0, begin));
  }

  /** The limit on nesting suits stacks of 1 MiB; on a smaller one the stack itself is the limit. */
  private static MegaDbException stackTooSmall(StackOverflowError cause) {
    return new MegaDbException(
            SqlState.STATEMENT_TOO_COMPLEX, "statement is nested too deeply for its thread", cause)
        .withHint("Split the statement.");
  }

  private static RuntimeException syntaxError(SourceText source, PgToken token) {
    return token.error != null
        ? token.error
        : source.syntaxError("syntax error", token.begin, token.end);
  }
}
