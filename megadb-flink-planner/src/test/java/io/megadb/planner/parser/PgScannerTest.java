package io.megadb.planner.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlLiteral;
import org.junit.jupiter.api.Test;

class PgScannerTest {
  private static String text(String sql) {
    return ((SqlLiteral) PgParser.parseExpression(sql)).getValueAs(String.class);
  }

  private static String name(String sql) {
    return ((SqlIdentifier) PgParser.parseExpression(sql)).getSimple();
  }

  @Test
  void dollarQuotesHoldEverythingUpToTheirTag() {
    assertThat(text("$tag$it's 'so' $1 -- no comment$tag$"))
        .isEqualTo("it's 'so' $1 -- no comment");
    assertThat(text("$Tag$a $$ b $x$ c$Tag$")).isEqualTo("a $$ b $x$ c");
    assertThat(text("$$$$")).isEmpty();
    assertThat(text("$é$日本 \uD83D\uDE00$é$")).isEqualTo("日本 \uD83D\uDE00");
  }

  @Test
  void escapesAreReadInEscapeStringsOnly() {
    assertThat(text("E'a\\nb\\t\\'\\\\ \\x41 \\101'")).isEqualTo("a\nb\t'\\ A A");
    assertThat(text("e'\\u00e9 \\U0001F600 \\ud83d\\ude00 \\xc3\\xa9'"))
        .isEqualTo("é \uD83D\uDE00 \uD83D\uDE00 é");
    assertThat(text("e'it''s'")).isEqualTo("it's");
    assertThat(text("'a\\nb'")).isEqualTo("a\\nb");
    assertThat(text("U&'d\\0061t\\+000061 \\\\'")).isEqualTo("data \\");
    assertThat(text("U&'d!0061t' uescape '!'")).isEqualTo("dat");
    assertThat(name("U&\"d\\0061ta\"")).isEqualTo("data");
  }

  @Test
  void literalsGoOnOnlyAcrossALineBreak() {
    assertThat(text("'a' -- c\n 'b'")).isEqualTo("ab");
    assertThat(text("E'a\\n'\n'\\t'")).isEqualTo("a\n\t");
    assertThatThrownBy(() -> PgParser.parse("select 'a' 'b'"))
        .hasMessage("syntax error at or near \"'b'\"");
  }

  @Test
  void namesFoldOnlyAsciiAndOnlyUnquoted() {
    assertThat(name("GHÉ$1")).isEqualTo("ghÉ$1");
    assertThat(name("\"De\"\"F\"")).isEqualTo("De\"F");
    assertThat(name("\uD83D\uDE00")).isEqualTo("\uD83D\uDE00");
  }

  @Test
  void longNamesAreCutAt63BytesBetweenCharacters() {
    assertThat(name("a".repeat(70))).isEqualTo("a".repeat(63));
    assertThat(name("\"" + "é".repeat(40) + "\"")).isEqualTo("é".repeat(31));
    assertThat(name("\uD83D\uDE00".repeat(20))).isEqualTo("\uD83D\uDE00".repeat(15));
    assertThat(name("a".repeat(63))).hasSize(63);
  }

  @Test
  void commentsNest() {
    assertThat(PgParser.parseExpression("1 /* a /* b */ */ /***/ /**/ /*+ hint */ + -- c\n 2"))
        .isNotNull();
    assertThat(PgParser.parse("/* nothing */ ; -- x\n ;")).isEmpty();
  }

  @Test
  void textWithAZeroByteIsRefused() {
    assertThatThrownBy(() -> PgParser.parse("select '\0'"))
        .isInstanceOfSatisfying(
            MegaDbException.class,
            e -> assertThat(e.state()).isEqualTo(SqlState.CHARACTER_NOT_IN_REPERTOIRE));
  }
}
