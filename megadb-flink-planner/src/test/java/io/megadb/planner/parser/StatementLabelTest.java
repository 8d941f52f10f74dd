package io.megadb.planner.parser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StatementLabelTest {
  @Test
  void constantsAreMasked() {
    assertThat(
            StatementLabel.of(
                "select a+1, 'it''s', E'\\n', $$x$$, x'ff', b'01', 1.5e3, $1 from t1", 120))
        .isEqualTo("select a+?, ?, ?, ?, ?, ?, ?, $1 from t1");
  }

  @Test
  void commentsAndLineBreaksAreNotPartOfIt() {
    assertThat(StatementLabel.of("-- why\nselect  a /* b */,\n\tc\nfrom \"T 1\" -- end", 120))
        .isEqualTo("select a , c from \"T 1\"");
  }

  @Test
  void longOnesAreCutBetweenCharacters() {
    assertThat(StatementLabel.of("select abcdef", 10)).isEqualTo("select ab…");
    assertThat(StatementLabel.of("select a\uD83D\uDE00bcd", 10)).isEqualTo("select a…");
    assertThat(StatementLabel.of("select abc", 10)).isEqualTo("select abc");
  }

  @Test
  void textThatCannotBeReadEndsWhereItBreaks() {
    assertThat(StatementLabel.of("select 'abc", 120)).isEqualTo("select");
  }
}
